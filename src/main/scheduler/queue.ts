// Which trial is next. Pure.
import type { TrialRecord } from './trial-record.ts';

export type QueueSource = 'retry' | 'resumed' | 'enqueued' | 'sampler';

/**
 * What was begun goes on before anything new is begun, so that an interrupted study replays as if it had never stopped; then
 * what was put in by hand; within each the lower number first. Starting points of the study file and the sampler's suggestions
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
  return queue.toSorted((a, b) => rank[a.source] - rank[b.source] || a.record.row.number - b.record.row.number);
}
