// Matérn kernel of smoothness 5/2 with a lengthscale a dimension (Rasmussen and Williams 2006, equation 4.17).

/** What a fit finds. Lengthscale of dimension j is 1/√weights[j], in units of the cube; variances are of standardised values. */
export interface KernelParams {
  readonly weights: Float64Array;
  /** Variance of the function. */
  readonly signal: number;
  /** Variance of the noise of an observation. */
  readonly noise: number;
}

/** Correlation at the squared scaled distance q = Σ_j w_j·Δ_j². */
export function matern(q: number): number {
  const r = Math.sqrt(5 * q);
  return (1 + r + (5 / 3) * q) * Math.exp(-r);
}

/** d matern / dq; finite at 0. */
export function maternSlope(q: number): number {
  const r = Math.sqrt(5 * q);
  return (-5 / 6) * (1 + r) * Math.exp(-r);
}

/**
 * Δ_j²: of numbers on the unit interval the squared difference, of choices (`isChoice`, indices) 1 where they differ. Both embed into
 * a Euclidean space, so the kernel is positive definite on mixed spaces.
 */
export function squaredDistance(a: number, b: number, isChoice: boolean): number {
  if (isChoice) return a === b ? 0 : 1;
  return (a - b) * (a - b);
}
