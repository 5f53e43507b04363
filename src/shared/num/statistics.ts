// Order statistics over plain numbers. NaN has no place in an order: callers filter it first.
import { AppError } from '../errors.ts';

/** The middle value; the mean of the two middle ones of an even count. Throws `invalid` on an empty list. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * Linear interpolation between order statistics (Hyndman and Fan 1996, type 7; numpy's default). `share` in [0, 1].
 * Throws `invalid` on an empty list or a share outside. Infinities are ordered like any number.
 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new AppError('invalid', 'A quantile needs at least one value.');
  if (!(share >= 0 && share <= 1)) {
    throw new AppError('invalid', `A quantile's share must lie between 0 and 1, not ${share}.`);
  }
  const sorted = Float64Array.from(values).sort();
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  const fraction = position - Math.floor(position);
  // Equal neighbours first: infinity minus infinity would be NaN.
  if (below === above || fraction === 0) return below;
  const between = below + fraction * (above - below);
  // Neighbours of opposite signs may lie farther apart than a double reaches.
  return Number.isFinite(between) ? between : (1 - fraction) * below + fraction * above;
}

export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  if (Number.isFinite(sum)) return sum / values.length;
  // Finite values may have a sum that is not.
  return values.reduce((total, value) => total + value / values.length, 0);
}

/** With n − 1 below the root: of a sample, of at least two values. */
export function sampleSd(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
