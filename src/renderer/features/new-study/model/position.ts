// Where a value stands on the picture of its setting. Pure.
import type { Dimension } from '#shared/study/space.ts';

/** Ends of a bounded number's axis, and its scale. Two decades and more are always shown on a log axis: that is where a wrong linear scale shows. */
export function axisOf(dimension: Dimension): { low: number; high: number; log: boolean } | null {
  if (dimension.type === 'categorical' || !('low' in dimension)) return null;
  const { low, high, scale } = dimension;
  return { low, high, log: scale === 'log' || (low > 0 && high / low >= 100) };
}

/** In [0, 1]: of a choice the middle of its part, of an unbounded prior three standard deviations to either side; null: it is none of them. */
export function positionOf(dimension: Dimension, value: unknown): number | null {
  if (dimension.type === 'categorical') {
    const index = dimension.choices.findIndex((choice) => Object.is(choice, value));
    return index < 0 ? null : (index + 0.5) / dimension.choices.length;
  }
  if (typeof value !== 'number' || Number.isNaN(value)) return null;
  const axis = axisOf(dimension);
  if (axis === null) {
    if (!('mean' in dimension)) return null;
    const x = dimension.type === 'lognormal' ? Math.log(value) : value;
    return within((x - dimension.mean) / (6 * dimension.sd) + 0.5);
  }
  const { low, high, log } = axis;
  if (low === high) return 0.5;
  return within(log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low));
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
