// Median stopping rule (Golovin et al. 2017, "Google Vizier", section 3.4).
import { median } from '#shared/num/statistics.ts';
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { Pruner } from '../search.ts';
import { bestSoFar, isDue, isWorse, othersAt } from './curves.ts';

/**
 * Stops a trial whose best value so far is worse than the median of the other trials' values at the same epoch. Starts to
 * judge after `nStartupTrials` complete trials and from epoch `nWarmupEpochs` on, at most once per `interval` epochs, and
 * where at least `nMinTrials` others have a value. A trial that has reported nothing but NaN is stopped.
 */
export function medianPruner({
  nStartupTrials = 5,
  nWarmupEpochs = 0,
  interval = 1,
  nMinTrials = 1,
}: Extract<PrunerSpec, { kind: 'median' }>): Pruner {
  return {
    kind: 'median',
    judge(trial, step, history) {
      const complete = history.trials.filter((other) => other.state === 'complete' && other.number !== trial.number);
      if (complete.length < nStartupTrials || step < nWarmupEpochs) return { prune: false };
      if (!isDue(trial, step, nWarmupEpochs, interval)) return { prune: false };
      const best = bestSoFar(trial, step, history.direction);
      if (best === null) return { prune: true, why: `has had no finite value up to epoch ${step}` };
      const others = othersAt(history, trial, step);
      if (others.length < nMinTrials) return { prune: false };
      const middle = median(others);
      if (!isWorse(best, middle, history.direction)) return { prune: false };
      const compared = `${others.length} other ${others.length === 1 ? 'trial' : 'trials'}`;
      return {
        prune: true,
        why: `best so far ${shown(best)} is worse than ${shown(middle)}, the median of ${compared} at epoch ${step}`,
      };
    },
  };
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}
