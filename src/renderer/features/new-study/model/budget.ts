// How long a study will take, as a range, and how many trials fit into a time: made of measured epochs and of what is searched. Pure.
import type { EpochTimes } from '#shared/contract/epoch-times.ts';
import { deriveSeed, type RandomStream, randomStream } from '#shared/num/random.ts';
import { quantile } from '#shared/num/statistics.ts';
import { coursePoints, startOf, timedPoints } from './course-points.ts';
import { courseOf, type Kept, wholeTraining } from './early-stops.ts';
import type { JsonObject } from './json.ts';
import { samplerOf } from './sampler.ts';

/** One of the study's stages, or the whole of it. */
export interface BudgetPart {
  readonly trials: number;
  /** Of each trial; null: searched, so that the measured points say. */
  readonly epochs: number | null;
  /** Of the training rows. */
  readonly dataShare: number;
}

export interface Budget {
  readonly times: EpochTimes;
  /** The measured trials are those that the study will begin with. */
  readonly own: boolean;
  readonly parts: readonly BudgetPart[];
  /** Trainings of each trial, on seeds or folds. */
  readonly runs: number;
  /** Trials at once. */
  readonly lanes: number;
  /** Seconds after which the study ends by itself; null: it does not. */
  readonly limit: number | null;
  /** For its early stops. */
  readonly file: JsonObject;
}

/** Seconds. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

export interface Estimate {
  /** 8 in 10 courses end within. */
  readonly span: Span;
  /** The same without early stops; null where there are none. */
  readonly without: Span | null;
  /** Share of the time that early stops save, in the middle of all courses. */
  readonly saved: number;
  /** When each part has ended, from the start of the study; the last one is `span`. */
  readonly ends: readonly MiddleSpan[];
  /** Seconds from the start until the first epoch has been trained, in the middle of all courses. */
  readonly firstEpoch: number;
}

export interface MiddleSpan extends Span {
  readonly middle: number;
}

const courses = 200;
/** Where many numbers of trials are tried, so that a page need not wait for it. */
const searchCourses = 80;
/** More trials than this are drawn so often only, and scaled. */
const mostDrawn = 150;
/** Standard deviation of the logarithm of what an epoch takes in the end, on a machine that was steady while it was timed: load, warmth, memory. */
const steadyNoise = 0.12;
/** To start a worker's process, which trains one trial after the other. */
const workerSeconds = 0.35;
/** To be given out and begun, per training. */
const besideSeconds = 0.01;
/** To measure, tell and save it, per epoch, beside what its evaluations take. */
const besideEpochSeconds = 0.0006;
/** While a Gaussian process is fitted to what is known and asked for the next trial, a worker waits for it. */
const thinkingSeconds = 0.025;
const fitsProcess: ReadonlySet<string> = new Set(['auto', 'gp', 'bayes-opt']);

/** null while nothing could be measured. */
export function estimateOf(budget: Budget): Estimate | null {
  if (timedPoints(budget.times).length === 0) return null;
  const drawn = coursesOf(budget, true, courses);
  const ends = budget.parts.map((_, part) =>
    spanOf(
      drawn.map((course) => course.ends[part] ?? 0),
      budget.limit,
    ),
  );
  const stopped = wholeSpan(drawn, budget.limit);
  const through = wholeSpan(coursesOf(budget, false, courses), budget.limit);
  const saves = stopped.middle < through.middle * 0.995;
  return {
    span: { low: stopped.low, high: stopped.high },
    without: saves ? { low: through.low, high: through.high } : null,
    saved: saves ? 1 - stopped.middle / through.middle : 0,
    ends,
    firstEpoch: spanOf(
      drawn.map((course) => course.firstEpoch),
      budget.limit,
    ).middle,
  };
}

/** Trials that end within `seconds`: `sure` in 9 of 10 courses, `likely` in 1 of 10; of stages, all together, in the same proportion. */
export function trialsWithin(budget: Budget, seconds: number): { sure: number; likely: number } | null {
  if (timedPoints(budget.times).length === 0) return null;
  const endless = { ...budget, limit: null };
  const most = (end: 'low' | 'high') => {
    const fits = (trials: number) =>
      wholeSpan(coursesOf(withTrials(endless, trials), true, searchCourses), null)[end] <= seconds;
    let [from, to] = [0, 1];
    while (to <= mostTrials && fits(to)) [from, to] = [to, to * 2];
    while (to - from > Math.max(1, from / 200)) {
      const middle = Math.floor((from + to) / 2);
      if (fits(middle)) from = middle;
      else to = middle;
    }
    return Math.min(mostTrials, from);
  };
  const sure = roundDown(most('high'));
  return { sure, likely: Math.max(sure, roundDown(most('low'))) };
}

/** To two digits: more would say what nobody knows. */
function roundDown(trials: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, trials))) - 1);
  return unit * Math.floor(trials / unit);
}

export const mostTrials = 100_000;

export function withTrials(budget: Budget, trials: number): Budget {
  const before = budget.parts.reduce((sum, part) => sum + part.trials, 0);
  const parts = budget.parts.map((part) => ({ ...part, trials: Math.max(1, (trials * part.trials) / before) }));
  return { ...budget, parts: parts.length === 1 ? parts.map((part) => ({ ...part, trials })) : parts };
}

/** Measured seconds of an epoch: of the usual point, and from the fastest to the slowest point that was measured. */
export function epochSpan(times: EpochTimes): { usual: number; low: number; high: number } | null {
  const seconds = times.points.flatMap(({ secondsPerEpoch }) => secondsPerEpoch ?? []);
  const [usual] = times.points.flatMap(({ point, secondsPerEpoch }) =>
    point === 'default' ? (secondsPerEpoch ?? []) : [],
  );
  if (seconds.length === 0) return null;
  return { usual: usual ?? (seconds[0] as number), low: Math.min(...seconds), high: Math.max(...seconds) };
}

/** Epochs of the study in relation to what is fixed now, to choose from: a quarter, half, as it is, twice. */
export function epochChoices(epochs: number): number[] {
  return [...new Set([0.25, 0.5, 1, 2].map((factor) => Math.max(1, Math.round(epochs * factor))))];
}

/** From the tenth to the ninetieth percentile of the courses, and never beyond `limit`. */
function spanOf(seconds: readonly number[], limit: number | null): MiddleSpan {
  const held = (at: number) => (limit === null ? at : Math.min(limit, at));
  const sorted = [...seconds].sort((a, b) => a - b);
  return { low: held(quantile(sorted, 0.1)), high: held(quantile(sorted, 0.9)), middle: held(quantile(sorted, 0.5)) };
}

function wholeSpan(drawn: readonly Course[], limit: number | null): MiddleSpan {
  return spanOf(
    drawn.map(({ ends }) => ends.at(-1) ?? 0),
    limit,
  );
}

interface Course {
  /** Seconds from the start until each part has ended. */
  readonly ends: readonly number[];
  readonly firstEpoch: number;
}

function coursesOf(budget: Budget, stops: boolean, count: number): Course[] {
  return Array.from({ length: count }, (_, course) => courseOfStudy(budget, stops, course));
}

/** One course of the study: which points it draws how often, what is stopped, and who trains what. */
function courseOfStudy({ times, own, parts, runs, lanes, file }: Budget, stops: boolean, course: number): Course {
  const random = randomStream(deriveSeed(1, course));
  const points = coursePoints(times, file, own && parts.length === 1, random);
  const pace = Math.exp(noiseOf(times) * random.normal());
  const crowd = lanes / speedupOf(times, lanes, random);
  const rowsOf = ({ dataShare }: BudgetPart) => dataShare / times.dataShare;
  const usual = timedPoints(times)[0]?.epochs ?? 1;
  const thinksFrom = fitsProcess.has(samplerOf(file)) ? (startOf(file) ?? 0) : Number.POSITIVE_INFINITY;
  let sum = workerSeconds;
  let begun = 0;
  const ends = parts.map((part) => {
    const kept: Kept = stops ? courseOf(file, part.epochs ?? usual, random) : () => wholeTraining;
    const rows = rowsOf(part);
    const one = (trial: number) => {
      const number = begun + trial;
      const point = points(number);
      if (point === undefined) return 0;
      const whole = (point.seconds * rows + besideEpochSeconds) * (part.epochs ?? point.epochs);
      const { share, starts } = kept(random);
      const thinking = number >= thinksFrom ? thinkingSeconds : 0;
      return thinking + runs * (starts * (besideSeconds + point.open) + whole * share);
    };
    sum += makespan(part.trials, lanes, one);
    begun += Math.ceil(part.trials);
    return sum * pace * crowd;
  });
  const [first] = parts;
  const point = points(0);
  const epoch =
    first === undefined || point === undefined ? 0 : besideSeconds + point.open + point.seconds * rowsOf(first);
  return { ends, firstEpoch: (workerSeconds + epoch) * pace * crowd };
}

/** Trials go to the lane that is free first. */
function makespan(trials: number, lanes: number, one: (trial: number) => number): number {
  const drawn = Math.min(Math.ceil(trials), mostDrawn);
  const free = new Float64Array(Math.max(1, Math.min(lanes, drawn)));
  for (let trial = 0; trial < drawn; trial++) {
    let first = 0;
    for (let lane = 1; lane < free.length; lane++) if ((free[lane] ?? 0) < (free[first] ?? 0)) first = lane;
    free[first] = (free[first] ?? 0) + one(trial);
  }
  const end = Math.max(...free);
  if (drawn >= trials) return end;
  return end + (free.reduce((sum, time) => sum + time, 0) / free.length) * (trials / drawn - 1);
}

/** What changed within seconds will change again: one difference of two draws estimates their spread, by 1/√2. */
function noiseOf({ drift }: EpochTimes): number {
  return Math.hypot(steadyNoise, drift === null ? 0 : Math.abs(Math.log(drift)) / Math.SQRT2);
}

/** What `lanes` trials do together. Other numbers than the measured one lie on the line to one alone; not measured: anything between. */
function speedupOf({ processes, speedup }: EpochTimes, lanes: number, random: RandomStream): number {
  if (lanes <= 1) return 1;
  if (speedup === null || processes <= 1) return 1 + random.uniform() * (lanes - 1);
  return lanes >= processes ? speedup : 1 + ((speedup - 1) * (lanes - 1)) / (processes - 1);
}
