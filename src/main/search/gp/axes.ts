// A space as coordinates of a Gaussian process: numbers on the unit interval, unordered choices as indices.
import { finiteValues } from '#shared/study/candidates.ts';
import { conditionHolds } from '#shared/study/condition.ts';
import { shareOf, valueAt } from '#shared/study/quantile.ts';
import { type CategoricalDimension, type Dimension, isPrior, type Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import { type InputWarp, unwarped, warped } from './input-warp.ts';
import { coordinateOfPrior, priorAt } from './prior-coordinate.ts';

/**
 * One dimension. `levels`: finitely many values in an order, at rising coordinates (a step or a whole number has its bin's middle, on the
 * dimension's scale); `choices`: the coordinate is the index. For priors: prior-coordinate.ts.
 */
export interface Axis {
  readonly kind: 'continuous' | 'levels' | 'choices';
  readonly dimension: Dimension;
  /** Of levels and choices; else empty. */
  readonly values: readonly SettingValue[];
  readonly positions: Float64Array;
  /** Of numbers between two ends; coordinates are warped ones. */
  readonly warp?: InputWarp;
}

/**
 * Coordinates of an inactive dimension: all such points lie in one place, at the centre, so that the model compares them by what they
 * share. What made them inactive is a choice that stands among the coordinates itself and serves as the indicator.
 */
const inactive = { number: 0.5, choice: -1 } as const;

const known = new WeakMap<Space, readonly Axis[]>();

/** In the space's order. */
export function axesOf(space: Space): readonly Axis[] {
  let axes = known.get(space);
  if (axes === undefined) {
    axes = space.dimensions.map(axisOf);
    known.set(space, axes);
  }
  return axes;
}

function axisOf(dimension: Dimension): Axis {
  const values = finiteValues(dimension);
  if (values === null) return { kind: 'continuous', dimension, values: [], positions: new Float64Array() };
  if (dimension.type === 'categorical') {
    const kind = dimension.ordered ? 'levels' : 'choices';
    const positions = Float64Array.from(values, (_, i) => (dimension.ordered ? (i + 0.5) / values.length : i));
    return { kind, dimension, values, positions };
  }
  const positions = Float64Array.from(values, (value) => shareOf(dimension, Number(value)));
  return { kind: 'levels', dimension, values, positions };
}

/** The coordinates of a trial's params; a number outside the range counts as its nearest end, an unknown choice is unlike all others. */
export function encode(axes: readonly Axis[], params: Params, target: Float64Array, from = 0): void {
  axes.forEach((axis, j) => {
    target[from + j] = coordinateOf(axis, params[axis.dimension.name]);
  });
}

function coordinateOf(axis: Axis, value: SettingValue | undefined): number {
  const { kind, dimension, values, warp } = axis;
  if (value === undefined) return placeOfInactive(axis);
  if (dimension.type !== 'categorical') {
    if (typeof value !== 'number') return placeOfInactive(axis);
    const at = coordinateOfNumber(dimension, value);
    return warp ? warped(warp, at) : at;
  }
  const index = values.indexOf(value);
  if (kind === 'choices') return index < 0 ? unknownChoice : index;
  return index < 0 ? inactive.number : (index + 0.5) / values.length;
}
const unknownChoice = -2;

function placeOfInactive({ kind, warp }: Axis): number {
  if (kind === 'choices') return inactive.choice;
  return warp ? warped(warp, inactive.number) : inactive.number;
}

/** Of a dimension of numbers; without a list of values, `valueAtCoordinate` is its inverse. */
export function coordinateOfNumber(dimension: Exclude<Dimension, CategoricalDimension>, value: number): number {
  return isPrior(dimension) ? coordinateOfPrior(dimension, value) : shareOf(dimension, value);
}

export function valueAtCoordinate(dimension: Dimension, at: number): SettingValue {
  return isPrior(dimension) ? priorAt(dimension, at) : valueAt(dimension, at);
}

/**
 * The params at latent coordinates (every dimension has one, active or not), and in `effective` what the model sees of them: inactive
 * coordinates at their place, numbers rounded to what the dimension can take.
 */
export function decode(space: Space, axes: readonly Axis[], latent: Float64Array, effective: Float64Array): Params {
  const settings: Record<string, SettingValue> = { ...space.fixed };
  const params: Record<string, SettingValue> = {};
  axes.forEach((axis, j) => {
    const { kind, dimension, values, positions, warp } = axis;
    if (!conditionHolds(dimension.when, settings)) {
      effective[j] = placeOfInactive(axis);
      return;
    }
    let value: SettingValue;
    const at = latent[j] ?? 0;
    if (kind === 'continuous') {
      value = valueAtCoordinate(dimension, warp ? unwarped(warp, at) : at);
      effective[j] = isPrior(dimension) && dimension.step ? coordinateOfPrior(dimension, Number(value)) : at;
    } else {
      const index = nearestIndex(positions, at);
      value = values[index] ?? null;
      effective[j] = positions[index] ?? 0;
    }
    settings[dimension.name] = value;
    params[dimension.name] = value;
  });
  return params;
}

/** Of rising positions. */
export function nearestIndex(positions: Float64Array, at: number): number {
  let low = 0;
  let high = positions.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at - (positions[middle] ?? 0) > (positions[middle + 1] ?? 0) - at) low = middle + 1;
    else high = middle;
  }
  return low;
}
