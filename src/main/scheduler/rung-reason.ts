// What is said of a trial that waits at a rung of successive halving, and how it is known again.
import type { TrialRow } from '#main/store/store.ts';

const waitingStart = 'Waits at the rung of';

/** `reached`: "epoch 3". The reason of a trial that is paused there: it outlives the program, and tells it from one that was paused by hand. */
export function waitingReason(reached: string, why: string): string {
  return `${waitingStart} ${reached}: ${why}.`;
}

/** Paused by the pruner, which may let it go on; not by hand. */
export function waitsAtRung({ state, reason }: Pick<TrialRow, 'state' | 'reason'>): boolean {
  return state === 'paused' && (reason?.startsWith(waitingStart) ?? false);
}
