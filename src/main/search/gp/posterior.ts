// The Gaussian process given the observations, with the points whose results are still open conditioned on fantasies.

import { AppError } from '#shared/errors.ts';
import { normalQuantile } from '#shared/num/normal-distribution.ts';
import { sobolPoint } from '#shared/num/sobol.ts';
import { dot, factor, solveLower, solveUpper } from './cholesky.ts';
import { type KernelParams, matern, maternSlope, squaredDistance } from './kernel.ts';
import type { Observations } from './likelihood.ts';

/** Draws of the open results together; they are quasi-random, so that few show the spread (Optuna takes 128). */
const fantasyCount = 32;

export interface Posterior {
  readonly params: KernelParams;
  readonly isChoice: readonly boolean[];
  /** Observed points, then open ones; total×d. */
  readonly x: Float64Array;
  readonly total: number;
  /** Cholesky factor of the kernel matrix of all points, total×total. */
  readonly l: Float64Array;
  /** L⁻¹·y of the observed points. The mean at a point is the sum of its product with the first part of v = L⁻¹·k(x, ·) ... */
  readonly whitened: Float64Array;
  /** ... and of a fantasy's product with the rest: a row of independent normal numbers an open point, a joint draw of the results. */
  readonly draws: Float64Array;
  readonly fantasies: number;
  /** What a new point must beat: a value a fantasy. */
  readonly incumbents: Float64Array;
}

/**
 * `open` is m×d. Open points are conditioned by quasi Monte Carlo (Wilson et al. 2018), not by believing the mean: of a believed mean the
 * incumbent never rises, so that a second worker would crowd the first. As the draws share one Cholesky factor, a fantasy costs
 * m multiplications a point. `seed` scrambles the draws. Throws AppError('internal') for a matrix that no jitter makes positive.
 */
export function conditioned(observed: Observations, open: Float64Array, params: KernelParams, seed: number): Posterior {
  const { isChoice, n, y } = observed;
  const d = isChoice.length;
  const m = d === 0 ? 0 : open.length / d;
  const total = n + m;
  const x = new Float64Array(total * d);
  x.set(observed.x);
  x.set(open, n * d);
  const l = factored({ x, total, isChoice }, params);
  const whitened = y.slice();
  const ofObserved = leading(l, total, n);
  solveLower(ofObserved, n, whitened);
  const fantasies = m === 0 ? 1 : fantasyCount;
  const draws = new Float64Array(fantasies * m);
  const incumbents = new Float64Array(fantasies);
  const units = new Float64Array(m);
  const best = incumbentOf(y, ofObserved, whitened, params.noise);
  for (let s = 0; s < fantasies; s++) {
    if (m > 0) sobolPoint(units, s, seed);
    for (let j = 0; j < m; j++) draws[s * m + j] = normalQuantile((units[j] ?? 0) + 2 ** -33);
    let beaten = best;
    for (let j = 0; j < m; j++) {
      const row = (n + j) * total;
      beaten = Math.max(beaten, dot(l, row, whitened, 0, n) + dot(l, row + n, draws, s * m, j + 1));
    }
    incumbents[s] = beaten;
  }
  return { params, isChoice, x, total, l, whitened, draws, fantasies, incumbents };
}

/** Writes k(point, ·) and, where asked, its slope by q. */
export function covariances(
  { x, total, isChoice, params }: Posterior,
  point: Float64Array,
  k: Float64Array,
  slopes?: Float64Array,
): void {
  const { weights, signal } = params;
  const d = isChoice.length;
  for (let i = 0, at = 0; i < total; i++) {
    let q = 0;
    for (let j = 0; j < d; j++, at++) {
      q += (weights[j] as number) * squaredDistance(point[j] as number, x[at] as number, isChoice[j] as boolean);
    }
    k[i] = signal * matern(q);
    if (slopes) slopes[i] = signal * maternSlope(q);
  }
}

/**
 * The same for points that follow each other in few coordinates, as a search along one axis asks: distances are carried over, so that a
 * point costs what it changes. Carried rounding errors stay below 1e-13, far under the least noise.
 */
export function followingCovariances({ x, total, isChoice, params }: Posterior) {
  const { weights, signal } = params;
  const d = isChoice.length;
  const last = new Float64Array(d).fill(Number.NaN);
  const q = new Float64Array(total);
  return (point: Float64Array, k: Float64Array): void => {
    let changes = 0;
    for (let j = 0; j < d; j++) if (point[j] !== last[j]) changes++;
    const afresh = changes > d / 4;
    if (afresh) q.fill(0);
    for (let j = 0; j < d; j++) {
      const to = point[j] as number;
      const from = last[j] as number;
      if (!afresh && to === from) continue;
      const weight = weights[j] as number;
      const choice = isChoice[j] as boolean;
      for (let i = 0, at = j; i < total; i++, at += d) {
        const other = x[at] as number;
        const before = afresh ? 0 : squaredDistance(from, other, choice);
        q[i] = (q[i] as number) + weight * (squaredDistance(to, other, choice) - before);
      }
      last[j] = to;
    }
    for (let i = 0; i < total; i++) k[i] = signal * matern(Math.max(0, q[i] as number));
  };
}

/** Mean over the fantasies and standard deviation of the function (without noise) at a point. */
export function predict(posterior: Posterior, point: Float64Array): { mean: number; sd: number } {
  const { total, l, whitened, draws, fantasies, params } = posterior;
  const n = whitened.length;
  const v = new Float64Array(total);
  covariances(posterior, point, v);
  solveLower(l, total, v);
  let mean = dot(whitened, 0, v, 0, n);
  for (let s = 0; s < fantasies; s++) mean += dot(draws, s * (total - n), v, n, total - n) / fantasies;
  return { mean, sd: Math.sqrt(Math.max(0, params.signal - dot(v, 0, v, 0, total))) };
}

/** With more noise than this (variance, of values of variance 1) the best observation is luck in part. */
const noisy = 0.01;

/** The best observed value; under noise the best posterior mean at an observed point. */
function incumbentOf(y: Float64Array, l: Float64Array, whitened: Float64Array, noise: number): number {
  let best = Number.NEGATIVE_INFINITY;
  if (noise <= noisy) {
    for (const value of y) best = Math.max(best, value);
    return best;
  }
  // mean = K·(K + noise)⁻¹·y = y - noise·(K + noise)⁻¹·y
  const n = y.length;
  const alpha = whitened.slice();
  solveUpper(l, n, alpha);
  for (let i = 0; i < n; i++) best = Math.max(best, (y[i] ?? 0) - noise * (alpha[i] ?? 0));
  return best;
}

function factored(
  { x, total, isChoice }: { x: Float64Array; total: number; isChoice: readonly boolean[] },
  { weights, signal, noise }: KernelParams,
): Float64Array {
  const d = isChoice.length;
  const l = new Float64Array(total * total);
  for (let jitter = 0; jitter <= 1; jitter = jitter === 0 ? leastJitter : jitter * 10) {
    for (let i = 0; i < total; i++) {
      for (let k = 0; k < i; k++) {
        let q = 0;
        for (let j = 0; j < d; j++) {
          q += (weights[j] ?? 0) * squaredDistance(x[i * d + j] ?? 0, x[k * d + j] ?? 0, isChoice[j] === true);
        }
        l[i * total + k] = signal * matern(q);
      }
      l[i * total + i] = signal + noise + jitter;
    }
    if (factor(l, total)) return l;
  }
  throw new AppError('internal', 'The kernel matrix of the Gaussian process is not positive definite.');
}
const leastJitter = 1e-8;

/** The factor of the first n points, packed. */
function leading(l: Float64Array, total: number, n: number): Float64Array {
  if (n === total) return l;
  const packed = new Float64Array(n * n);
  for (let i = 0; i < n; i++) packed.set(l.subarray(i * total, i * total + i + 1), i * n);
  return packed;
}
