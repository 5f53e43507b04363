// What a trial's result is to hyperopt's methods.
import type { Direction } from '#shared/contract/common.ts';
import type { ObservedTrial } from '../../search.ts';

/** Smaller is better; infinite for whatever has no value: open, failed and diverged trials. */
export function lossOf({ state, value }: ObservedTrial, direction: Direction): number {
  if ((state !== 'complete' && state !== 'stopped') || value === null) return Number.POSITIVE_INFINITY;
  return direction === 'minimize' ? value : -value;
}

/** Indices of the trials, the best first; of equal ones the earlier. */
export function orderByLoss(trials: readonly ObservedTrial[], direction: Direction): number[] {
  const losses = trials.map((trial) => lossOf(trial, direction));
  return losses
    .map((_, i) => i)
    .sort((a, b) => {
      const x = losses[a] ?? 0;
      const y = losses[b] ?? 0;
      return x === y ? a - b : x < y ? -1 : 1;
    });
}
