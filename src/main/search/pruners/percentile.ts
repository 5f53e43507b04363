// The percentile rule: Optuna's generalisation of the median stopping rule (Golovin et al. 2017, section 3.4).
import { quantile } from '#shared/num/statistics.ts';
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { Pruner } from '../search.ts';
import { bestSoFar, isDue, isWorse, othersAt, shown } from './curves.ts';

type PercentileSpec = Extract<PrunerSpec, { kind: 'percentile' }>;

/**
 * Stops a trial whose best value so far is not among the best `percentile` per cent of the other trials' values at the same epoch. Starts
 * to judge after `nStartupTrials` complete trials and from epoch `nWarmupEpochs` on, at most once per `interval` epochs, and where at
 * least `nMinTrials` others have a value. A trial that has reported nothing but NaN is stopped.
 */
export function percentilePruner(spec: PercentileSpec): Pruner {
  return comparing('percentile', spec, `the best ${spec.percentile} %`);
}

/** `named`: what the others' limit is called, "the median". */
export function comparing(
  kind: string,
  { percentile, nStartupTrials = 5, nWarmupEpochs = 0, interval = 1, nMinTrials = 1 }: Omit<PercentileSpec, 'kind'>,
  named: string,
): Pruner {
  return {
    kind,
    judge(trial, step, history) {
      const complete = history.trials.filter((other) => other.state === 'complete' && other.number !== trial.number);
      if (complete.length < nStartupTrials || step < nWarmupEpochs) return { prune: false };
      if (!isDue(trial, step, nWarmupEpochs, interval)) return { prune: false };
      const best = bestSoFar(trial, step, history.direction);
      if (best === null) return { prune: true, why: `has had no finite value up to epoch ${step}` };
      const others = othersAt(history, trial, step);
      if (others.length < nMinTrials) return { prune: false };
      const limit = quantile(others, history.direction === 'minimize' ? percentile / 100 : 1 - percentile / 100);
      if (!isWorse(best, limit, history.direction)) return { prune: false };
      const compared = `${others.length} other ${others.length === 1 ? 'trial' : 'trials'}`;
      const why = `best so far ${shown(best)} is worse than ${shown(limit)}, ${named} of ${compared} at epoch ${step}`;
      return { prune: true, why };
    },
  };
}
