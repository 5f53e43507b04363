// Early stopping of a trial by itself: it has not got better for a while (Optuna's PatientPruner without an inner pruner).
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { Pruner } from '../search.ts';
import { bestSoFar, isWorse, shown } from './curves.ts';

/**
 * Stops a trial whose last `patience` + 1 reports hold no value that is better than the best before them less `minDelta`: what is lost
 * by noise of that size does not count. Reports that are NaN are no values.
 */
export function patientPruner({ patience, minDelta = 0 }: Extract<PrunerSpec, { kind: 'patient' }>): Pruner {
  return {
    kind: 'patient',
    judge(trial, step, { direction }) {
      const reports = trial.steps.flatMap((at, i) =>
        at <= step ? [{ at, value: trial.values[i] ?? Number.NaN }] : [],
      );
      if (reports.length <= patience + 1) return { prune: false };
      const part = (from: number, to?: number) => {
        const some = reports.slice(from, to);
        return bestSoFar(
          { ...trial, steps: some.map(({ at }) => at), values: some.map(({ value }) => value) },
          step,
          direction,
        );
      };
      const cut = reports.length - patience - 1;
      const [before, since] = [part(0, cut), part(cut)];
      if (before === null) return { prune: false };
      const needed = before + (direction === 'minimize' ? minDelta : -minDelta);
      if (since !== null && !isWorse(since, needed, direction)) return { prune: false };
      const found = since === null ? 'no value' : `${shown(since)} at best`;
      const why = `${found} in the last ${patience + 1} epochs, after ${shown(before)} before epoch ${reports[cut]?.at}`;
      return { prune: true, why };
    },
  };
}
