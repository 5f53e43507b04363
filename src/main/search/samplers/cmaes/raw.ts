// Raw coordinates of points of which only the levels are known.
import { truncatedNormalQuantile } from '#shared/num/normal-distribution.ts';
import type { RandomStream } from '#shared/num/random.ts';
import { nearestIndex } from '../../gp/axes.ts';
import type { Distribution } from './distribution.ts';
import { intervalOf, type Levels } from './margin.ts';

const sweeps = 5;

/**
 * A history holds the values that were tried, where CMA-ES learns from what it drew before rounding. Drawing that again from its distribution
 * given the values (Gibbs sampling: one discrete coordinate after the other, each normal given the rest and cut to its level's interval) gives
 * points distributed exactly as the first ones were, whoever asked for them. Changes the discrete coordinates of `point`, which holds levels'
 * positions, in place.
 */
export function drawRaw(
  { of, precision }: { readonly of: Distribution; readonly precision: Float64Array },
  levels: readonly Levels[],
  point: Float64Array,
  random: RandomStream,
): void {
  const { n, mean, sigma, stretch } = of;
  const intervals = levels.flatMap((list, j) => {
    if (list === null) return [];
    const centre = mean[j] ?? 0;
    const [low, high] = intervalOf(list, nearestIndex(list, point[j] ?? 0));
    const raw = (x: number) => centre + (x - centre) / (stretch[j] ?? 1);
    return [{ j, low: raw(low), high: raw(high) }];
  });
  if (intervals.length === 0) return;
  for (const { j, low, high } of intervals) point[j] = Math.min(high, Math.max(low, mean[j] ?? 0));
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const { j, low, high } of intervals) {
      let pull = 0;
      for (let k = 0; k < n; k++) {
        if (k !== j) pull += (precision[j * n + k] as number) * ((point[k] as number) - (mean[k] as number));
      }
      const own = precision[j * n + j] as number;
      const centre = (mean[j] as number) - pull / own;
      const sd = sigma / Math.sqrt(own);
      const share = Math.min(1 - 1e-9, Math.max(1e-9, random.uniform()));
      point[j] = centre + sd * truncatedNormalQuantile(share, (low - centre) / sd, (high - centre) / sd);
    }
  }
}

/** The inverse of the covariance (without sigma²). */
export function precisionOf({ n, basis, spreads }: Distribution): Float64Array {
  const precision = new Float64Array(n * n);
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0; j < n; j++, at++) {
      let sum = 0;
      for (let k = 0; k < n; k++) {
        sum += ((basis[i * n + k] as number) * (basis[j * n + k] as number)) / (spreads[k] as number) ** 2;
      }
      precision[at] = sum;
    }
  }
  return precision;
}
