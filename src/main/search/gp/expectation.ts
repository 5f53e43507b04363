// What is expected of a point, in a sentence, whoever suggested it.
import { roundSignificant } from '#shared/num/scales.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import type { History } from '../search.ts';
import { axesOf } from './axes.ts';
import { candidateOf } from './candidates.ts';
import { fitKernel } from './fit.ts';
import { newestAndBest } from './limit.ts';
import { observationsOf, observe } from './observations.ts';
import { conditioned, predict } from './posterior.ts';
import { type Warp, warpOutputs } from './warp.ts';

/** Trials that the model of a sentence knows at most: half the best, half the newest. */
const modelLimit = 50;
/** Trials among which these are looked for: a stopped one is held against all complete ones, which of 10 000 takes seconds. */
const lookedAt = 250;

/** By a Gaussian process on the trials with a value; null where fewer than two have one, and in a space of nothing. */
export function expectationAt(space: Space, params: Params, history: History): string | null {
  const { values, succeeded, params: tried } = observe(excerpt(history));
  const ended = succeeded.flatMap((ok, i) => (ok ? [i] : []));
  if (ended.length < 2 || space.dimensions.length === 0) return null;
  const told = ended.map((i) => values[i] ?? 0);
  const kept = newestAndBest(told, modelLimit);
  const warp = warpOutputs(kept.map((i) => told[i] ?? 0));
  const axes = axesOf(space);
  const points = kept.map((i) => tried[ended[i] ?? 0] ?? {});
  const observations = observationsOf(axes, points, [...warp.y]);
  const posterior = conditioned(observations, new Float64Array(), fitKernel(observations, false), 0);
  return describeExpectation(predict(posterior, candidateOf(axes, params).effective), warp, history.direction);
}

/** Of the trials with a value half the best, half the newest. */
function excerpt({ direction, trials }: History): History {
  const rated = trials.filter(({ state, value }) => value !== null && (state === 'complete' || state === 'stopped'));
  const sign = direction === 'maximize' ? 1 : -1;
  const gains = rated.map(({ value }) => sign * (value ?? Number.NaN));
  return { direction, trials: newestAndBest(gains, lookedAt).flatMap((i) => rated[i] ?? []) };
}

/** "expects 0.912 ± 0.004 here": a prediction of warped values in the objective's own units. */
export function describeExpectation(
  { mean, sd }: { readonly mean: number; readonly sd: number },
  warp: Warp,
  direction: History['direction'],
): string {
  const sign = direction === 'maximize' ? 1 : -1;
  const expected = roundSignificant(sign * warp.unwarp(mean), 4);
  // Halves first: near the limits of doubles the whole difference overflows.
  const deviation = roundSignificant(warp.unwarp(mean + sd) / 2 - warp.unwarp(mean - sd) / 2, 2);
  return `expects ${expected} ± ${deviation} here`;
}
