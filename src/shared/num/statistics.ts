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
  return below === above || fraction === 0 ? below : below + fraction * (above - below);
}

export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
