// hyperopt's adaptive Parzen estimator of one setting.
import type { NumberAxis } from '../parzen/axis.ts';
import { forgettingWeights } from '../parzen/forgetting.ts';
import { largerGap, neighbourGaps } from '../parzen/gaps.ts';
import { ChoiceKernels, NormalKernels } from '../parzen/kernels.ts';
import { Mixture } from '../parzen/mixture.ts';
import { column, type Table } from '../parzen/table.ts';

/**
 * The density over one axis (an index into the table's) of the given rows, which must have it, and the prior. `linearForgetting`: the newest
 * so many rows have full weight.
 */
export function hyperoptMixture(
  table: Table,
  a: number,
  rows: readonly number[],
  priorWeight: number,
  linearForgetting?: number,
): Mixture {
  const axis = table.axes[a];
  if (axis === undefined) return new Mixture([], Float64Array.of(1));
  const observed = column(table, rows, a);
  if (axis.kind === 'choice') {
    // Counts under forgetting plus C · priorWeight · p.
    const weights = forgettingWeights(rows.length, priorWeight * axis.prior.length, linearForgetting);
    return new Mixture([new ChoiceKernels(axis, observed, 0)], weights);
  }
  const kernels = adaptiveKernels(axis, observed);
  // hyperopt cuts off the mixture, not its kernels: one that reaches outside loses what lies there.
  const masses = kernels.masses();
  const kept = forgettingWeights(rows.length, priorWeight, linearForgetting);
  const weights = kept.map((weight, k) => weight * (masses[k] ?? 1));
  return new Mixture([kernels], weights);
}

/**
 * `adaptive_parzen_normal`: the prior's centre stands among the sorted observations as one of them; each is as wide as the larger gap to
 * its neighbours, the outermost as their only one; a lone observation has half the prior's width. Between priorSd / min(100, 1 + kernels)
 * and priorSd; the prior keeps priorSd.
 */
export function adaptiveKernels(axis: NumberAxis, observed: Float64Array): NormalKernels {
  const n = observed.length;
  const { prior } = axis;
  const points = new Float64Array(n + 1);
  // The prior goes before observations that equal it (numpy's searchsorted, side left).
  points[0] = prior.centre;
  points.set(observed, 1);
  const gaps = neighbourGaps(points);
  const narrowest = prior.sd / Math.min(100, n + 2);
  const centres = new Float64Array(n + 1);
  const sds = new Float64Array(n + 1);
  centres.set(observed);
  for (let i = 0; i < n; i++) {
    const gap = n === 1 ? prior.sd / 2 : largerGap(gaps, i + 1);
    sds[i] = Math.min(prior.sd, Math.max(narrowest, gap));
  }
  centres[n] = prior.centre;
  sds[n] = prior.sd;
  return new NormalKernels(axis, centres, sds);
}
