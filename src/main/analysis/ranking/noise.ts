// How far apart the runs of one configuration lie, and what that makes of the mean of a few of them. Pure.
import { mean } from '#shared/num/statistics.ts';
import { overlapFactor } from '#shared/study/run-noise.ts';
import type { Configuration, Observation } from './configurations.ts';

/** A variance with its degrees of freedom. */
export interface Variance {
  readonly value: number;
  readonly df: number;
}

export interface Noise {
  /** Number of folds; null without. */
  readonly folds: number | null;
  /**
   * Variance of one run around the mean of its configuration, for the one at this place of the ranking (from 0); with folds, the same for
   * all, of one fold's value around its configuration's mean, the folds' own levels (which all configurations share) taken out. Null: no
   * configuration was trained twice.
   */
  pooledAt(place: number): Variance | null;
  /** Standard error that a value has because the validation part has so many rows; null where it is not known. */
  rowsError(value: number): number | null;
}

/** A configuration and its place in the ranking, from 0. */
export interface Placed {
  readonly configuration: Configuration;
  readonly place: number;
}

/** Of the mean of a configuration. */
export interface MeanError extends Variance {
  /** own: from its own runs; pooled: from those of others too; folds: from its folds; rows: from the number of validation rows. */
  readonly from: 'own' | 'pooled' | 'folds' | 'rows';
}

/** From this many runs on a configuration's own variance is used: before, pooling gives more than it takes (t has 4 degrees then). */
export const enoughRuns = 5;
/** Degrees of freedom for which variances are pooled: the estimate of a standard deviation is then good to a sixth. */
const enoughFreedom = 20;

/**
 * `ranked`: best first. Variances are pooled over those neighbours in the ranking that were trained several times, as many as it takes: the
 * usual within-group mean square, sum of (x - mean)² / sum of (n - 1), over a stretch instead of all, because configurations that are far
 * apart seldom scatter alike (near its ceiling an accuracy hardly does, a diverging loss widely).
 */
export function noiseOf(ranked: readonly Configuration[], rowsError: Noise['rowsError']): Noise {
  const folds = foldsOf(ranked);
  if (folds === null) return { folds, pooledAt: pooledRuns(ranked), rowsError };
  const pooled = pooledFolds(ranked.filter(({ observations }) => observations.length > 1));
  return { folds, pooledAt: () => pooled, rowsError };
}

function foldsOf(ranked: readonly Configuration[]): number | null {
  let folds = 0;
  for (const { observations } of ranked) for (const { fold } of observations) folds = Math.max(folds, fold ?? 0);
  return folds > 1 ? folds : null;
}

function pooledRuns(ranked: readonly Configuration[]): Noise['pooledAt'] {
  const repeated = ranked.flatMap(({ observations, mean: center }, place) =>
    observations.length < 2
      ? []
      : [{ place, squares: squaresAround(observations, center), df: observations.length - 1 }],
  );
  if (repeated.length === 0) return () => null;
  /** Of the first so many of `repeated`. */
  const sums = [{ squares: 0, df: 0 }];
  for (const { squares, df } of repeated) {
    const last = sums.at(-1) ?? { squares: 0, df: 0 };
    sums.push({ squares: last.squares + squares, df: last.df + df });
  }
  const at = ranked.map((_, place) => around(place, repeated, sums));
  return (place) => at[place] ?? null;
}

/** Over as many of `repeated` around a place as have enough degrees of freedom together. `sums`: of the first so many. */
function around(
  place: number,
  repeated: readonly { readonly place: number }[],
  sums: readonly { readonly squares: number; readonly df: number }[],
): Variance {
  let from = lowerBound(repeated, place);
  let to = from;
  const over = (part: 'squares' | 'df') => (sums[to]?.[part] ?? 0) - (sums[from]?.[part] ?? 0);
  const distance = (index: number) => Math.abs((repeated[index]?.place ?? Number.POSITIVE_INFINITY) - place);
  while (over('df') < enoughFreedom && (from > 0 || to < repeated.length)) {
    if (distance(to) <= distance(from - 1)) to++;
    else from--;
  }
  return { value: Math.max(0, over('squares')) / over('df'), df: over('df') };
}

/** Index of the first one at `place` or after it. */
function lowerBound(repeated: readonly { readonly place: number }[], place: number): number {
  let low = 0;
  let high = repeated.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((repeated[middle]?.place ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two-way layout without interaction: mean square of what configuration and fold leave, (m - 1)(k - 1) degrees of freedom. */
function pooledFolds(repeated: readonly Configuration[]): Variance | null {
  const [first] = repeated;
  if (first === undefined) return null;
  const key = ({ observations }: Configuration) => observations.map(({ fold }) => fold).join(' ');
  const freedom = first.observations.length - 1;
  const alike = repeated.filter((one) => key(one) === key(first));
  const used = alike.slice(0, Math.ceil(enoughFreedom / freedom) + 1);
  if (used.length < 2) return null;
  const levels = first.observations.map((_, j) =>
    mean(used.map((one) => (one.observations[j]?.value ?? 0) - one.mean)),
  );
  let squares = 0;
  for (const one of used) {
    for (const [j, { value }] of one.observations.entries()) squares += (value - one.mean - (levels[j] ?? 0)) ** 2;
  }
  const df = (used.length - 1) * freedom;
  return { value: squares / df, df };
}

/**
 * Squared standard error of a configuration's mean, as an estimate of what further runs come to; null where nothing tells. Of n independent
 * runs variance / n. Of k folds variance · (1/k + 1/(k - 1)): their training parts overlap, and 1/(k - 1) is the ratio of validation to
 * training rows (Nadeau and Bengio 2003, "Inference for the generalization error", section 3; the correlation taken as the validation share).
 */
export function meanError({ configuration, place }: Placed, noise: Noise): MeanError | null {
  const { observations, mean: center } = configuration;
  const n = observations.length;
  const own = () => squaresAround(observations, center) / (n - 1);
  if (noise.folds !== null && n > 1) {
    return { value: own() * overlapFactor(n, noise.folds), df: n - 1, from: 'folds' };
  }
  if (n >= enoughRuns) return { value: own() / n, df: n - 1, from: 'own' };
  const pooled = noise.folds === null ? noise.pooledAt(place) : null;
  if (pooled !== null) return { value: pooled.value / n, df: pooled.df, from: 'pooled' };
  const error = noise.rowsError(center);
  return error === null ? null : { value: error * error, df: Number.POSITIVE_INFINITY, from: 'rows' };
}

/** As `meanError`, for what matters between configurations: with folds without the folds' shared levels. */
export function rankingError(one: Placed, noise: Noise): Variance | null {
  const n = one.configuration.observations.length;
  const pooled = noise.folds === null ? null : noise.pooledAt(one.place);
  if (noise.folds === null || pooled === null) return meanError(one, noise);
  return { value: pooled.value * overlapFactor(n, noise.folds), df: pooled.df };
}

function squaresAround(observations: readonly Observation[], center: number): number {
  let squares = 0;
  for (const { value } of observations) squares += (value - center) ** 2;
  return squares;
}
