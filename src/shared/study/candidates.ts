// The values of one dimension: all of them where they are finite, the grid's choice of them, and which values are legal.
import { clamp, nearestStep, roundSignificant, spread, stepCount, stepValue } from '../num/scales.ts';
import { type Dimension, isPrior, type NumericDimension, type Space } from './space.ts';
import type { SettingValue } from './values.ts';

/** Points per numeric range of a grid that does not say. */
const defaultGridPoints = 3;
/** A dimension with more values than this is treated like a continuous one. */
const finiteLimit = 200_000;

/** The list that a numeric dimension is fixed to by `values` or `points`, rising and without repeats; null when it is not. */
export function listedValues(dimension: NumericDimension): readonly number[] | null {
  if (dimension.values) return dimension.values;
  if (dimension.points === undefined) return null;
  return gridPoints(dimension, dimension.points);
}

/** Every value of a dimension; null when continuous or beyond counting. */
export function finiteValues(dimension: Dimension): readonly SettingValue[] | null {
  if (dimension.type === 'categorical') return dimension.choices;
  if (isPrior(dimension)) return null;
  const listed = listedValues(dimension);
  if (listed) return listed;
  const { low, high } = dimension;
  if (low === high) return [low];
  const step = dimension.step ?? (dimension.type === 'int' ? 1 : null);
  if (step === null) return null;
  const count = stepCount(low, high, step);
  return count > finiteLimit ? null : Array.from({ length: count }, (_, i) => stepValue(low, step, i));
}

/** What a grid tries: listed values, all choices, else `defaultGridPoints` on the dimension's scale. */
function gridValues(dimension: Dimension): readonly SettingValue[] {
  if (dimension.type === 'categorical') return dimension.choices;
  if (isPrior(dimension)) {
    // An unbounded prior has no ends: its mean and one standard deviation to either side.
    const around = [-1, 0, 1].map((z) => dimension.mean + z * dimension.sd);
    const points = dimension.type === 'lognormal' ? around.map(Math.exp) : around;
    return distinct(points.map((x) => (dimension.step ? roundTo(x, dimension.step) : roundSignificant(x))));
  }
  return listedValues(dimension) ?? gridPoints(dimension, defaultGridPoints);
}

/** The same space with every dimension fixed to its grid values. */
export function gridSpace(space: Space): Space {
  return {
    ...space,
    dimensions: space.dimensions.map((dimension): Dimension => {
      if (dimension.type === 'categorical') {
        const { weights: _, ...unweighted } = dimension;
        return unweighted;
      }
      const values = gridValues(dimension).filter((value) => typeof value === 'number');
      const { name, when } = dimension;
      const low = Math.min(...values);
      const high = Math.max(...values);
      const type = dimension.type === 'int' ? 'int' : 'float';
      return { name, type, low, high, scale: 'linear', values, ...(when && { when }) };
    }),
  };
}

/**
 * The dimension's own spelling of a value that it can take (the nearest grid point where rounding alone differs), or
 * undefined when it cannot take it.
 */
export function legalValue(dimension: Dimension, value: SettingValue): SettingValue | undefined {
  if (dimension.type === 'categorical') return dimension.choices.includes(value) ? value : undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  if (isPrior(dimension)) {
    const onGrid = dimension.step ? roundTo(value, dimension.step) : value;
    return sameNumber(onGrid, value) && (dimension.type === 'normal' || value >= 0) ? onGrid : undefined;
  }
  const listed = listedValues(dimension);
  if (listed) return listed.find((candidate) => sameNumber(candidate, value));
  if (value < dimension.low || value > dimension.high) return undefined;
  const step = dimension.step ?? (dimension.type === 'int' ? 1 : null);
  if (step === null) return value;
  const onGrid = nearestStep(value, dimension.low, dimension.high, step);
  return sameNumber(onGrid, value) ? onGrid : undefined;
}

/**
 * The value that a dimension can take nearest to a number: on its scale, of listed numbers and numeric choices the nearest one. Undefined
 * for what has no distance to them.
 */
export function nearestLegal(dimension: Dimension, value: SettingValue): SettingValue | undefined {
  const legal = legalValue(dimension, value);
  if (legal !== undefined || typeof value !== 'number' || !Number.isFinite(value)) return legal;
  if (isPrior(dimension)) {
    const inside = dimension.type === 'normal' ? value : Math.max(0, value);
    return dimension.step ? roundTo(inside, dimension.step) : inside;
  }
  if (dimension.type === 'categorical') return nearestOf(dimension.choices, value);
  const listed = listedValues(dimension);
  if (listed) return nearestOf(listed, value);
  const { low, high, type } = dimension;
  const step = dimension.step ?? (type === 'int' ? 1 : null);
  const inside = clamp(value, low, high);
  return step === null ? inside : clamp(nearestStep(inside, low, high, step), low, high);
}

function nearestOf(values: readonly SettingValue[], value: number): number | undefined {
  const numbers = values.filter((one): one is number => typeof one === 'number');
  return numbers.sort((a, b) => Math.abs(a - value) - Math.abs(b - value))[0];
}

function gridPoints(dimension: NumericDimension, points: number): number[] {
  const { low, high, scale, step, type } = dimension;
  if (low === high) return [low];
  const raw = spread(low, high, points, scale);
  const unit = step ?? (type === 'int' ? 1 : null);
  return distinct(unit === null ? raw : raw.map((x) => clamp(nearestStep(x, low, high, unit), low, high)));
}

/** The multiple of `step` nearest to x. */
export function roundTo(x: number, step: number): number {
  return roundSignificant(Math.round(x / step) * step);
}

/** Up to rounding. */
export function sameNumber(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
