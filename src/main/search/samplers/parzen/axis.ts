// How one dimension looks to a Parzen estimator: a stretch of the number line, or a set of choices without order.
import { clamp, stepCount, stepValue } from '#shared/num/scales.ts';
import { legalValue, listedValues, roundTo } from '#shared/study/candidates.ts';
import type { CategoricalDimension, Dimension, NumericDimension, PriorDimension, Space } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';

interface AxisBase {
  readonly name: string;
  /** The coordinate of a value (an index for choices); NaN for what is no value of the dimension. */
  encode(value: SettingValue | undefined): number;
  /** The legal value nearest to a coordinate. */
  decode(coordinate: number): SettingValue;
}

/** Coordinates are logarithms on a log scale, and indices where the dimension is a list in its order. */
export interface NumberAxis extends AxisBase {
  readonly kind: 'number';
  /** Where kernels are cut off; infinite for an unbounded prior. */
  readonly low: number;
  readonly high: number;
  /** The kernel of what is believed before any trial: centre and standard deviation. */
  readonly prior: { readonly centre: number; readonly sd: number };
  /** Ends of the interval of coordinates that become the same value as this one; null on a continuous dimension. */
  readonly bin: ((coordinate: number) => readonly [number, number]) | null;
}

export interface ChoiceAxis extends AxisBase {
  readonly kind: 'choice';
  /** Probabilities of the choices before any trial; they sum to 1. */
  readonly prior: Float64Array;
}

export type Axis = NumberAxis | ChoiceAxis;

/**
 * Whether a range of discrete values is widened by half a step on both sides, so that its ends own as much of the line as the others
 * (Optuna), or ends at its outermost values (hyperopt).
 */
export type Ends = 'widened' | 'exact';

const known = { widened: new WeakMap<Space, readonly Axis[]>(), exact: new WeakMap<Space, readonly Axis[]>() };

/** One axis per dimension that has more than one value, in the space's order. */
export function axesOf(space: Space, ends: Ends): readonly Axis[] {
  let axes = known[ends].get(space);
  if (axes === undefined) {
    axes = space.dimensions.map((dimension) => axisOf(dimension, ends)).filter((axis) => axis !== null);
    known[ends].set(space, axes);
  }
  return axes;
}

/** Null for a dimension that has one value only: nothing to model. */
function axisOf(dimension: Dimension, ends: Ends): Axis | null {
  switch (dimension.type) {
    case 'categorical':
      if (dimension.choices.length < 2) return null;
      return dimension.ordered ? listAxis(dimension, dimension.choices, ends) : choiceAxis(dimension);
    case 'normal':
    case 'lognormal':
      return dimension.sd > 0 ? priorAxis(dimension) : null;
    case 'int':
    case 'float': {
      const listed = listedValues(dimension);
      if (listed) return listed.length < 2 ? null : listAxis(dimension, listed, ends);
      return rangeAxis(dimension, ends);
    }
  }
}

function choiceAxis({ name, choices, weights }: CategoricalDimension): ChoiceAxis {
  const prior = Float64Array.from(choices, (_, i) => weights?.[i] ?? 1);
  const total = prior.reduce((sum, weight) => sum + weight, 0);
  return {
    kind: 'choice',
    name,
    prior: prior.map((weight) => weight / total),
    encode: (value) => indexOf(choices, value),
    decode: (index) => choices[index] ?? null,
  };
}

/** Values in their order, one step apart whatever their distances: the user chose them, so they are even in what matters. */
function listAxis(dimension: Dimension, values: readonly SettingValue[], ends: Ends): NumberAxis {
  const last = values.length - 1;
  return {
    kind: 'number',
    name: dimension.name,
    ...span(0, last, 1, ends),
    encode(value) {
      const index = indexOf(values, value);
      if (!Number.isNaN(index) || value === undefined) return index;
      // Numbers that rounding alone keeps from their place in the list.
      const legal = legalValue(dimension, value);
      return legal === undefined ? Number.NaN : indexOf(values, legal);
    },
    decode: (index) => values[clamp(Math.round(index), 0, last)] ?? null,
  };
}

function rangeAxis({ name, type, low, high, scale, step }: NumericDimension, ends: Ends): NumberAxis | null {
  // A range too wide for a double has no middle to model; its values are drawn.
  if (low === high || !Number.isFinite(high - low)) return null;
  const inRange = (value: SettingValue | undefined): value is number =>
    typeof value === 'number' && value >= low && value <= high;
  const unit = step ?? (type === 'int' ? 1 : null);
  if (unit === null) {
    const log = scale === 'log';
    const from = log ? Math.log(low) : low;
    const to = log ? Math.log(high) : high;
    return {
      kind: 'number',
      name,
      low: from,
      high: to,
      prior: { centre: (from + to) / 2, sd: to - from },
      bin: null,
      encode: (value) => (inRange(value) ? (log ? Math.log(value) : value) : Number.NaN),
      decode: (z) => clamp(log ? Math.exp(z) : z, low, high),
    };
  }
  const count = stepCount(low, high, unit);
  if (count < 2) return null;
  if (scale === 'log') return logIntAxis(name, low, high, ends, inRange);
  return {
    kind: 'number',
    name,
    ...span(low, stepValue(low, unit, count - 1), unit, ends),
    encode: (value) => (inRange(value) ? value : Number.NaN),
    decode: (z) => stepValue(low, unit, clamp(Math.round((z - low) / unit), 0, count - 1)),
  };
}

/** Whole numbers whose bins end half a number away on the linear scale. */
function logIntAxis(
  name: string,
  low: number,
  high: number,
  ends: Ends,
  inRange: (value: SettingValue | undefined) => value is number,
): NumberAxis {
  const half = ends === 'widened' ? 0.5 : 0;
  const from = Math.log(low - half);
  const to = Math.log(high + half);
  return {
    kind: 'number',
    name,
    low: from,
    high: to,
    prior: { centre: (from + to) / 2, sd: to - from },
    bin(z) {
      const n = Math.round(Math.exp(z));
      return [Math.max(from, Math.log(n - 0.5)), Math.min(to, Math.log(n + 0.5))];
    },
    encode: (value) => (inRange(value) ? Math.log(value) : Number.NaN),
    decode: (z) => clamp(Math.round(Math.exp(z)), low, high),
  };
}

/** Evenly spaced values from `low` to `high`. */
function span(low: number, high: number, step: number, ends: Ends): Pick<NumberAxis, 'low' | 'high' | 'prior' | 'bin'> {
  const margin = ends === 'widened' ? step / 2 : 0;
  const from = low - margin;
  const to = high + margin;
  return {
    low: from,
    high: to,
    prior: { centre: (from + to) / 2, sd: to - from },
    bin: (z) => [Math.max(from, z - step / 2), Math.min(to, z + step / 2)],
  };
}

/** The prior itself is the first kernel; nothing cuts it off. */
function priorAxis({ name, type, mean, sd, step }: PriorDimension): NumberAxis {
  const log = type === 'lognormal';
  /** What rounds to 0 has no logarithm: the middle of the half step above it stands for it. */
  const logOf = (x: number) => Math.log(step === undefined ? x : Math.max(x, step / 4));
  return {
    kind: 'number',
    name,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    prior: { centre: mean, sd },
    bin:
      step === undefined
        ? null
        : (z) => {
            const x = roundTo(log ? Math.exp(z) : z, step);
            return log ? [Math.log(Math.max(0, x - step / 2)), Math.log(x + step / 2)] : [x - step / 2, x + step / 2];
          },
    encode(value) {
      if (typeof value !== 'number' || !Number.isFinite(value)) return Number.NaN;
      if (!log) return value;
      return value > 0 || (value === 0 && step !== undefined) ? logOf(value) : Number.NaN;
    },
    decode(z) {
      const x = log ? Math.exp(z) : z;
      return step === undefined ? x : roundTo(x, step);
    },
  };
}

function indexOf(values: readonly SettingValue[], value: SettingValue | undefined): number {
  const index = value === undefined ? -1 : values.indexOf(value);
  return index < 0 ? Number.NaN : index;
}
