// The distribution that a history has led to: its trials in blocks, one generation each.
import type { Direction } from '#shared/contract/common.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import { encode } from '../../gp/axes.ts';
import type { History, ObservedTrial } from '../../search.ts';
import { compareRanks, rankOf } from '../tpe/split.ts';
import { type Distribution, learn, startAt } from './distribution.ts';
import { keepMargin } from './margin.ts';
import type { Plane } from './plane.ts';
import { populationOf } from './rates.ts';
import { drawRaw, precisionOf } from './raw.ts';

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
 *
 * The function that is returned goes on from the last history it saw, where the new one begins with the same ended trials.
 */
export function replayOf(plane: Plane, options: Options): (history: History) => Run {
  const n = plane.axes.length;
  const begin = (): Position => ({
    run: {
      distribution: startAt(new Float64Array(n).fill(0.5), options.sigma),
      population: options.population,
      restarts: 0,
    },
    equal: 0,
    from: 0,
  });
  /** After blocks of ended trials only, which change no more. */
  let settled = begin();
  let seen: { readonly trials: readonly ObservedTrial[]; readonly direction: Direction } | null = null;

  return ({ trials, direction }) => {
    if (seen?.direction !== direction || !beginsAlike(seen.trials, trials)) settled = begin();
    while (isFull(settled, trials) && blockOf(settled, trials).every(({ state }) => isTerminal(state))) {
      settled = next(settled, blockOf(settled, trials), direction);
    }
    seen = { trials: trials.slice(0, settled.from), direction };
    let position = settled;
    if (isFull(position, trials)) position = structuredClone(position);
    while (isFull(position, trials)) position = next(position, blockOf(position, trials), direction);
    return position.run;
  };

  /** Changes the distribution of `position` in place. */
  function next({ run, equal, from }: Position, block: readonly ObservedTrial[], direction: Direction): Position {
    const { distribution, population, restarts } = run;
    const ended = block.filter(({ state }) => isTerminal(state));
    const to = from + population;
    const [first] = ended;
    if (first === undefined || ended.length < 2) return { run, equal, from: to };
    learn(distribution, ranked(plane, ended, direction, distribution));
    keepMargin(distribution, plane.levels, 1 / (n * population));
    const stale = ended.every(({ value }) => value === first.value) ? equal + 1 : 0;
    if (!hasEnded(distribution) && stale < 10 + Math.ceil((30 * n) / population))
      return { run, equal: stale, from: to };
    const random = randomStream(deriveSeed(to, JSON.stringify(first.params)));
    const mean = Float64Array.from({ length: n }, () => random.uniform());
    const again = { distribution: startAt(mean, options.sigma), population: 2 * population, restarts: restarts + 1 };
    return { run: again, equal: 0, from: to };
  }
}

interface Position {
  readonly run: Run;
  /** Generations in a row whose values were all equal. */
  readonly equal: number;
  /** Trials that have been replayed. */
  readonly from: number;
}

function isFull({ run, from }: Position, trials: readonly ObservedTrial[]): boolean {
  return from + run.population <= trials.length;
}

function blockOf({ run, from }: Position, trials: readonly ObservedTrial[]): readonly ObservedTrial[] {
  return trials.slice(from, from + run.population);
}

function beginsAlike(begin: readonly ObservedTrial[], trials: readonly ObservedTrial[]): boolean {
  return begin.every((trial, i) => {
    const now = trials[i];
    return (
      trial === now ||
      (trial.number === now?.number &&
        trial.params === now.params &&
        trial.state === now.state &&
        trial.value === now.value &&
        trial.values === now.values)
    );
  });
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
