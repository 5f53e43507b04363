// Which measured configurations one course of a study trains, and how often. Pure.
import type { EpochTimes } from '#shared/contract/epoch-times.ts';
import type { RandomStream } from '#shared/num/random.ts';
import { startUpTrials } from '#shared/study/search-schema.ts';
import { getIn, type JsonObject } from './json.ts';
import { samplerOf } from './sampler.ts';

export interface TimedPoint {
  /** Of an epoch. */
  readonly seconds: number;
  /** Before the first epoch. */
  readonly open: number;
  readonly epochs: number;
}

/** Share of trials that a sampler that learns spends where it has found what is good; the others are spread. */
const focused = 0.85;
/** In how many courses that is at the slow end: the largest networks, the smallest batches, the most epochs. */
const slowest = 0.5;
/** How wide that is, as a share of the order of all measured points by their time: from hardly more than one point to a fifth of the space. */
const [narrowest, widest] = [0.02, 0.2];

/** Those that stand for the space: the study's first trials, as far as they could be timed; without any, the usual point. */
export function timedPoints({ points }: EpochTimes): TimedPoint[] {
  const trials = timedTrials(points).filter((point) => point !== null);
  return trials.length > 0 ? trials : points.flatMap((point) => timed(point) ?? []);
}

/** In the order of the trials; null: could not be timed. */
function timedTrials(points: EpochTimes['points']): (TimedPoint | null)[] {
  return points.filter(({ point }) => point === 'trial').map(timed);
}

function timed({ secondsPerEpoch, openSeconds, epochs }: EpochTimes['points'][number]): TimedPoint | null {
  return secondsPerEpoch === null ? null : { seconds: secondsPerEpoch, open: openSeconds ?? 0, epochs };
}

/**
 * The points that one course trains, by the number of the trial from 0. `own`: the measured trials are those of the study, so that its first
 * ones are known. What comes after them is drawn by weights of the Bayesian bootstrap (Rubin 1981). A sampler that learns comes back to what
 * is good, of which nothing is known yet: in half of the courses to what takes longest, because larger networks, smaller batches and more epochs
 * are better more often than not, else to anything. The constants were set on studies that were trained (docs/budget.md).
 */
export function coursePoints(
  times: EpochTimes,
  file: JsonObject,
  own: boolean,
  random: RandomStream,
): (trial: number) => TimedPoint | undefined {
  const points = timedPoints(times);
  const first = own ? timedTrials(times.points) : [];
  const even = points.map(() => -Math.log(1 - random.uniform()));
  const learnsFrom = startOf(file);
  const all = learnsFrom === null ? points : [...points, ...slowCorner(times, points)];
  const focus = learnsFrom === null ? even : focusOf(all, random);
  return (trial) => {
    const known = learnsFrom === null || trial < learnsFrom ? first[trial] : null;
    if (known) return known;
    const learnt = learnsFrom !== null && trial >= learnsFrom && random.uniform() < focused;
    return all[random.weighted(learnt ? focus : even)] ?? points[0];
  };
}

/** Trials before a sampler that learns begins to; null: it never does. */
export function startOf(file: JsonObject): number | null {
  const kind = samplerOf(file);
  if (!(kind in startUpTrials)) return null;
  const given = getIn(file, ['search', 'sampler', 'nStartupTrials']);
  return typeof given === 'number' ? given : startUpTrials[kind as keyof typeof startUpTrials];
}

/** The largest configuration, where it is slower than all trials: a sampler that prefers large ones ends at the bound, which even draws do not meet. */
function slowCorner({ points }: EpochTimes, trials: readonly TimedPoint[]): TimedPoint[] {
  const largest = points.filter(({ point }) => point === 'largest').flatMap((point) => timed(point) ?? []);
  return largest.filter((point) => trials.every((trial) => wholeOf(trial) < wholeOf(point)));
}

function focusOf(points: readonly TimedPoint[], random: RandomStream): number[] {
  const order = points.map((_, i) => i).sort((a, b) => wholeOf(points[a]) - wholeOf(points[b]));
  const centre = random.uniform() < slowest ? 1 : random.uniform();
  const width = narrowest + (widest - narrowest) * random.uniform();
  const focus = points.map(() => -Math.log(1 - random.uniform()));
  for (const [place, i] of order.entries()) {
    const apart = ((place + 0.5) / order.length - centre) / width;
    focus[i] = (focus[i] ?? 0) * Math.exp(-(apart ** 2) / 2);
  }
  return focus;
}

function wholeOf(point: TimedPoint | undefined): number {
  return point === undefined ? 0 : point.open + point.seconds * point.epochs;
}
