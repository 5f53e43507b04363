// Early stopping: a trial that has not improved for some epochs ends (Optuna's PatientPruner without a pruner inside).
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { ObservedTrial, Pruner } from '../search.ts';
import { bestSoFar, isWorse, shown } from './curves.ts';

/**
 * Stops a trial once it has more than `patience` + 1 reported epochs and the best value of the last `patience` + 1 is worse
 * than the best before them by more than `minDelta`: an equal value is enough to go on. NaN counts as worst; a trial whose
 * so many epochs were all NaN is stopped. Looks at the judged trial alone.
 */
export function patientPruner({ patience, minDelta = 0 }: Extract<PrunerSpec, { kind: 'patient' }>): Pruner {
  return {
    kind: 'patient',
    judge(trial, step, { direction }) {
      const reported = trial.steps.filter((epoch) => epoch <= step).length;
      if (reported <= patience + 1) return { prune: false };
      const opened = reported - patience - 1;
      const before = bestSoFar(part(trial, 0, opened), step, direction);
      const latest = bestSoFar(part(trial, opened, reported), step, direction);
      if (before === null) {
        if (latest !== null) return { prune: false };
        return { prune: true, why: `has had no finite value up to epoch ${step}` };
      }
      const within = `the last ${patience + 1} ${patience === 0 ? 'epoch' : 'epochs'}`;
      if (latest === null) return { prune: true, why: `has had no finite value in ${within}` };
      const needed = direction === 'maximize' ? before - minDelta : before + minDelta;
      if (!isWorse(latest, needed, direction)) return { prune: false };
      const margin = minDelta > 0 ? `more than ${shown(minDelta)} ` : '';
      return {
        prune: true,
        why: `best of ${within} ${shown(latest)} is ${margin}worse than ${shown(before)}, the best before, at epoch ${step}`,
      };
    },
  };
}

/** The reports from index `from` up to `to`, without `to`. Reports are in order of their epochs. */
function part(trial: ObservedTrial, from: number, to: number): ObservedTrial {
  return { ...trial, steps: trial.steps.slice(from, to), values: trial.values.slice(from, to) };
}
