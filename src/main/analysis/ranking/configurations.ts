// Trials of one configuration come together: a trial, what was trained again of it on fresh seeds, and trials of the same params. Pure.
import { mean } from '#shared/num/statistics.ts';
import { isRated, isWhole } from '#shared/study/ranking.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import type { Params } from '#shared/study/values.ts';

/** One training from scratch to its end. */
export interface Run {
  readonly seed: number;
  /** Which fold it was validated on, from 1; null without folds. */
  readonly fold: number | null;
  readonly value: number;
}

export interface RankedTrial {
  readonly number: number;
  readonly state: TrialState;
  readonly reason?: string | null;
  readonly params: Params;
  readonly value: number | null;
  readonly seed: number;
  /** Number of the trial whose configuration it trains again on fresh seeds. */
  readonly rerunOf: number | null;
  /** Those that are complete; empty for a trial of one run, whose value is `value`. */
  readonly runs: readonly Run[];
}

/** A value with what it is one of: a run, or with folds the mean of the runs on one fold. */
export interface Observation {
  readonly fold: number | null;
  readonly value: number;
}

export interface Configuration {
  /** Number of its first trial. */
  readonly trial: number;
  /** Numbers of all its trials that have a value, rising. */
  readonly trials: readonly number[];
  /** How many runs `mean` is over. */
  readonly runs: number;
  /** What it is judged by: the fresh runs where there are any, which nothing was chosen by; else all. */
  readonly observations: readonly Observation[];
  /** Of `observations`. */
  readonly mean: number;
  /** All that is known of it: of the search's runs and the fresh ones. */
  readonly whole: readonly Observation[];
  /** What the search saw of it: the mean of its runs that are no reruns; null where none of these has a value. */
  readonly searched: number | null;
  /** Whether it was trained again on fresh seeds, to the end. */
  readonly fresh: boolean;
}

/**
 * Of the trials that rank (complete ones; while none is complete, stopped and paused ones), in the order of their first trials. Runs with
 * the same seed and fold are one: they show nothing of how much chance there is.
 */
export function configurationsOf(trials: readonly RankedTrial[]): Configuration[] {
  const rated = trials.filter(isRated);
  const complete = rated.filter(isWhole);
  const byNumber = new Map(trials.map((trial) => [trial.number, trial]));
  const groups = Map.groupBy(complete.length > 0 ? complete : rated, (trial) => keyOf(trial, byNumber));
  return [...groups.values()].map(together).sort((a, b) => a.trial - b.trial);
}

function keyOf({ params, rerunOf }: RankedTrial, byNumber: ReadonlyMap<number, RankedTrial>): string {
  const original = rerunOf === null ? undefined : byNumber.get(rerunOf);
  return JSON.stringify(Object.entries(original?.params ?? params).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function together(trials: readonly RankedTrial[]): Configuration {
  const searched = runsOf(trials.filter(({ rerunOf }) => rerunOf === null));
  const fresh = runsOf(trials.filter(({ rerunOf }) => rerunOf !== null));
  const used = fresh.length > 0 ? fresh : searched;
  const numbers = trials.map(({ number, rerunOf }) => rerunOf ?? number);
  const observations = observationsOf(used);
  return {
    trial: Math.min(...numbers),
    trials: trials.map(({ number }) => number).sort((a, b) => a - b),
    runs: used.length,
    observations,
    mean: centerOf(observations),
    whole: observationsOf([...searched, ...fresh]),
    searched: searched.length === 0 ? null : centerOf(observationsOf(searched)),
    fresh: fresh.length > 0,
  };
}

function runsOf(trials: readonly RankedTrial[]): Run[] {
  const known = new Map<string, Run>();
  for (const { runs, seed, value } of trials) {
    const own = runs.length > 0 ? runs : [{ seed, fold: null, value: value ?? Number.NaN }];
    for (const run of own) {
      if (Number.isFinite(run.value)) known.set(`${run.seed} ${run.fold}`, run);
    }
  }
  return [...known.values()];
}

/** The mean, to the last digit where all are equal. */
export function centerOf(observations: readonly Observation[]): number {
  const [first] = observations;
  if (first !== undefined && observations.every(({ value }) => value === first.value)) return first.value;
  return mean(observations.map(({ value }) => value));
}

/** With folds one per fold: repeats on a fold share its training part, and are no further look at how parts differ. */
function observationsOf(runs: readonly Run[]): Observation[] {
  if (runs.some(({ fold }) => fold === null)) return runs.map(({ value }) => ({ fold: null, value }));
  const byFold = Map.groupBy(runs, ({ fold }) => fold);
  return [...byFold.entries()]
    .map(([fold, own]) => ({ fold, value: mean(own.map(({ value }) => value)) }))
    .sort((a, b) => (a.fold ?? 0) - (b.fold ?? 0));
}
