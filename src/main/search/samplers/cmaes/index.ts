// Covariance matrix adaptation evolution strategy, with a margin for whole numbers and ordered choices.
import type { RandomStream } from '#shared/num/random.ts';
import { clamp } from '#shared/num/scales.ts';
import { drawPoint } from '#shared/study/draw.ts';
import { pointKey, violated } from '#shared/study/points.ts';
import { type SamplerSpec, startUpTrials } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import { drawUnseen, keysOf } from '../../draw-unseen.ts';
import { valueAtCoordinate } from '../../gp/axes.ts';
import { nextSobolPoint } from '../../low-discrepancy.ts';
import type { History, Sampler, Suggestion } from '../../search.ts';
import { tpeSampler } from '../tpe/index.ts';
import type { Distribution } from './distribution.ts';
import { levelOf } from './margin.ts';
import { type Plane, planeOf } from './plane.ts';
import { defaultsFor, type Run, replayOf } from './replay.ts';

type CmaesSpec = Extract<SamplerSpec, { kind: 'cmaes' }>;

/**
 * Hansen 2016 with the margin of Hamano et al. 2022 and the restarts of Auger and Hansen 2005, in the unit cube of the ranges: first at its
 * centre with the standard deviation `sigma` (1/6, as Optuna). It searches the numbers and ordered choices that are always active; unordered
 * choices and settings that depend on another are suggested by TPE beside it. The first `nStartupTrials` (1) points are Sobol's and count as
 * points of the first generation.
 */
export function cmaesSampler({ nStartupTrials = startUpTrials.cmaes, sigma, populationSize }: CmaesSpec): Sampler {
  const others = tpeSampler({ kind: 'tpe' });
  const replays = new WeakMap<Space, (history: History) => Run>();
  const replay = (space: Space, plane: Plane) => {
    let known = replays.get(space);
    if (known === undefined) {
      const usual = defaultsFor(plane.axes.length);
      known = replayOf(plane, { sigma: sigma ?? usual.sigma, population: populationSize ?? usual.population });
      replays.set(space, known);
    }
    return known;
  };
  return {
    kind: 'cmaes',
    suggest(space, history, random) {
      const plane = planeOf(space);
      const n = plane.axes.length;
      if (n === 0) return explained(others.suggest(space, history, random), 'nothing here has an order, so TPE: ');
      if (history.trials.length < nStartupTrials) return nextSobolPoint(space, history, random, true);
      const { distribution, population, restarts } = replay(space, plane)(history);
      const rest = n === space.dimensions.length ? null : others.suggest(space, history, random);
      if (rest?.kind === 'exhausted') return rest;
      const params = drawNew(space, history, random, plane, distribution, rest?.params ?? {});
      if (params === null) return drawUnseen(space, history, random, 'the search space');
      return { kind: 'params', params, why: why(distribution, population, restarts, rest !== null) };
    },
  };
}

/** Draws until one is legal and new. */
const patience = 200;
/** From this draw on each is drawn a little wider than the one before: near a converged mean of a finite space every point is known. */
const narrowDraws = 20;
const widening = 1.05;

function drawNew(
  space: Space,
  history: History,
  random: RandomStream,
  plane: Plane,
  distribution: Distribution,
  rest: Params,
): Params | null {
  // In a continuous space too: what is cut off at the ends of the ranges is the same corner every time.
  const seen = keysOf(space, history);
  for (let draw = 0; draw < patience; draw++) {
    const width = widening ** Math.max(0, draw - narrowDraws);
    const point = drawInside(plane, distribution, random, width);
    const given: Record<string, SettingValue> = { ...rest };
    plane.axes.forEach(({ dimension }, j) => {
      const levels = plane.levels[j];
      const at = point[j] ?? 0;
      given[dimension.name] = levels
        ? (plane.values[j]?.[levelOf(distribution, j, levels, at)] ?? null)
        : valueAtCoordinate(dimension, clamp(at, 0, 1));
    });
    const params = drawPoint(space, random, given);
    if (violated(space, params) === null && !seen.has(pointKey(space, params))) return params;
  }
  return null;
}

/** One point; drawn again while a continuous coordinate is outside its range, at most 10 times a dimension (Optuna), then cut off. */
function drawInside({ levels }: Plane, distribution: Distribution, random: RandomStream, width: number): Float64Array {
  const { n, mean, sigma, basis, spreads } = distribution;
  const point = new Float64Array(n);
  for (let attempt = 0; attempt <= 10 * n; attempt++) {
    point.set(mean);
    for (let i = 0; i < n; i++) {
      const along = width * sigma * (spreads[i] as number) * random.normal();
      for (let j = 0; j < n; j++) point[j] = (point[j] as number) + along * (basis[j * n + i] as number);
    }
    if (levels.every((list, j) => list !== null || ((point[j] ?? 0) >= 0 && (point[j] ?? 0) <= 1))) break;
  }
  return point;
}

function why({ generation, sigma }: Distribution, population: number, restarts: number, isPartial: boolean): string {
  const spread = Number((100 * sigma).toPrecision(2));
  const again = restarts === 0 ? '' : `, restart ${restarts}`;
  const beside = isPartial ? '; settings without an order or with a condition by TPE' : '';
  return `generation ${generation + 1} of CMA-ES${again}: ${population} points drawn about its mean, step size ${spread} % of the ranges${beside}`;
}

function explained(suggestion: Suggestion, prefix: string): Suggestion {
  return suggestion.kind === 'exhausted' ? suggestion : { ...suggestion, why: `${prefix}${suggestion.why ?? ''}` };
}
