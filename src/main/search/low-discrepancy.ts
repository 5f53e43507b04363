// The next point of a space by the Sobol sequence: what the sampler `sobol` and the start-up of model-based samplers have in common.
import { deriveSeed, type RandomStream } from '#shared/num/random.ts';
import { sobolPoint } from '#shared/num/sobol.ts';
import { drawLimit, pointKey, violated } from '#shared/study/points.ts';
import { pointAt } from '#shared/study/quantile.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { isFiniteSpace } from '#shared/study/walk.ts';
import { drawUnseen, keysOf } from './draw-unseen.ts';
import type { History, Suggestion } from './search.ts';

/**
 * With n trials in the history: the (n + 1)th point of the sequence that keeps all constraints; in a finite space the first from
 * there on that no trial has had. When 10 000 points in a row are of no use, `drawUnseen` takes over and says what is wrong.
 */
export function nextSobolPoint(space: Space, history: History, random: RandomStream, scramble: boolean): Suggestion {
  const seed = scramble ? scrambleSeed(space, history, random) : null;
  const seen = isFiniteSpace(space) ? keysOf(space, history) : null;
  const units = new Float64Array(space.dimensions.length);
  /** Without constraints every point counts, and the way to the n-th need not be walked. */
  let legal = space.constraints.length === 0 ? history.trials.length : 0;
  for (let index = legal, idle = 0; idle < drawLimit; index++) {
    sobolPoint(units, index, seed);
    const params = pointAt(space, units);
    idle++;
    if (violated(space, params) !== null) continue;
    if (legal++ < history.trials.length) idle = 0;
    else if (!seen?.has(pointKey(space, params))) return { kind: 'params', params, why: why(params, index) };
  }
  return drawUnseen(space, history, random, 'the search space');
}

/**
 * One seed for all points of a study, though a sampler knows no study: that of the first trial's params. They come from the stream
 * (a scrambled point is uniform by itself), so studies of different seeds get different sequences; only the first point stands aside.
 */
function scrambleSeed(space: Space, { trials }: History, random: RandomStream): number {
  const [first] = trials;
  return first ? deriveSeed(1, pointKey(space, first.params)) : random.int(0, 2 ** 31 - 1);
}

function why(params: Params, index: number): string | null {
  return Object.keys(params).length === 0
    ? null
    : `point ${index + 1} of a Sobol sequence, which fills the space evenly`;
}
