// What a Gaussian process learns from a history: points with values (larger is better), and points that are still open.
import { median } from '#shared/num/statistics.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import type { Params } from '#shared/study/values.ts';
import type { History, ObservedTrial } from '../search.ts';
import { type Axis, encode } from './axes.ts';
import type { Observations } from './likelihood.ts';

export interface Observed {
  readonly params: readonly Params[];
  /** Finite, larger is better; where a trial has none, the worst of the others. */
  readonly values: readonly number[];
  /** Whether it ended with a value: not failed, not diverged. */
  readonly succeeded: readonly boolean[];
  readonly open: readonly Params[];
}

/**
 * Complete trials have their value. A stopped one has less training behind it: its last value plus the median of what complete trials
 * gained after that epoch stands for what it would have reached, because left out it would leave a hole that the next trials fall into
 * again; where no complete trial passed that epoch it is left out. Failed and diverged trials, and complete ones without a finite value,
 * are as bad as the worst value there is, for the same reason.
 */
export function observe({ direction, trials }: History): Observed {
  const sign = direction === 'maximize' ? 1 : -1;
  const complete = trials.filter(({ state, value }) => state === 'complete' && isKnown(value));
  const gainAfter = gainsOf(complete);
  const params: Params[] = [];
  const values: (number | null)[] = [];
  for (const trial of trials) {
    if (!isTerminal(trial.state)) continue;
    const value =
      trial.state === 'complete' ? trial.value : trial.state === 'stopped' ? extrapolated(trial, gainAfter) : null;
    if (trial.state === 'stopped' && value === null) continue;
    params.push(trial.params);
    values.push(isKnown(value) ? sign * value : null);
  }
  const worst = values.reduce<number>((least, value) => Math.min(least, value ?? least), Number.POSITIVE_INFINITY);
  const found = worst < Number.POSITIVE_INFINITY;
  return {
    params: found ? params : [],
    values: found ? values.map((value) => value ?? worst) : [],
    succeeded: found ? values.map((value) => value !== null) : [],
    open: trials.filter(({ state }) => !isTerminal(state)).map((trial) => trial.params),
  };
}

/** Points with their values as what the kernel is fitted to. */
export function observationsOf(axes: readonly Axis[], points: readonly Params[], y: readonly number[]): Observations {
  const x = new Float64Array(points.length * axes.length);
  points.forEach((point, i) => {
    encode(axes, point, x, i * axes.length);
  });
  return { x, y: Float64Array.from(y), n: points.length, isChoice: axes.map(({ kind }) => kind === 'choices') };
}

function extrapolated(trial: ObservedTrial, gainAfter: (step: number) => number | null): number | null {
  const value = trial.values.findLast(Number.isFinite) ?? trial.value;
  const step = trial.steps.at(-1);
  if (value === null || step === undefined) return trial.value;
  const gain = gainAfter(step);
  return gain === null ? null : value + gain;
}

/** Median of what the trials gained after an epoch; null where none passed it. Many stop at the same few epochs: each is looked at once. */
function gainsOf(complete: readonly ObservedTrial[]): (step: number) => number | null {
  const known = new Map<number, number | null>();
  return (step) => {
    const before = known.get(step);
    if (before !== undefined) return before;
    const gains = complete.flatMap(({ steps, values, value }) => {
      const at = values[steps.indexOf(step)];
      return at !== undefined && Number.isFinite(at) && value !== null ? [value - at] : [];
    });
    const gain = gains.length === 0 ? null : median(gains);
    known.set(step, gain);
    return gain;
  };
}

function isKnown(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}
