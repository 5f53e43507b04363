// Which epoch's weights stand for a trial.
import type { TrialRow } from '#main/store/store.ts';
import { firstRun } from '#shared/study/training-run.ts';

/** The first run's, whose weights are kept; null when the trial has none. */
export function countingEpoch(trial: TrialRow): number | null {
  return firstRun(trial).bestEpoch;
}

/** Whether the store names a file with the weights of that epoch; it may have been removed by hand. */
export function keepsWeights(trial: TrialRow): boolean {
  return trial.weights !== null && trial.weights.epoch === countingEpoch(trial);
}
