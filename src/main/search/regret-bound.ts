// How much better than the best trial the best configuration can still be: the bound by which a study ends when there is nothing left
// to gain but luck.

import type { RandomStream } from '#shared/num/random.ts';
import { mean } from '#shared/num/statistics.ts';
import { violated } from '#shared/study/points.ts';
import type { Space } from '#shared/study/space.ts';
import { type Axis, axesOf, encode } from './gp/axes.ts';
import { wholeSpace, wideCandidates } from './gp/candidates.ts';
import { fitKernel } from './gp/fit.ts';
import type { Observations } from './gp/likelihood.ts';
import { conditioned, predict } from './gp/posterior.ts';
import type { History, ObservedTrial } from './search.ts';

export interface RegretBound {
  /** In the objective's own units, at least 0. */
  readonly bound: number;
  /** Trials that the model was made of. */
  readonly trials: number;
}

/** Of the complete trials the better half counts: a model of the whole would spend itself on what is bad. */
const topShare = 0.5;
/** Trials that the model can carry; the best ones of more. */
const modelLimit = 200;
/** The bound holds with this probability of being wrong. */
const delta = 0.1;
/** Times the usual number of points that an acquisition function is looked at: 2048. */
const effort = 2;

/**
 * Makarova et al. 2022, "Automatic termination for hyperparameter optimization", equation 4, with a Gaussian process on the better half of
 * the complete trials (at least `minTrials`): the largest upper confidence bound over the space, minus the largest lower one over those
 * trials. β = 2·log(d·n²·π²/(6·δ))/5 (Srinivas et al. 2010, theorem 1, scaled down as in their experiments). Null with fewer than
 * `minTrials` complete trials, and in a space of nothing.
 */
export function regretBound(
  space: Space,
  { direction, trials }: History,
  { minTrials, random }: { readonly minTrials: number; readonly random: RandomStream },
): RegretBound | null {
  const sign = direction === 'maximize' ? 1 : -1;
  const complete = trials.filter(isComplete);
  const axes = axesOf(space);
  if (complete.length < Math.max(2, minTrials) || axes.length === 0) return null;
  const ranked = complete.toSorted((a, b) => sign * (b.value - a.value) || a.number - b.number);
  const count = Math.min(Math.max(Math.floor(complete.length * topShare), minTrials), modelLimit);
  const top = ranked.slice(0, count);
  const { observations, sd } = standardised(axes, top, sign);
  const kernel = fitKernel(observations, false);
  const posterior = conditioned(observations, new Float64Array(), kernel, 0);
  const width = Math.sqrt((2 * Math.log((axes.length * top.length ** 2 * Math.PI ** 2) / (6 * delta))) / 5);

  let highest = Number.NEGATIVE_INFINITY;
  let surest = Number.NEGATIVE_INFINITY;
  const d = axes.length;
  for (let i = 0; i < top.length; i++) {
    const at = predict(posterior, observations.x.subarray(i * d, (i + 1) * d));
    highest = Math.max(highest, at.mean + width * at.sd);
    surest = Math.max(surest, at.mean - width * at.sd);
  }
  const legal = (point: ObservedTrial['params']) => violated(space, point) === null;
  const points = wholeSpace(space, axes, legal) ?? wideCandidates({ space, axes, legal }, random, effort);
  for (const { effective } of points) {
    const at = predict(posterior, effective);
    highest = Math.max(highest, at.mean + width * at.sd);
  }
  return { bound: Math.max(0, highest - surest) * sd, trials: top.length };
}

type Complete = ObservedTrial & { readonly value: number };

export function isComplete(trial: ObservedTrial): trial is Complete {
  return trial.state === 'complete' && trial.value !== null && Number.isFinite(trial.value);
}

/** Values of mean 0 and variance 1, larger is better; `sd` in the objective's units. */
function standardised(
  axes: readonly Axis[],
  top: readonly Complete[],
  sign: number,
): { readonly observations: Observations; readonly sd: number } {
  // Squares of huge values would be infinite.
  const scale = top.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0) || 1;
  const values = top.map(({ value }) => (sign * value) / scale);
  const centre = mean(values);
  const sd = Math.max(1e-10, Math.sqrt(mean(values.map((value) => (value - centre) ** 2))));
  const x = new Float64Array(top.length * axes.length);
  top.forEach(({ params }, i) => {
    encode(axes, params, x, i * axes.length);
  });
  const y = Float64Array.from(values, (value) => (value - centre) / sd);
  return {
    observations: { x, y, n: top.length, isChoice: axes.map(({ kind }) => kind === 'choices') },
    sd: sd * scale,
  };
}
