// How well kernel parameters together with warps of some axes explain the observations: log posterior and its gradient.
import { type InputWarp, warped, warpSlopes } from './input-warp.ts';
import { negativeLogPosterior, type Observations } from './likelihood.ts';

/** Of log a and log b, which are normal around 0: what has the right scale keeps it (with 0.75, as in HEBO, ordinary functions suffer). */
export const warpSd = 0.5;

/**
 * Returns the negative log posterior of θ = (those of `negativeLogPosterior`, then log a and log b of each axis of `axes`), up to the same
 * constant; at a = b = 1 it has the value that it has without warps. It writes the gradient. `x` of the observations is left as it is.
 */
export function scaleLikelihood(observations: Observations, pinNoise: boolean, axes: readonly number[]) {
  const { n, isChoice } = observations;
  const d = isChoice.length;
  const first = kernelSize(d, pinNoise);
  const x = observations.x.slice();
  const ofKernel = negativeLogPosterior({ ...observations, x }, pinNoise, axes);
  const count = axes.length;
  const byX = new Float64Array(n * count);
  const slopes = new Float64Array(2 * n * count);

  return (theta: Float64Array, gradient: Float64Array): number => {
    axes.forEach((j, m) => {
      const warp = warpAt(theta, first + 2 * m);
      for (let i = 0; i < n; i++) {
        const at = observations.x[i * d + j] ?? 0;
        x[i * d + j] = warped(warp, at);
        warpSlopes(warp, at, slopes, 2 * (i * count + m));
      }
    });
    let value = ofKernel(theta, gradient, byX);
    for (let m = 0; m < count; m++) {
      for (const p of [0, 1]) {
        const at = first + 2 * m + p;
        const log = theta[at] ?? 0;
        let slope = log / warpSd ** 2;
        for (let i = 0; i < n; i++)
          slope += (byX[i * count + m] as number) * (slopes[2 * (i * count + m) + p] as number);
        gradient[at] = slope;
        value += 0.5 * (log / warpSd) ** 2;
      }
    }
    return value;
  };
}

/** Parameters of the kernel, which stand before those of the warps. */
export function kernelSize(d: number, pinNoise: boolean): number {
  return d + (pinNoise ? 1 : 2);
}

export function warpAt(theta: Float64Array, at: number): InputWarp {
  return { a: Math.exp(theta[at] ?? 0), b: Math.exp(theta[at + 1] ?? 0) };
}
