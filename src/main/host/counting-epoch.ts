// Which epoch's weights stand for a trial.
import type { TrialRow } from '#main/store/store.ts';

/** null when the trial has none. */
export function countingEpoch({ bestEpoch }: TrialRow): number | null {
  return bestEpoch;
}

/** Whether the store names a file with the weights of that epoch; it may have been removed by hand. */
export function keepsWeights(trial: TrialRow): boolean {
  return trial.weights !== null && trial.weights.epoch === countingEpoch(trial);
}
