// How likely counts and ratios of variances are by chance alone. Pure.
import { incompleteBeta, logGamma } from './incomplete-beta.ts';

/** P(X ≥ count) of `draws` independent draws that each hit with probability `share`; the binomial tail as I(share; count, draws − count + 1). */
export function binomialTail(count: number, draws: number, share: number): number {
  if (count <= 0) return 1;
  if (count > draws || share <= 0) return 0;
  return share >= 1 ? 1 : incompleteBeta(share, 1 - share, count, draws - count + 1);
}

/** P(F ≤ f) with `df1` and `df2` degrees of freedom (Abramowitz and Stegun 26.6.2). */
export function fCdf(f: number, df1: number, df2: number): number {
  if (!(f > 0)) return 0;
  const x = df1 * f;
  return incompleteBeta(x / (x + df2), df2 / (x + df2), df1 / 2, df2 / 2);
}

/**
 * Fisher's exact test, one-sided: P(at least `hits` of the `marked` ones are among `drawn` of `total`), when every choice of `drawn` is
 * equally likely (hypergeometric).
 */
export function fisherTail(hits: number, marked: number, drawn: number, total: number): number {
  let sum = 0;
  const most = Math.min(marked, drawn);
  for (let k = hits; k <= most; k++) {
    sum += Math.exp(logChoose(marked, k) + logChoose(total - marked, drawn - k) - logChoose(total, drawn));
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
