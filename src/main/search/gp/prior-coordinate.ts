// An unbounded prior as a coordinate: in its standard deviations, so that what is smooth in the setting stays smooth in the model.
import { clamp } from '#shared/num/scales.ts';
import { roundTo } from '#shared/study/candidates.ts';
import type { PriorDimension } from '#shared/study/space.ts';

/**
 * The coordinate goes from 0 to 1 over so many standard deviations to either side of the mean: 99.7 % of what the prior draws. There a
 * search looks; values that were tried farther out keep their place, up to twice as far. (Φ(z), which has ends, would press the tails, where
 * an objective changes most, into a last hundredth of the range, and every search would visit the outermost value there is.)
 */
const reach = 3;

/** A standard deviation in the coordinate, and the ends that no value passes. */
export const deviation = 1 / (2 * reach);
export const [lowest, highest] = [-0.5, 1.5] as const;

/** Length of a unit of the coordinate in units of the prior (of its logarithm, for lognormal). */
export function unitOfPrior({ sd }: PriorDimension): number {
  return sd / deviation;
}

/** In [-0.5, 1.5]. Of a quantised lognormal, 0 stands for the numbers below step / 2: it has the place of their middle. */
export function coordinateOfPrior({ type, mean, sd, step }: PriorDimension, value: number): number {
  const least = step === undefined ? Number.MIN_VALUE : step / 4;
  const z = ((type === 'lognormal' ? Math.log(Math.max(value, least)) : value) - mean) / sd;
  return clamp(0.5 + z * deviation, lowest, highest);
}

export function priorAt({ type, mean, sd, step }: PriorDimension, at: number): number {
  const z = mean + (sd * (at - 0.5)) / deviation;
  const x = type === 'lognormal' ? Math.exp(z) : z;
  return step === undefined ? x : roundTo(x, step);
}
