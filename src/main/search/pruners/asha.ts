// Asynchronous successive halving where a trial that ended cannot go on (Li et al. 2018, arXiv 1810.05934, without promotion).
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { History, ObservedTrial, Pruner } from '../search.ts';
import { isWorse, shown } from './curves.ts';

/**
 * Rungs stand at `minEpochs` · `reductionFactor`^k epochs. A trial that reaches a rung goes on when its value there is among
 * the best ⌊m / `reductionFactor`⌋ (at least one) of the m trials that have reached the rung so far, equal values
 * counting for it; else it is stopped (Optuna's SuccessiveHalvingPruner). NaN at a rung is stopped, and is none of the m.
 * Where epochs are reported with gaps, the first at or after the rung counts.
 */
export function stopOnlyAshaPruner({
  reductionFactor = 3,
  minEpochs = 1,
}: Extract<PrunerSpec, { kind: 'asha' }>): Pruner {
  return {
    kind: 'asha',
    judge(trial, step, history) {
      const rung = reachedRung(trial, step, minEpochs, reductionFactor);
      const value = trial.values[trial.steps.lastIndexOf(step)];
      if (rung === null || value === undefined) return { prune: false };
      if (Number.isNaN(value)) return { prune: true, why: `value at epoch ${step} is not a number` };
      const others = othersAtRung(history, trial, rung);
      const kept = Math.max(1, Math.floor((others.length + 1) / reductionFactor));
      const better = others.filter((other) => isWorse(value, other, history.direction)).length;
      if (better < kept) return { prune: false };
      return {
        prune: true,
        why: `${shown(value)} is place ${better + 1} of the ${others.length + 1} trials that reached epoch ${rung}, and the best ${kept === 1 ? 'one goes' : `${kept} go`} on`,
      };
    },
  };
}

/** Epoch of the highest rung that `step` is the first report to reach; null where it reaches none. */
function reachedRung({ steps }: ObservedTrial, step: number, minEpochs: number, reductionFactor: number) {
  if (step < minEpochs) return null;
  let rung = minEpochs;
  while (rung * reductionFactor <= step) rung *= reductionFactor;
  return steps.some((earlier) => earlier < step && earlier >= rung) ? null : rung;
}

/** What the other trials reported when they reached the rung; NaN never counts. Reports are in order of their epochs. */
function othersAtRung(history: History, trial: ObservedTrial, rung: number): number[] {
  const found: number[] = [];
  for (const other of history.trials) {
    if (other.number === trial.number) continue;
    const value = other.values[other.steps.findIndex((epoch) => epoch >= rung)];
    if (value !== undefined && !Number.isNaN(value)) found.push(value);
  }
  return found;
}
