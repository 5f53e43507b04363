// How far the runs of a configuration lie apart, told by all trials of a study that have several. Pure.
import { mean } from '../num/statistics.ts';
import { completeValues, type TrainingRun } from './training-run.ts';

export interface RunNoise {
  /** Variance of one run around its trial's mean: sum of (x - mean)² over the trials, by the sum of (n - 1). */
  readonly variance: number;
  /** Degrees of freedom. */
  readonly df: number;
}

/** Null while no trial has two complete runs. */
export function runNoise(trials: readonly { readonly runs: readonly TrainingRun[] }[]): RunNoise | null {
  let squares = 0;
  let df = 0;
  for (const { runs } of trials) {
    const values = completeValues(runs);
    if (values.length < 2) continue;
    const center = mean(values);
    for (const value of values) squares += (value - center) ** 2;
    df += values.length - 1;
  }
  return df === 0 ? null : { variance: squares / df, df };
}

/**
 * Standard error of the mean of these runs; null below one. Of n runs on one validation part the square root of variance / n. Runs on
 * folds: `overlapFactor`; their scatter already holds that every fold has other rows.
 */
export function errorOfRuns(runs: readonly TrainingRun[], { variance }: Pick<RunNoise, 'variance'>): number | null {
  const n = completeValues(runs).length;
  if (n === 0) return null;
  const folds = foldsOf(runs);
  return Math.sqrt(variance * (folds < 2 ? 1 / n : overlapFactor(folds, folds)));
}

/**
 * What the variance of one of `n` values on different folds is multiplied by for that of their mean: training parts overlap, and
 * 1/(folds - 1) is the ratio of validation to training rows (Nadeau and Bengio 2003, "Inference for the generalization error", equation 14).
 */
export function overlapFactor(n: number, folds: number): number {
  return 1 / n + 1 / (folds - 1);
}

/** How many folds the runs are on; 0 without folds. */
export function foldsOf(runs: readonly TrainingRun[]): number {
  return new Set(runs.flatMap(({ fold }) => fold ?? [])).size;
}
