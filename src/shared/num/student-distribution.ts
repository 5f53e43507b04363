// Student's t distribution: tail and quantile, to about 1e-12. Pure.
import { incompleteBeta } from './incomplete-beta.ts';
import { normalCdf, normalQuantile } from './normal-distribution.ts';

/**
 * P(T > t) with `df` > 0 degrees of freedom, which need not be whole; Infinity is the normal distribution. For t > 0 half of the
 * regularised incomplete beta function I(df / (df + t²); df / 2, 1/2) (Abramowitz and Stegun 26.7.1), so that small tails keep their digits.
 */
export function studentTail(t: number, df: number): number {
  if (!Number.isFinite(df)) return normalCdf(-t);
  if (!Number.isFinite(t)) return t > 0 ? 0 : t < 0 ? 1 : Number.NaN;
  const square = t * t;
  const half = 0.5 * incompleteBeta(df / (df + square), square / (df + square), df / 2, 0.5);
  return t >= 0 ? half : 1 - half;
}

/** The t with P(T ≤ t) = `p` in (0, 1); the infinities at the ends. By bisection on the tail. */
export function studentQuantile(p: number, df: number): number {
  if (!Number.isFinite(df) || p <= 0 || p >= 1) return normalQuantile(p);
  if (p < 0.5) return -studentQuantile(1 - p, df);
  const tail = 1 - p;
  let low = 0;
  let high = 1;
  while (studentTail(high, df) > tail && high < 1e300) high *= 2;
  while (high - low > 1e-13 * high) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (studentTail(middle, df) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** `studentQuantile` of one `p`, which remembers the degrees of freedom that it was asked for. */
export function studentLimits(p: number): (df: number) => number {
  const known = new Map<number, number>();
  return (df) => {
    const limit = known.get(df) ?? studentQuantile(p, df);
    known.set(df, limit);
    return limit;
  };
}
