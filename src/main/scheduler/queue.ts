// Which trial is next. Pure.
import type { TrialRecord } from './trial-record.ts';

export type QueueSource = 'retry' | 'resumed' | 'enqueued' | 'sampler';

/**
 * What was begun goes on before anything new is begun, so that an interrupted study replays as if it had never stopped; then
 * what was put in by hand, as it was arranged, else the lower number first. Starting points of the study file and the sampler's suggestions
 * come after all of these: they get their number when a worker is free (`sampler`: it had to think, and the worker may have got
 * something else to do meanwhile).
 */
const rank: Readonly<Record<QueueSource, number>> = { retry: 0, resumed: 0, enqueued: 1, sampler: 2 };

export interface Queued {
  readonly record: TrialRecord;
  readonly source: QueueSource;
}

/** Sorted, first one next; returns a new array. */
export function ordered(queue: readonly Queued[]): Queued[] {
  return queue.toSorted((a, b) => rank[a.source] - rank[b.source] || byPlace(a.record, b.record));
}

/** Next first; returns a new array. */
export function inPlace(waiting: readonly TrialRecord[]): TrialRecord[] {
  return waiting.toSorted(byPlace);
}

/** Before all of these. */
export function headPlace(waiting: readonly TrialRecord[]): number {
  return waiting.length === 0 ? 0 : Math.min(...waiting.map(placeOf)) - 1;
}

/**
 * Places by which the trials of `numbers` come in that order: they share out those that they have, so that nothing changes for the others.
 * Null when one of them does not wait any more.
 */
export function rearranged(
  waiting: readonly TrialRecord[],
  numbers: readonly number[],
): readonly { readonly record: TrialRecord; readonly place: number }[] | null {
  const records = numbers.map((number) => waiting.find(({ row }) => row.number === number));
  const places = records.flatMap((record) => (record === undefined ? [] : [placeOf(record)])).sort((a, b) => a - b);
  const changes = records.flatMap((record, i) => (record === undefined ? [] : [{ record, place: places[i] ?? 0 }]));
  return changes.length === numbers.length ? changes : null;
}

function byPlace(a: TrialRecord, b: TrialRecord): number {
  return placeOf(a) - placeOf(b) || a.row.number - b.row.number;
}

function placeOf({ row }: TrialRecord): number {
  return row.place ?? row.number;
}
