// One metric over the epochs, gaps left out. Pure.
import type { Column, Curve } from './input.ts';

/** The finite values of a column with their epochs, in order; `epochs` and `values` have the same length. */
export interface Series {
  readonly epochs: readonly number[];
  readonly values: readonly number[];
  /** Epochs without a finite value before the last one that has some. */
  readonly gaps: number;
  /** The first epoch of the NaN or infinite values that the column ends with; null where it ends finite or in gaps. */
  readonly brokenAt: number | null;
}

const none: Series = { epochs: [], values: [], gaps: 0, brokenAt: null };

/** `scale` multiplies every value. A column that is not there is an empty series. */
export function seriesOf(curve: Curve, key: string, scale = 1): Series {
  const column = curve.columns[key];
  return column === undefined ? none : read(curve.epoch, column, scale);
}

function read(epochOf: ArrayLike<number>, column: Column, scale: number): Series {
  const epochs: number[] = [];
  const values: number[] = [];
  let brokenAt: number | null = null;
  let gaps = 0;
  let open = 0;
  for (let i = 0; i < epochOf.length; i++) {
    const epoch = epochOf[i] ?? i + 1;
    const value = column[i];
    if (value === null || value === undefined) {
      open++;
    } else if (!Number.isFinite(value * scale)) {
      brokenAt ??= epoch;
      open++;
    } else {
      epochs.push(epoch);
      values.push(value * scale);
      gaps += open;
      open = 0;
      brokenAt = null;
    }
  }
  return { epochs, values, gaps, brokenAt };
}

/** `a` less `b` at the epochs that both have. */
export function difference(a: Series, b: Series): Series {
  const epochs: number[] = [];
  const values: number[] = [];
  for (let i = 0, j = 0; i < a.epochs.length && j < b.epochs.length; ) {
    const [at, other] = [a.epochs[i] ?? 0, b.epochs[j] ?? 0];
    if (at === other) {
      epochs.push(at);
      values.push((a.values[i] ?? 0) - (b.values[j] ?? 0));
    }
    if (at <= other) i++;
    if (other <= at) j++;
  }
  return { ...none, epochs, values };
}

/** Mean of the last `count` values; NaN of an empty series. */
export function tailMean({ values }: Series, count: number): number {
  const from = Math.max(0, values.length - count);
  let sum = 0;
  for (let i = from; i < values.length; i++) sum += values[i] ?? 0;
  return sum / (values.length - from);
}

/** Index of the smallest value, the earliest on ties; -1 of an empty series. */
export function lowestAt(values: readonly number[]): number {
  let at = -1;
  for (let i = 0; i < values.length; i++) if (at < 0 || (values[i] ?? 0) < (values[at] ?? 0)) at = i;
  return at;
}

/** Index of the largest value, the earliest on ties; -1 of an empty series. */
export function highestAt(values: readonly number[]): number {
  let at = -1;
  for (let i = 0; i < values.length; i++) if (at < 0 || (values[i] ?? 0) > (values[at] ?? 0)) at = i;
  return at;
}

/**
 * Centred mean over 2 × `half` + 1 values, shorter at the ends, in linear time; `half` 0 leaves the values as they are. Long
 * curves have so many points that their lowest one is mostly luck.
 */
export function smoothed(values: readonly number[], half: number): readonly number[] {
  if (half === 0) return values;
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = (sums[i] ?? 0) + (values[i] ?? 0);
  return values.map((_, i) => {
    const from = Math.max(0, i - half);
    const to = Math.min(values.length, i + half + 1);
    return ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
  });
}

/** The first epoch from which on `holds` is true of every value up to the end; null when it is not true of the last one. */
export function epochFromWhich({ epochs, values }: Series, holds: (value: number) => boolean): number | null {
  let from: number | null = null;
  for (let i = values.length - 1; i >= 0 && holds(values[i] ?? 0); i--) from = epochs[i] ?? null;
  return from;
}
