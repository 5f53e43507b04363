// The kernel parameters that explain the observations best (maximum a posteriori).
import type { KernelParams } from './kernel.ts';
import { minimize } from './lbfgs.ts';
import { leastNoise, negativeLogPosterior, type Observations } from './likelihood.ts';

/** Natural logarithms: beyond them a dimension is flat or every point stands alone. */
const bounds = { weight: [-9, 9], signal: [-7, 7], noise: [-18, 1] } as const;

/**
 * Starts from lengthscales and signal of 1 and little noise, always the same: a suggestion depends on the history alone, not on the fit
 * before it. Where that start has no likelihood its parameters are returned unfitted.
 */
export function fitKernel(observations: Observations, pinNoise: boolean): KernelParams {
  const d = observations.isChoice.length;
  const ranges = [
    ...Array.from({ length: d }, () => bounds.weight),
    bounds.signal,
    ...(pinNoise ? [] : [bounds.noise]),
  ];
  const theta = new Float64Array(ranges.length);
  if (!pinNoise) theta[d + 1] = Math.log(1e-2);
  const box = { low: Float64Array.from(ranges, ([low]) => low), high: Float64Array.from(ranges, ([, high]) => high) };
  minimize(negativeLogPosterior(observations, pinNoise), theta, box, { tolerance: 1e-2, iterations: 50 });
  return {
    weights: theta.slice(0, d).map(Math.exp),
    signal: Math.exp(theta[d] ?? 0),
    noise: leastNoise + (pinNoise ? 0 : Math.exp(theta[d + 1] ?? 0)),
  };
}
