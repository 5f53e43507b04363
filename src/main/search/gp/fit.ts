// The kernel parameters that explain the observations best (maximum a posteriori).
import type { InputWarp } from './input-warp.ts';
import type { KernelParams } from './kernel.ts';
import { minimize } from './lbfgs.ts';
import { leastNoise, negativeLogPosterior, type Observations } from './likelihood.ts';
import { kernelSize, scaleLikelihood, warpAt, warpSd } from './scale-likelihood.ts';

/** Natural logarithms: beyond them a dimension is flat, every point stands alone, or a range is pressed into one of its ends. */
const bounds = { weight: [-9, 9], signal: [-7, 7], noise: [-18, 1], warp: [-2, 2] } as const;
/** Steps that a fit of warps may take from a fitted kernel. */
const warpIterations = 20;
/** In log posterior, of the warp of an axis that needs none. */
const gainOfChance = 2;
/** Share of what slopes promise where no kernel is fitted yet: there every axis seems to gain. */
const trustAtStart = 0.1;
/** Observations below which two points more or less decide how an axis is bent. */
const fewest = 15;

/**
 * Starts from lengthscales and signal of 1 and little noise, always the same: a suggestion depends on the history alone, not on the fit
 * before it. Where that start has no likelihood its parameters are returned unfitted.
 */
export function fitKernel(observations: Observations, pinNoise: boolean): KernelParams {
  const theta = fitTheta(observations, pinNoise).theta;
  return paramsOf(theta, observations.isChoice.length, pinNoise);
}

export interface ScaledKernel {
  readonly kernel: KernelParams;
  /** By axis; of those alone that are worth it. The kernel is that of warped coordinates. */
  readonly warps: ReadonlyMap<number, InputWarp>;
}

/**
 * The kernel, and with it warps of those of `axes` whose scale seems wrong. An axis is looked at when its slopes at the identity promise
 * a gain in log posterior: were the prior all that holds log a and log b back, a slope g would gain (g·sd)²/2. A kernel that took what a
 * wrong scale does for noise has no slopes; then those at the start of its own fit are asked. The whole is kept where it gains strong
 * evidence: log n for the first axis (Schwarz 1978), and two, about what two parameters gain from chance, for each.
 */
export function fitScales(observations: Observations, pinNoise: boolean, axes: readonly number[]): ScaledKernel {
  const { n, isChoice } = observations;
  const d = isChoice.length;
  const fitted = fitTheta(observations, pinNoise);
  const plain = { kernel: paramsOf(fitted.theta, d, pinNoise), warps: new Map<number, InputWarp>() };
  if (n < fewest || axes.length === 0 || !Number.isFinite(fitted.value)) return plain;
  const first = kernelSize(d, pinNoise);
  const least = Math.log(n) + gainOfChance;
  const likelihood = scaleLikelihood(observations, pinNoise, axes);
  const promising = (from: Float64Array, share: number) => {
    const slopes = new Float64Array(first + 2 * axes.length);
    likelihood(extended(from, axes.length), slopes);
    return axes.filter((_, m) => {
      const [byA, byB] = [slopes[first + 2 * m] ?? 0, slopes[first + 2 * m + 1] ?? 0];
      return share * 0.5 * warpSd ** 2 * (byA ** 2 + byB ** 2) > least;
    });
  };
  let from = fitted.theta;
  let chosen = promising(from, 1);
  if (chosen.length === 0) {
    from = startOf(d, pinNoise);
    chosen = promising(from, trustAtStart);
  }
  if (chosen.length === 0) return plain;
  const theta = extended(from, chosen.length);
  const ranges = [...rangesOf(d, pinNoise), ...chosen.flatMap(() => [bounds.warp, bounds.warp])];
  const limits = { tolerance: 1e-1, iterations: warpIterations };
  const value = minimize(scaleLikelihood(observations, pinNoise, chosen), theta, boxOf(ranges), limits);
  if (!(fitted.value - value > least + gainOfChance * (chosen.length - 1))) return plain;
  return {
    kernel: paramsOf(theta, d, pinNoise),
    warps: new Map(chosen.map((j, m) => [j, warpAt(theta, first + 2 * m)])),
  };
}

/** `theta` as `negativeLogPosterior` has it, and its value. */
function fitTheta(observations: Observations, pinNoise: boolean): { theta: Float64Array; value: number } {
  const d = observations.isChoice.length;
  const theta = startOf(d, pinNoise);
  const limits = { tolerance: 1e-2, iterations: 50 };
  const value = minimize(negativeLogPosterior(observations, pinNoise), theta, boxOf(rangesOf(d, pinNoise)), limits);
  return { theta, value };
}

function startOf(d: number, pinNoise: boolean): Float64Array {
  const theta = new Float64Array(kernelSize(d, pinNoise));
  if (!pinNoise) theta[d + 1] = Math.log(1e-2);
  return theta;
}

type Range = readonly [low: number, high: number];

function rangesOf(d: number, pinNoise: boolean): Range[] {
  const weights = Array.from({ length: d }, () => bounds.weight);
  return [...weights, bounds.signal, ...(pinNoise ? [] : [bounds.noise])];
}

function boxOf(ranges: readonly Range[]) {
  return { low: Float64Array.from(ranges, ([low]) => low), high: Float64Array.from(ranges, ([, high]) => high) };
}

/** Warps that change nothing for so many axes. */
function extended(theta: Float64Array, axes: number): Float64Array {
  const longer = new Float64Array(theta.length + 2 * axes);
  longer.set(theta);
  return longer;
}

function paramsOf(theta: Float64Array, d: number, pinNoise: boolean): KernelParams {
  return {
    weights: theta.slice(0, d).map(Math.exp),
    signal: Math.exp(theta[d] ?? 0),
    noise: leastNoise + (pinNoise ? 0 : Math.exp(theta[d + 1] ?? 0)),
  };
}
