// Optuna 5's Parzen estimator: weights and widths of the kernels.
import type { NumberAxis } from '../parzen/axis.ts';
import { forgettingWeights } from '../parzen/forgetting.ts';
import { largerGap, neighbourGaps } from '../parzen/gaps.ts';
import { ChoiceKernels, type Kernels, NormalKernels } from '../parzen/kernels.ts';
import { Mixture } from '../parzen/mixture.ts';
import { column, type Table } from '../parzen/table.ts';

const priorWeight = 1;

/** The joint density over the axes (indices into the table's) of the given rows, which must have all of them, and the prior. */
export function tpeMixture(table: Table, axes: readonly number[], rows: readonly number[]): Mixture {
  const kernels: Kernels[] = [];
  for (const a of axes) {
    const axis = table.axes[a];
    if (axis === undefined) continue;
    const observed = column(table, rows, a);
    // A prior of weight 1/K in each choice (Optuna); in proportion to the choices' weights where they have some.
    if (axis.kind === 'choice') {
      kernels.push(new ChoiceKernels(axis, observed, (priorWeight * axis.prior.length) / (rows.length + 1)));
    } else {
      kernels.push(neighbourKernels(axis, observed));
    }
  }
  return new Mixture(kernels, forgettingWeights(rows.length, priorWeight));
}

/**
 * A kernel at each observation, as wide as the larger gap to its neighbours. The ends of the range are neighbours of a lone observation;
 * the outermost of several have their inner gap only. Not narrower than range / min(100, 1 + kernels), not wider than the range (an
 * unbounded prior: its standard deviation).
 */
export function neighbourKernels(axis: NumberAxis, observed: Float64Array): NormalKernels {
  const n = observed.length;
  const { low, high, prior } = axis;
  const gaps = neighbourGaps(observed);
  const narrowest = prior.sd / Math.min(100, n + 2);
  const centres = new Float64Array(n + 1);
  const sds = new Float64Array(n + 1);
  centres.set(observed);
  for (let i = 0; i < n; i++) {
    const here = observed[i] ?? 0;
    const gap = n === 1 ? Math.max(here - low, high - here) : largerGap(gaps, i);
    sds[i] = Math.min(prior.sd, Math.max(narrowest, gap));
  }
  centres[n] = prior.centre;
  sds[n] = prior.sd;
  return new NormalKernels(axis, centres, sds);
}
