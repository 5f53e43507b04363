// From the unit cube to a space and back: every dimension by its own distribution, so that even points stay even. Pure.
import { normalCdf, normalQuantile } from '../num/normal-distribution.ts';
import { clamp, stepCount, stepValue } from '../num/scales.ts';
import { listedValues, roundTo } from './candidates.ts';
import { conditionHolds } from './condition.ts';
import { type CategoricalDimension, type Dimension, isPrior, type NumericDimension, type Space } from './space.ts';
import type { Params, SettingValue } from './values.ts';

/** No coordinate is nearer to 0 or 1: a prior has no value there. */
const margin = 2 ** -33;

/**
 * The point whose every active dimension has the value at its coordinate's share of the distribution that `drawPoint` draws from.
 * `units` has a coordinate in [0, 1] a dimension, in the space's order; an inactive dimension's is not looked at. Constraints
 * are not looked at either.
 */
export function pointAt(space: Space, units: ArrayLike<number>): Params {
  const values: Record<string, SettingValue> = { ...space.fixed };
  const params: Record<string, SettingValue> = {};
  space.dimensions.forEach((dimension, j) => {
    if (!conditionHolds(dimension.when, values)) return;
    const value = valueAt(dimension, units[j] ?? 0);
    values[dimension.name] = value;
    params[dimension.name] = value;
  });
  return params;
}

/** The value below which a share `unit` of the dimension's distribution lies; choices in their order. */
export function valueAt(dimension: Dimension, unit: number): SettingValue {
  const share = clamp(unit, margin, 1 - margin);
  if (dimension.type === 'categorical') return dimension.choices[choiceAt(dimension, share)] ?? null;
  if (isPrior(dimension)) {
    const z = dimension.mean + dimension.sd * normalQuantile(share);
    const x = dimension.type === 'lognormal' ? Math.exp(z) : z;
    return dimension.step ? roundTo(x, dimension.step) : x;
  }
  return numberAt(dimension, share, unit);
}

/** The middle of the shares at which `valueAt` gives this number; a number outside the range counts as the nearest end. */
export function shareOf(dimension: Exclude<Dimension, CategoricalDimension>, value: number): number {
  if (isPrior(dimension)) {
    const x = dimension.type === 'lognormal' ? Math.log(Math.max(value, Number.MIN_VALUE)) : value;
    return normalCdf((x - dimension.mean) / dimension.sd);
  }
  const listed = listedValues(dimension);
  if (listed) return (nearestIndex(listed, value) + 0.5) / listed.length;
  const { low, high, scale, step, type } = dimension;
  if (low === high) return 0.5;
  const x = clamp(value, low, high);
  if (step !== undefined) return (Math.round((x - low) / step) + 0.5) / stepCount(low, high, step);
  const half = type === 'int' ? 0.5 : 0;
  if (scale === 'linear') return (x - low + half) / (high - low + 2 * half);
  return Math.log(x / (low - half)) / Math.log((high + half) / (low - half));
}

function choiceAt({ choices, weights }: CategoricalDimension, share: number): number {
  if (!weights) return Math.min(Math.floor(share * choices.length), choices.length - 1);
  let total = 0;
  for (const weight of weights) total += weight;
  let rest = share * total;
  for (let i = 0; i < weights.length; i++) {
    rest -= weights[i] ?? 0;
    if (rest < 0) return i;
  }
  return weights.findLastIndex((weight) => weight > 0);
}

function numberAt(dimension: NumericDimension, share: number, unit: number): number {
  const { low, high, scale, step, type } = dimension;
  const listed = listedValues(dimension);
  if (listed) return listed[Math.floor(share * listed.length)] ?? low;
  if (low === high) return low;
  if (step !== undefined) return stepValue(low, step, Math.floor(share * stepCount(low, high, step)));
  // A whole number owns the bin [n - 1/2, n + 1/2]; a float reaches its ends.
  const half = type === 'int' ? 0.5 : 0;
  const u = half ? share : clamp(unit, 0, 1);
  const [from, to] = [low - half, high + half];
  const x = scale === 'linear' ? from + u * (to - from) : from * (to / from) ** u;
  return clamp(half ? Math.round(x) : x, low, high);
}

function nearestIndex(values: readonly number[], value: number): number {
  let nearest = 0;
  values.forEach((candidate, i) => {
    if (Math.abs(candidate - value) < Math.abs((values[nearest] ?? 0) - value)) nearest = i;
  });
  return nearest;
}
