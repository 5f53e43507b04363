// What becomes of a trial when a lane takes it. Pure.
import type { TrialRow } from '#main/store/store.ts';
import { continuedNow } from './extension.ts';

/** The smallest number of a lane that is free. */
export function freeWorker(lanes: ReadonlyMap<number, unknown>): number {
  let worker = 1;
  while (lanes.has(worker)) worker++;
  return worker;
}

export function launched(row: TrialRow, worker: number, now: number): Partial<TrialRow> & Pick<TrialRow, 'state'> {
  return {
    ...{ state: 'running', reason: null, worker, startedAt: row.startedAt ?? now, endedAt: null },
    // A retry counts as another attempt; a trial that was paused or interrupted goes on with the one it had.
    attempts: row.startedAt === null ? 1 : Math.max(1, row.attempts),
    continued: continuedNow(row, now, row.state === 'paused'),
  };
}
