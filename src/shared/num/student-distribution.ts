// Student's t distribution: tail and quantile, to about 1e-12. Pure.
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

/** I(x; a, b) with y = 1 - x given, by its continued fraction (Lentz's method; DLMF 8.17.22), from the side on which it converges. */
function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(y, x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log(y) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), tiny);
  let fraction = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d, tiny);
    c = nonZero(1 + even / c, tiny);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d, tiny);
    c = nonZero(1 + odd / c, tiny);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return front * fraction;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** log Γ(x) for x > 0. Lanczos 1964 with g = 7 and nine terms, relative error about 1e-15. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = lanczos[0] ?? 0;
  for (let i = 1; i < lanczos.length; i++) sum += (lanczos[i] ?? 0) / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const lanczos = Float64Array.of(
  0.99999999999980993,
  676.5203681218851,
  -1259.1392167224028,
  771.32342877765313,
  -176.61502916214059,
  12.507343278686905,
  -0.13857109526572012,
  9.9843695780195716e-6,
  1.5056327351493116e-7,
);
