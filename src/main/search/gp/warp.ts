// Objective values made fit for a Gaussian process: standardised, and when they are skewed made even first. Larger is better.
import { mean, median, quantile } from '#shared/num/statistics.ts';

export interface Warp {
  /** Values of mean 0 and variance 1, in the order of the given ones. */
  readonly y: Float64Array;
  /** The original value at a warped one. */
  unwarp(z: number): number;
}

/** Skewness (of a normal sample it is 0) beyond which values are warped. */
const skewed = 1;

/**
 * All values must be finite. When the worse side has a long tail, Yeo and Johnson's transform (2000) of the values by their median and
 * quartiles, its λ by maximum likelihood, draws the tail in (as in HEBO, Cowen-Rivers et al. 2022): without it one loss of 10⁵ makes all
 * good ones look equal. Values that are all equal become 0.
 */
export function warpOutputs(values: readonly number[]): Warp {
  const centre = median(values);
  // Shares of the largest first: differences of values near the limits of doubles overflow.
  const unit = Math.max(...values.map((value) => Math.abs(value / 2 - centre / 2)), Number.MIN_VALUE);
  const shares = values.map((value) => (value / 2 - centre / 2) / unit);
  const spread =
    (quantile(shares, 0.75) - quantile(shares, 0.25)) / 1.349 || Math.sqrt(mean(shares.map((x) => x * x))) || 1;
  const robust = shares.map((share) => share / spread);
  const lambda = skewness(robust) < -skewed ? likeliestLambda(robust) : 1;
  const even = robust.map((x) => yeoJohnson(x, lambda));
  const middle = mean(even);
  const sd = Math.sqrt(mean(even.map((x) => (x - middle) ** 2))) || 1;
  return {
    y: Float64Array.from(even, (x) => (x - middle) / sd),
    unwarp: (z) => 2 * (yeoJohnsonInverse(z * sd + middle, lambda) * spread * unit) + centre,
  };
}

function skewness(values: readonly number[]): number {
  const centre = mean(values);
  const variance = mean(values.map((x) => (x - centre) ** 2));
  return variance > 0 ? mean(values.map((x) => (x - centre) ** 3)) / variance ** 1.5 : 0;
}

/** Between 1 (nothing changes) and 2 (the worse side becomes its logarithm). */
export function yeoJohnson(x: number, lambda: number): number {
  if (lambda === 1) return x;
  if (x >= 0) return Math.expm1(lambda * Math.log1p(x)) / lambda;
  const left = 2 - lambda;
  return left < 1e-9 ? -Math.log1p(-x) : -Math.expm1(left * Math.log1p(-x)) / left;
}

export function yeoJohnsonInverse(z: number, lambda: number): number {
  if (lambda === 1) return z;
  if (z >= 0) return Math.expm1(Math.log1p(lambda * z) / lambda);
  const left = 2 - lambda;
  return left < 1e-9 ? -Math.expm1(-z) : -Math.expm1(Math.log1p(-left * z) / left);
}

/** Golden-section search; the likelihood has one maximum in λ. */
function likeliestLambda(values: readonly number[]): number {
  const jacobian = mean(values.map((x) => Math.sign(x) * Math.log1p(Math.abs(x))));
  const score = (lambda: number) => {
    const even = values.map((x) => yeoJohnson(x, lambda));
    const centre = mean(even);
    const variance = mean(even.map((x) => (x - centre) ** 2));
    return -0.5 * Math.log(variance) + (lambda - 1) * jacobian;
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [1, 2];
  for (let i = 0; i < 20; i++) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (score(a) < score(b)) low = a;
    else high = b;
  }
  return (low + high) / 2;
}
