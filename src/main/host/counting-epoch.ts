// Which epoch's weights stand for a trial.
import type { TrialRow } from '#main/store/store.ts';

/** The first run's, whose weights are kept; null when the trial has none. */
export function countingEpoch({ runs, bestEpoch }: TrialRow): number | null {
  const [first] = runs;
  return first === undefined ? bestEpoch : first.bestEpoch;
}

/** Whether the store names a file with the weights of that epoch; it may have been removed by hand. */
export function keepsWeights(trial: TrialRow): boolean {
  return trial.weights !== null && trial.weights.epoch === countingEpoch(trial);
}
