// What waits for a worker: of a running study as its host says, of one that rests from its trials. Pure.
import type { StudyProgress, StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';

export type QueueSource = StudyProgress['queue'][number]['source'];

export interface QueueEntry {
  /** Null: a starting point of the study file, which has no number yet. */
  readonly trial: number | null;
  readonly source: QueueSource;
  /** Put in by hand, or waiting since a rest before its first epoch: it can be moved and taken out. */
  readonly movable: boolean;
}

export interface Queue {
  /** Next first. */
  readonly entries: readonly QueueEntry[];
  /** Trials that are still to be drawn; 0 for a study that rests. */
  readonly remaining: number;
}

export function queueOf(
  { state }: Pick<StudySummary, 'state'>,
  trials: readonly Trial[],
  progress: StudyProgress | null,
): Queue {
  const waiting = trials.filter((trial) => trial.state === 'queued');
  const begun = waiting.filter(({ startedAt }) => startedAt !== null);
  const fresh = waiting.filter(({ startedAt }) => startedAt === null).sort((a, b) => placeOf(a) - placeOf(b));
  const ahead = new Map(progress?.queue.map(({ trial, source }) => [trial, source]) ?? []);
  const running = state === 'running' && progress !== null;
  const entries: QueueEntry[] = [
    ...begun.map(({ number }) => ({ trial: number, source: ahead.get(number) ?? 'resumed', movable: false })),
    // One that the sampler has drawn while all workers were busy is about to begin.
    ...fresh.map(({ number }) => {
      const source = (running ? ahead.get(number) : undefined) ?? 'enqueued';
      return { trial: number, source, movable: source === 'enqueued' };
    }),
    ...(running ? progress.queue.filter(({ trial }) => trial === null) : []).map(({ source }) => ({
      ...{ trial: null, source, movable: false },
    })),
  ];
  return { entries, remaining: running ? progress.remaining : 0 };
}

function placeOf({ place, number }: Trial): number {
  return place ?? number;
}

/** Movable trials in the order in which they come once `trial` stands where `to` does now; null when nothing changes. */
export function moved({ entries }: Queue, trial: number, to: number): readonly number[] | null {
  const order = entries.flatMap((entry) => (entry.movable && entry.trial !== null ? [entry.trial] : []));
  const from = order.indexOf(trial);
  const at = Math.min(order.length - 1, Math.max(0, to));
  if (from < 0 || at === from) return null;
  return order.toSpliced(from, 1).toSpliced(at, 0, trial);
}

/** Where a trial stands among those that can be moved, from 0; −1 when it cannot. */
export function rankOf({ entries }: Queue, trial: number): number {
  return entries.filter(({ movable }) => movable).findIndex((entry) => entry.trial === trial);
}
