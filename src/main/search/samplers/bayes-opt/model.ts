// BayesianOptimization's Gaussian process over a history.
import { mean } from '#shared/num/statistics.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { type Axis, axesOf, encode } from '../../gp/axes.ts';
import { newestAndBest } from '../../gp/limit.ts';
import { conditioned, type Posterior } from '../../gp/posterior.ts';
import { alpha, fitWeights, squaredUnits } from './lengthscale.ts';

/** What is believed of open trials: the best, mean or worst result so far, or a value of the objective as it is maximised. */
export type Liar = 'max' | 'mean' | 'min' | number;

export interface Model {
  readonly axes: readonly Axis[];
  readonly posterior: Posterior;
  /** Standardised values are (value - centre) / sd; larger is better. */
  readonly centre: number;
  readonly sd: number;
  /** Of the standardised values, the liar's included. */
  readonly best: number;
}

/** Results that the model knows at most, and of which the lengthscale is fitted at most: half the best, half the newest. */
const modelLimit = 250;
const fitLimit = 120;
/** Open points that are lied about; the newest. */
const openLimit = 32;

/** `values` are finite and at least one, larger is better; at most `limit` of them are kept. */
export function modelOf(
  space: Space,
  { params, values, open }: { params: readonly Params[]; values: readonly number[]; open: readonly Params[] },
  liar: Liar,
  limit = modelLimit,
): Model {
  const axes = axesOf(space);
  const kept = newestAndBest(values, limit);
  const believed = typeof liar === 'number' ? liar : lie(values, liar);
  const lied = open.slice(-openLimit);
  const points = [...kept.map((i) => params[i] ?? {}), ...lied];
  const { y, centre, sd } = standardised([...kept.map((i) => values[i] ?? 0), ...lied.map(() => believed)]);
  const all = table(axes, points, y);
  const units = squaredUnits(axes);
  const fitted = newestAndBest(y, fitLimit);
  const weights = fitWeights(
    fitted.length === points.length
      ? all
      : table(
          axes,
          fitted.map((i) => points[i] ?? {}),
          Float64Array.from(fitted, (i) => y[i] ?? 0),
        ),
    units,
  );
  const posterior = conditioned(all, new Float64Array(), { weights, signal: 1, noise: alpha }, 0);
  return { axes, posterior, centre, sd, best: y.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) };
}

function lie(values: readonly number[], liar: 'max' | 'mean' | 'min'): number {
  if (liar === 'max') return values.reduce((a, b) => Math.max(a, b));
  if (liar === 'min') return values.reduce((a, b) => Math.min(a, b));
  return values.reduce((sum, value) => sum + value / values.length, 0);
}

function standardised(values: readonly number[]): { y: Float64Array; centre: number; sd: number } {
  // Shares of the largest first: sums of values near the limits of doubles overflow.
  const unit = values.reduce((a, b) => Math.max(a, Math.abs(b)), Number.MIN_VALUE);
  const shares = values.map((value) => value / unit);
  const middle = mean(shares);
  const spread = Math.sqrt(mean(shares.map((x) => (x - middle) ** 2))) || 1;
  return { y: Float64Array.from(shares, (x) => (x - middle) / spread), centre: middle * unit, sd: spread * unit };
}

function table(axes: readonly Axis[], points: readonly Params[], y: Float64Array) {
  const x = new Float64Array(points.length * axes.length);
  points.forEach((point, i) => {
    encode(axes, point, x, i * axes.length);
  });
  return { x, y, n: points.length, isChoice: axes.map(({ kind }) => kind === 'choices') };
}
