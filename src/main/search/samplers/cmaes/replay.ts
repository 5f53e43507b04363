// The distribution that a history has led to: its trials in blocks, one generation each.
import type { Direction } from '#shared/contract/common.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import { type Axis, encode } from '../../gp/axes.ts';
import type { History, ObservedTrial } from '../../search.ts';
import { compareRanks, rankOf } from '../tpe/split.ts';
import { type Distribution, learn, startAt } from './distribution.ts';
import { keepMargin, type Levels } from './margin.ts';
import { populationOf } from './rates.ts';
import { drawRaw, precisionOf } from './raw.ts';

/** The dimensions that CMA-ES searches, as coordinates. */
export interface Plane {
  readonly axes: readonly Axis[];
  readonly levels: readonly Levels[];
}
export interface Options {
  /** First standard deviation, as a share of each range. */
  readonly sigma: number;
  /** Points of a generation of the first run. */
  readonly population: number;
}
export interface Run {
  readonly distribution: Distribution;
  /** Points of a generation. */
  readonly population: number;
  readonly restarts: number;
}

/** A run whose largest standard deviation is below this share of the ranges has arrived. */
const arrived = 1e-8;
/** Likewise when the longest axis of its ellipsoid is so many times its shortest. */
const degenerate = 1e7;

/**
 * Replays all trials in the order of their numbers, whoever asked for them: a block of as many as a generation has, once it is full, moves
 * the distribution by those of it that have ended. Trials that are still open do not hold the others up; when they end, what came after is
 * replayed with them. Ranked as for TPE, and a failed trial without a value is as bad as can be, so that the distribution leaves where
 * trials fail. A run that has arrived, or whose values have long been equal, starts again at a random point with twice as many points a
 * generation (Auger and Hansen 2005, IPOP-CMA-ES).
 */
export function replay(plane: Plane, { direction, trials }: History, options: Options): Run {
  const n = plane.axes.length;
  let run = { distribution: startAt(new Float64Array(n).fill(0.5), options.sigma), population: options.population };
  let restarts = 0;
  let equal = 0;
  for (let from = 0; from + run.population <= trials.length; ) {
    const block = trials.slice(from, from + run.population).filter(({ state }) => isTerminal(state));
    from += run.population;
    if (block.length < 2) continue;
    const { distribution, population } = run;
    learn(distribution, ranked(plane, block, direction, distribution));
    keepMargin(distribution, plane.levels, 1 / (n * population));
    const [first] = block;
    equal = block.every(({ value }) => value === first?.value) ? equal + 1 : 0;
    if (!hasEnded(distribution) && equal < 10 + Math.ceil((30 * n) / population)) continue;
    restarts++;
    equal = 0;
    const random = randomStream(deriveSeed(from, JSON.stringify(first?.params)));
    const mean = Float64Array.from({ length: n }, () => random.uniform());
    run = { distribution: startAt(mean, options.sigma), population: 2 * population };
  }
  return { ...run, restarts };
}

/** Best first, as raw coordinates. */
function ranked(
  { axes, levels }: Plane,
  block: readonly ObservedTrial[],
  direction: Direction,
  of: Distribution,
): Float64Array[] {
  const ranks = block.map((trial) => rankOf(trial, direction));
  const order = block.map((_, i) => i).sort((a, b) => compareRanks(ranks[a], ranks[b]) || a - b);
  const given = { of, precision: levels.some((list) => list !== null) ? precisionOf(of) : new Float64Array() };
  return order.map((i) => {
    const point = new Float64Array(axes.length);
    const trial = block[i];
    if (trial === undefined) return point;
    encode(axes, trial.params, point);
    drawRaw(given, levels, point, randomStream(deriveSeed(trial.number, 'raw coordinates')));
    return point;
  });
}

function hasEnded({ n, sigma, covariance, spreads }: Distribution): boolean {
  let widest = 0;
  for (let j = 0; j < n; j++) widest = Math.max(widest, sigma * Math.sqrt(covariance[j * n + j] ?? 0));
  const longest = spreads.reduce((a, b) => Math.max(a, b), 0);
  const shortest = spreads.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return !(widest > arrived) || !(widest < 1e8) || longest > degenerate * shortest;
}

/** Of n dimensions, by default. */
export function defaultsFor(n: number): Options {
  return { sigma: 1 / 6, population: populationOf(n) };
}
