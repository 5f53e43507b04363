// Percentile stopping rule; the median rule is its case of 50.
import type { Direction } from '#shared/contract/common.ts';
import { quantile } from '#shared/num/statistics.ts';
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { Pruner } from '../search.ts';
import { bestSoFar, isDue, isWorse, othersAt, shown } from './curves.ts';

type Options = Extract<PrunerSpec, { kind: 'percentile' }>;

/**
 * Keeps the best `percentile` per cent: stops a trial whose best value so far is worse than the value that so many per cent
 * of the other trials reach at the same epoch (Optuna's PercentilePruner; 25 keeps the best quarter). Starts to judge after
 * `nStartupTrials` complete trials and from epoch `nWarmupEpochs` on, at most once per `interval` epochs, and where at least
 * `nMinTrials` others have a value. A trial that has reported nothing but NaN is stopped.
 */
export function percentilePruner(options: Options): Pruner {
  const { percentile } = options;
  return comparing('percentile', percentile, `the limit of the best ${percentile} % of`, options);
}

/** The rule behind `percentile` and `median`; `name` says in the sentence what the limit is of the others' values. */
export function comparing(
  kind: string,
  percentile: number,
  name: string,
  { nStartupTrials = 5, nWarmupEpochs = 0, interval = 1, nMinTrials = 1 }: Omit<Options, 'kind' | 'percentile'>,
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
      const limit = limitOf(others, percentile, history.direction);
      if (!isWorse(best, limit, history.direction)) return { prune: false };
      const compared = `${others.length} other ${others.length === 1 ? 'trial' : 'trials'}`;
      return {
        prune: true,
        why: `best so far ${shown(best)} is worse than ${shown(limit)}, ${name} ${compared} at epoch ${step}`,
      };
    },
  };
}

/** Counted from the best value. Turned over by the sign, so that maximising rounds exactly as minimising does. */
function limitOf(values: readonly number[], percentile: number, direction: Direction): number {
  if (direction === 'minimize') return quantile(values, percentile / 100);
  return -quantile(
    values.map((value) => -value),
    percentile / 100,
  );
}
