// CMA-ES with margin: the distribution never leaves a discrete coordinate on one level for good.
import { normalCdf, normalQuantile } from '#shared/num/normal-distribution.ts';
import { nearestIndex } from '../../gp/axes.ts';
import type { Distribution } from './distribution.ts';

/** Rising coordinates of a discrete dimension's levels (at least two); null where it is continuous. */
export type Levels = Float64Array | null;

/** The ends of the interval of coordinates that become level k; the outermost reach to infinity. */
export function intervalOf(levels: Float64Array, k: number): readonly [number, number] {
  const between = (i: number) => ((levels[i] ?? 0) + (levels[i + 1] ?? 0)) / 2;
  return [
    k === 0 ? Number.NEGATIVE_INFINITY : between(k - 1),
    k === levels.length - 1 ? Number.POSITIVE_INFINITY : between(k),
  ];
}

/** The level of a raw coordinate: its distance from the mean is stretched first. */
export function levelOf({ mean, stretch }: Distribution, j: number, levels: Float64Array, raw: number): number {
  const centre = mean[j] ?? 0;
  return nearestIndex(levels, centre + (raw - centre) * (stretch[j] ?? 1));
}

/**
 * After a generation: the marginal probability of leaving the mean's level is at least `margin` (its smaller side at least half of it), by
 * moving the mean and stretching the coordinate; sigma and covariance stay. Hamano et al. 2022, "CMA-ES with margin", section 4, equations
 * 10 to 17.
 */
export function keepMargin(of: Distribution, levels: readonly Levels[], margin: number): void {
  const { n, mean, sigma, covariance, stretch } = of;
  levels.forEach((list, j) => {
    if (list === null) return;
    const m = mean[j] ?? 0;
    const spread = sigma * Math.sqrt(Math.max(covariance[j * n + j] ?? 0, Number.MIN_VALUE));
    const [low, high] = intervalOf(list, nearestIndex(list, m));
    const scale = spread * (stretch[j] ?? 1);
    const below = normalCdf((low - m) / scale);
    const above = normalCdf((m - high) / scale);
    if (low === Number.NEGATIVE_INFINITY || high === Number.POSITIVE_INFINITY) {
      // On the outermost level there is one way to leave.
      const reach = normalQuantile(1 - margin) * scale;
      if (below + above >= margin) return;
      mean[j] = low === Number.NEGATIVE_INFINITY ? high - reach : low + reach;
      return;
    }
    const [left, right] = [Math.max(below, margin / 2), Math.max(above, margin / 2)];
    const inside = 1 - below - above;
    // What was raised is taken from the three parts in proportion to what they have above their least.
    const excess = (1 - left - right - inside) / (left + right + inside - 1.5 * margin);
    const zLow = normalQuantile(1 - limited(left + excess * (left - margin / 2)));
    const zHigh = normalQuantile(1 - limited(right + excess * (right - margin / 2)));
    stretch[j] = (high - low) / ((zLow + zHigh) * spread);
    mean[j] = (low * zHigh + high * zLow) / (zLow + zHigh);
  });
}

function limited(share: number): number {
  return Math.min(0.5 - 1e-10, Math.max(1e-10, share));
}
