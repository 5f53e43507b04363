// Log expected improvement, which has a slope even where the improvement itself is 0 in double precision.
import { erfcx, normalCdf, normalDensity } from '#shared/num/normal-distribution.ts';
import { dot, solveLower, solveUpper } from './cholesky.ts';
import { covariances, followingCovariances, type Posterior } from './posterior.ts';

const logSqrt2Pi = 0.5 * Math.log(2 * Math.PI);
/** Added to the variance, so that an observed point has a (very small) one. */
const leastVariance = 1e-12;

/** log h(z) with h(z) = z·Φ(z) + φ(z): Ament et al. 2023, "Unexpected improvements to expected improvement", equation 9. */
export function logImprovement(z: number): number {
  if (z > -1) return Math.log(z * normalCdf(z) + normalDensity(z));
  if (z > -1000) return -0.5 * z * z - logSqrt2Pi + Math.log1p(sqrtHalfPi * z * erfcx(-z * Math.SQRT1_2));
  // erfcx would lose its last digits to the difference from 1; the next term of this series is 15/z⁴.
  return -0.5 * z * z - logSqrt2Pi - 2 * Math.log(-z) + Math.log1p(-3 / (z * z));
}
const sqrtHalfPi = Math.sqrt(Math.PI / 2);

/** d log h / dz = Φ(z) / h(z). */
export function logImprovementSlope(z: number): number {
  if (z > -1) return normalCdf(z) / (z * normalCdf(z) + normalDensity(z));
  const density = Math.exp(-0.5 * z * z - logSqrt2Pi - logImprovement(z));
  return sqrtHalfPi * erfcx(-z * Math.SQRT1_2) * density;
}

export interface Acquisition {
  /** Log expected improvement at a point of d coordinates, over all fantasies. */
  value(point: Float64Array): number;
  /** The same, and its gradient by the coordinates; 0 for choices. */
  withGradient(point: Float64Array, gradient: Float64Array): number;
}

export function logExpectedImprovement(posterior: Posterior): Acquisition {
  const { total, l, whitened, draws, fantasies, incumbents, params } = posterior;
  const n = whitened.length;
  const m = total - n;
  const follow = followingCovariances(posterior);
  const v = new Float64Array(total);
  const slopes = new Float64Array(total);
  const byV = new Float64Array(total);
  const logs = new Float64Array(fantasies);
  const zs = new Float64Array(fantasies);

  /** Of v as it stands; leaves each fantasy's z and log. */
  function evaluate(sd: number): number {
    const known = dot(whitened, 0, v, 0, n);
    let largest = Number.NEGATIVE_INFINITY;
    for (let s = 0; s < fantasies; s++) {
      const z = (known + dot(draws, s * m, v, n, m) - (incumbents[s] ?? 0)) / sd;
      zs[s] = z;
      logs[s] = logImprovement(z);
      largest = Math.max(largest, logs[s] ?? 0);
    }
    let sum = 0;
    for (let s = 0; s < fantasies; s++) sum += Math.exp((logs[s] ?? 0) - largest);
    return Math.log(sd) + largest + Math.log(sum / fantasies);
  }
  const sdOf = () => Math.sqrt(Math.max(0, params.signal - dot(v, 0, v, 0, total)) + leastVariance);

  return {
    value(point) {
      follow(point, v);
      solveLower(l, total, v);
      return evaluate(sdOf());
    },
    withGradient(point, gradient) {
      covariances(posterior, point, v, slopes);
      solveLower(l, total, v);
      const sd = sdOf();
      const value = evaluate(sd);
      byV.fill(0);
      let byMean = 0;
      let bySd = 0;
      for (let s = 0; s < fantasies; s++) {
        const z = zs[s] ?? 0;
        const share = Math.exp((logs[s] ?? 0) + Math.log(sd) - value) / fantasies;
        const slope = logImprovementSlope(z);
        const weight = (share * slope) / sd;
        byMean += weight;
        for (let j = 0; j < m; j++) byV[n + j] = (byV[n + j] as number) + weight * (draws[s * m + j] as number);
        bySd += (share * (1 - slope * z)) / sd;
      }
      for (let i = 0; i < n; i++) byV[i] = byMean * (whitened[i] as number);
      // d sd = -(v · dv) / sd, and v = L⁻¹·k.
      for (let i = 0; i < total; i++) byV[i] = (byV[i] as number) - (bySd / sd) * (v[i] as number);
      pullBack(posterior, point, slopes, byV, gradient);
      return value;
    },
  };
}

/**
 * Writes the gradient, by the coordinates of `point`, of a function of v = L⁻¹·k(point, ·) whose slopes by v are `byV` (changed); 0 for
 * choices. `slopes` are the kernel's, as `covariances` gives them.
 */
export function pullBack(
  { total, l, x, isChoice, params }: Posterior,
  point: Float64Array,
  slopes: Float64Array,
  byV: Float64Array,
  gradient: Float64Array,
): void {
  const d = isChoice.length;
  solveUpper(l, total, byV);
  gradient.fill(0, 0, d);
  for (let i = 0, at = 0; i < total; i++) {
    const c = 2 * (byV[i] as number) * (slopes[i] as number);
    for (let j = 0; j < d; j++, at++) {
      gradient[j] = (gradient[j] as number) + c * ((point[j] as number) - (x[at] as number));
    }
  }
  for (let j = 0; j < d; j++) gradient[j] = isChoice[j] ? 0 : (gradient[j] ?? 0) * (params.weights[j] ?? 0);
}
