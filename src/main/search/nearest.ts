// Which earlier trials a configuration is like: what a suggestion is explained by.
import { toUnit } from '#shared/num/scales.ts';
import { type Dimension, isPrior, type Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import type { History, ObservedTrial } from './search.ts';
import { trialName } from './trial-name.ts';

export interface Neighbour {
  readonly trial: ObservedTrial;
  /** 0 (equal) to 1. */
  readonly distance: number;
}

/** Standard deviations that count as the width of a dimension without ends. */
const priorWidth = 4;

/**
 * The trials with a value that are nearest to `params`, nearest first; of equally near ones the later. The distance is Gower's (1971):
 * the mean over all dimensions of the difference on the dimension's own scale, as a share of its width; 1 where choices differ or only
 * one of the two has the setting.
 */
export function nearestTrials(space: Space, params: Params, { trials }: History, count: number): Neighbour[] {
  const nearest: Neighbour[] = [];
  for (const trial of trials) {
    if (trial.value === null) continue;
    const neighbour = { trial, distance: distanceBetween(space, params, trial.params) };
    const place = nearest.findIndex(({ distance }) => neighbour.distance <= distance);
    nearest.splice(place === -1 ? nearest.length : place, 0, neighbour);
    if (nearest.length > count) nearest.pop();
  }
  return nearest;
}

function distanceBetween({ dimensions }: Space, a: Params, b: Params): number {
  let sum = 0;
  for (const dimension of dimensions) {
    const [left, right] = [a[dimension.name], b[dimension.name]];
    if (left === undefined && right === undefined) continue;
    sum += left === undefined || right === undefined ? 1 : difference(dimension, left, right);
  }
  return dimensions.length === 0 ? 0 : sum / dimensions.length;
}

function difference(dimension: Dimension, a: SettingValue, b: SettingValue): number {
  if (dimension.type === 'categorical') {
    const { choices, ordered } = dimension;
    if (ordered !== true || choices.length < 2) return a === b ? 0 : 1;
    return Math.abs(choices.indexOf(a) - choices.indexOf(b)) / (choices.length - 1);
  }
  if (typeof a !== 'number' || typeof b !== 'number') return a === b ? 0 : 1;
  if (isPrior(dimension)) {
    const z = (x: number) => (dimension.type === 'lognormal' ? Math.log(x) : x) / dimension.sd;
    const apart = Math.abs(z(a) - z(b)) / priorWidth;
    return Number.isNaN(apart) ? 0 : Math.min(1, apart);
  }
  const { low, high, scale } = dimension;
  return Math.min(1, Math.abs(toUnit(a, low, high, scale) - toUnit(b, low, high, scale)));
}

/** "nearest are trial 12 (0.912) and trial 7 (0.905)"; null without a trial that has a value. */
export function describeNearest(space: Space, params: Params, history: History, count = 2): string | null {
  const named = nearestTrials(space, params, history, count).map(
    ({ trial }) => `${trialName(trial)} (${Number((trial.value ?? Number.NaN).toPrecision(4))})`,
  );
  if (named.length === 0) return null;
  return `nearest ${named.length === 1 ? 'is' : 'are'} ${named.join(' and ')}`;
}
