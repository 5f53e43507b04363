// A space as the unit cube in which the forest's boxes lie: a share of an axis is a share of what a random draw would give.
import { clamp, roundSignificant } from '#shared/num/scales.ts';
import { finiteValues } from '#shared/study/candidates.ts';
import { shareOf, valueAt } from '#shared/study/quantile.ts';
import { type CategoricalDimension, type Dimension, isPrior, type Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';

/**
 * One dimension. `ordered`: numbers on their own scale (log, steps, priors by their distribution) and ordered choices, split by
 * thresholds. `choices`: unordered, split into sets; the coordinate is the index.
 */
export interface Axis {
  readonly dimension: Dimension;
  readonly kind: 'ordered' | 'choices';
  /** Of choices, ordered or not: ends of their shares of [0, 1], one more than there are choices; else empty. */
  readonly ends: Float64Array;
}

export function axesOf(space: Space): Axis[] {
  return space.dimensions.map((dimension) => {
    if (dimension.type !== 'categorical') return { dimension, kind: 'ordered', ends: new Float64Array() };
    const kind = dimension.ordered === true ? 'ordered' : 'choices';
    return { dimension, kind, ends: endsOf(dimension) };
  });
}

/** Number of choices of an unordered axis. */
export function choiceCount({ ends }: Axis): number {
  return ends.length - 1;
}

/** Share of each choice of an unordered axis. */
export function choiceShares({ ends }: Axis): Float64Array {
  return Float64Array.from({ length: ends.length - 1 }, (_, i) => (ends[i + 1] ?? 0) - (ends[i] ?? 0));
}

/** Where params lie on the axis; NaN where the setting is inactive. */
export function coordinateOf({ dimension, kind, ends }: Axis, params: Params): number {
  const value = params[dimension.name];
  if (value === undefined) return Number.NaN;
  if (dimension.type !== 'categorical') return typeof value === 'number' ? shareOf(dimension, value) : Number.NaN;
  const index = dimension.choices.indexOf(value);
  if (index < 0) return Number.NaN;
  return kind === 'choices' ? index : middleOf(ends, index);
}

export interface GridPoint {
  readonly value: SettingValue;
  /** Coordinate: a share of the axis, or the index of an unordered choice. */
  readonly at: number;
}

/** Points at which to look at an axis, in its order: every value where there are no more than `count`, else spread evenly. */
export function gridOf({ dimension, kind, ends }: Axis, count: number): GridPoint[] {
  const values = finiteValues(dimension);
  if (dimension.type === 'categorical') {
    const at = (i: number) => (kind === 'choices' ? i : middleOf(ends, i));
    return dimension.choices.map((value, i) => ({ value, at: at(i) }));
  }
  if (values !== null && values.length <= count) {
    return values.map((value) => ({ value, at: shareOf(dimension, Number(value)) }));
  }
  // A prior has no ends.
  const share = (i: number) => (isPrior(dimension) ? (i + 0.5) / count : i / (count - 1));
  const points = Array.from({ length: count }, (_, i) => {
    const drawn = Number(valueAt(dimension, share(i)));
    const value = isPrior(dimension) ? drawn : clamp(roundSignificant(drawn), dimension.low, dimension.high);
    return { value, at: shareOf(dimension, value) };
  });
  return points.filter(({ value }, i) => i === 0 || value !== points[i - 1]?.value);
}

function endsOf({ choices, weights }: CategoricalDimension): Float64Array {
  const total = weights ? weights.reduce((sum, weight) => sum + weight, 0) : choices.length;
  const ends = new Float64Array(choices.length + 1);
  for (let i = 0; i < choices.length; i++) ends[i + 1] = (ends[i] ?? 0) + (weights ? (weights[i] ?? 0) : 1) / total;
  return ends;
}

function middleOf(ends: Float64Array, index: number): number {
  return ((ends[index] ?? 0) + (ends[index + 1] ?? 0)) / 2;
}
