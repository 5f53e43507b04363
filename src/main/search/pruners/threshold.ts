// A guard against values that no sound trial has (Optuna's ThresholdPruner).
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { Pruner } from '../search.ts';
import { shown } from './curves.ts';

/**
 * Stops a trial whose value at the judged epoch is NaN, below `lower` or above `upper`, from epoch `nWarmupEpochs` on. The
 * limits themselves are allowed. Looks at the judged trial alone.
 */
export function thresholdPruner({
  lower = Number.NEGATIVE_INFINITY,
  upper = Number.POSITIVE_INFINITY,
  nWarmupEpochs = 0,
}: Extract<PrunerSpec, { kind: 'threshold' }>): Pruner {
  return {
    kind: 'threshold',
    judge(trial, step) {
      const value = trial.values[trial.steps.lastIndexOf(step)];
      if (value === undefined || step < nWarmupEpochs) return { prune: false };
      if (Number.isNaN(value)) return { prune: true, why: `value at epoch ${step} is not a number` };
      if (value < lower)
        return { prune: true, why: `${shown(value)} at epoch ${step} is below the limit ${shown(lower)}` };
      if (value > upper)
        return { prune: true, why: `${shown(value)} at epoch ${step} is above the limit ${shown(upper)}` };
      return { prune: false };
    },
  };
}
