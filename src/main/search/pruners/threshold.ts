// A guard against divergence: values outside of limits that are known beforehand (Optuna's ThresholdPruner).
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { Pruner } from '../search.ts';
import { shown } from './curves.ts';

/** Stops a trial whose value is NaN, below `lower` or above `upper`, from epoch `nWarmupEpochs` on. */
export function thresholdPruner({
  lower = Number.NEGATIVE_INFINITY,
  upper = Number.POSITIVE_INFINITY,
  nWarmupEpochs = 0,
}: Extract<PrunerSpec, { kind: 'threshold' }>): Pruner {
  return {
    kind: 'threshold',
    judge({ steps, values }, step) {
      const value = values[steps.lastIndexOf(step)];
      if (value === undefined || step < nWarmupEpochs) return { prune: false };
      if (Number.isNaN(value)) return { prune: true, why: `the value of epoch ${step} is NaN` };
      const limit = value < lower ? `below ${shown(lower)}` : value > upper ? `above ${shown(upper)}` : null;
      return limit === null ? { prune: false } : { prune: true, why: `${shown(value)} at epoch ${step} is ${limit}` };
    },
  };
}
