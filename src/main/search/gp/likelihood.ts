// How well kernel parameters explain the observations: log marginal likelihood with priors, and its gradient.
import { dot, factor, invert, solveLower, solveUpper } from './cholesky.ts';
import { matern, maternSlope, squaredDistance } from './kernel.ts';

/** n observations: `x` is n×d (unit interval, or indices where `isChoice`), `y` standardised, larger is better. */
export interface Observations {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly n: number;
  readonly isChoice: readonly boolean[];
}

/** Those at the given indices, in their order. */
export function pickObservations({ x, y, isChoice }: Observations, indices: readonly number[]): Observations {
  const d = isChoice.length;
  const picked = new Float64Array(indices.length * d);
  indices.forEach((from, to) => {
    picked.set(x.subarray(from * d, (from + 1) * d), to * d);
  });
  return { x: picked, y: Float64Array.from(indices, (i) => y[i] ?? 0), n: indices.length, isChoice };
}

export const leastNoise = 1e-6;

/**
 * Returns the negative log posterior, up to a constant, of θ = (log w_1..d, log signal, log(noise - 1e-6)); without the last where the
 * noise is pinned. It writes the gradient; +infinity where the kernel matrix is not positive definite. Rasmussen and Williams 2006,
 * equations 5.8 and 5.9. Priors as in Optuna's GPSampler: Σ -(0.1/w + 0.1·w), signal ~ Gamma(2, rate 1), noise ~ Gamma(1.1, rate 30).
 * Coordinates of the dimensions `moving` may change between calls; the gradient by them goes to `byX`, n×moving.
 */
export function negativeLogPosterior(
  { x, y, n, isChoice }: Observations,
  pinNoise: boolean,
  moving: readonly number[] = [],
) {
  const d = isChoice.length;
  const pairs = (n * (n - 1)) / 2;
  const squares = new Float64Array(pairs * d);
  for (let i = 1, at = 0; i < n; i++) {
    for (let k = 0; k < i; k++) {
      for (let j = 0; j < d; j++) {
        squares[at++] = squaredDistance(x[i * d + j] ?? 0, x[k * d + j] ?? 0, isChoice[j] === true);
      }
    }
  }
  const l = new Float64Array(n * n);
  const inverse = new Float64Array(n * n);
  const scratch = new Float64Array(n * n);
  const alpha = new Float64Array(n);
  const slopes = new Float64Array(pairs);
  const correlations = new Float64Array(pairs);
  const weights = new Float64Array(d);

  const measure = (j: number) => {
    for (let i = 1, at = j; i < n; i++) {
      for (let k = 0; k < i; k++, at += d) {
        const difference = (x[i * d + j] as number) - (x[k * d + j] as number);
        squares[at] = difference * difference;
      }
    }
  };

  return (theta: Float64Array, gradient: Float64Array, byX?: Float64Array): number => {
    moving.forEach(measure);
    for (let j = 0; j < d; j++) weights[j] = Math.exp(theta[j] ?? 0);
    const signal = Math.exp(theta[d] ?? 0);
    const free = pinNoise ? 0 : Math.exp(theta[d + 1] ?? 0);
    const noise = leastNoise + free;
    for (let i = 0, pair = 0; i < n; i++) {
      for (let k = 0; k < i; k++, pair++) {
        const q = dot(squares, pair * d, weights, 0, d);
        const correlation = matern(q);
        correlations[pair] = correlation;
        slopes[pair] = maternSlope(q);
        l[i * n + k] = signal * correlation;
      }
      l[i * n + i] = signal + noise;
    }
    if (!factor(l, n)) {
      gradient.fill(0);
      byX?.fill(0);
      return Number.POSITIVE_INFINITY;
    }
    alpha.set(y);
    solveLower(l, n, alpha);
    let value = 0.5 * dot(alpha, 0, alpha, 0, n);
    for (let i = 0; i < n; i++) value += Math.log(l[i * n + i] ?? 1);
    solveUpper(l, n, alpha);
    invert(l, n, inverse, scratch);

    gradient.fill(0);
    let bySignal = 0;
    let trace = 0;
    for (let i = 0, pair = 0; i < n; i++) {
      for (let k = 0; k < i; k++, pair++) {
        const g = (alpha[i] as number) * (alpha[k] as number) - (inverse[i * n + k] as number);
        bySignal += g * (correlations[pair] as number);
        const c = g * (slopes[pair] as number);
        for (let j = 0, at = pair * d; j < d; j++, at++) {
          gradient[j] = (gradient[j] as number) + c * (squares[at] as number);
        }
        slopes[pair] = c;
      }
      trace += (alpha[i] as number) ** 2 - (inverse[i * n + i] as number);
    }
    if (byX) writeByX(byX, signal);
    for (let j = 0; j < d; j++) {
      const w = weights[j] ?? 1;
      value += 0.1 / w + 0.1 * w;
      gradient[j] = -(gradient[j] ?? 0) * signal * w - 0.1 / w + 0.1 * w;
    }
    value += signal - Math.log(signal);
    gradient[d] = -signal * (bySignal + 0.5 * trace) + signal - 1;
    if (!pinNoise) {
      value += 30 * noise - 0.1 * Math.log(noise);
      gradient[d + 1] = free * (-0.5 * trace + 30 - 0.1 / noise);
    }
    return value;
  };

  /** `slopes` holds by now what the objective changes with each pair's q, but for the signal. */
  function writeByX(byX: Float64Array, signal: number): void {
    byX.fill(0);
    moving.forEach((j, m) => {
      const c = -2 * signal * (weights[j] ?? 0);
      for (let i = 1, pair = 0; i < n; i++) {
        let sum = 0;
        for (let k = 0; k < i; k++, pair++) {
          const change = c * (slopes[pair] as number) * ((x[i * d + j] as number) - (x[k * d + j] as number));
          sum += change;
          byX[k * moving.length + m] = (byX[k * moving.length + m] as number) - change;
        }
        byX[i * moving.length + m] = (byX[i * moving.length + m] as number) + sum;
      }
    });
  }
}
