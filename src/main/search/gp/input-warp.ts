// Coordinates bent so that an objective changes evenly along them: a learning rate on a linear range, of which only the lowest hundredth
// matters, gets room there.

/**
 * Kumaraswamy's distribution function 1 - (1 - xᵃ)ᵇ on [0, 1] (1980), which has the shapes of the beta distribution's in Snoek et al. 2014,
 * "Input warping for Bayesian optimization of non-stationary functions", section 2.1, and an inverse. a < 1 spreads out the low end, b < 1
 * the high one, both above 1 the middle; a = b = 1 changes nothing.
 */
export interface InputWarp {
  readonly a: number;
  readonly b: number;
}

/** Rises from 0 at 0 to 1 at 1. */
export function warped({ a, b }: InputWarp, x: number): number {
  if (x <= 0) return 0;
  return x >= 1 ? 1 : -Math.expm1(b * Math.log1p(-(x ** a)));
}

export function unwarped({ a, b }: InputWarp, u: number): number {
  if (u <= 0) return 0;
  return u >= 1 ? 1 : (-Math.expm1(Math.log1p(-u) / b)) ** (1 / a);
}

/** Writes the slopes of `warped` by log a and by log b at `at` and behind; both are 0 at the ends. */
export function warpSlopes({ a, b }: InputWarp, x: number, slopes: Float64Array, at: number): void {
  const power = x ** a;
  if (!(power > 0 && power < 1)) {
    slopes[at] = 0;
    slopes[at + 1] = 0;
    return;
  }
  const rest = Math.log1p(-power);
  slopes[at] = a * b * power * Math.log(x) * Math.exp((b - 1) * rest);
  slopes[at + 1] = -b * rest * Math.exp(b * rest);
}
