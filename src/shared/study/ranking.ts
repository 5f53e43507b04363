// Which trial is best. One rule for the scheduler's summary, the command line, the page and the export.
import type { Direction } from '../contract/common.ts';
import { type Continuation, wasComplete } from './continuation.ts';
import type { TrialState } from './trial-state.ts';

interface Ranked {
  readonly number: number;
  readonly state: TrialState;
  readonly value: number | null;
  /** Of a trial that has ended; "target": the study had reached its target. */
  readonly reason?: string | null;
  /** Number of the trial whose configuration it trains again on fresh seeds, and in how many runs. */
  readonly rerunOf?: number | null;
  readonly plannedRuns?: number;
  /** Where it had rested and went on: one that was complete once keeps its place while it trains on. */
  readonly continued?: readonly Continuation[];
}

/**
 * Trials that have a finite value, best first, earlier number on ties. Complete trials only, and those that the study's target ended: one of
 * them is why the study ended. When there is none of these, the
 * stopped and paused ones (their value is real, but they did not have their whole budget). As soon as configurations were trained again on
 * fresh seeds the first one is the best of these by the mean of their fresh runs, by which nothing was chosen before; trials that trained
 * another one again stand for it, and are left out.
 */
export function rankTrials<T extends Ranked>(trials: readonly T[], direction: Direction): T[] {
  const rated = trials.filter(isRated);
  const complete = rated.filter(isWhole);
  const counted = complete.length > 0 ? complete : rated;
  const fresh = freshMeans(counted);
  if (fresh.size === 0) return counted.sort((a, b) => compare(a, b, direction));
  const numbers = new Set(counted.map(({ number }) => number));
  const ranked = counted
    .filter(({ rerunOf }) => rerunOf == null || !numbers.has(rerunOf))
    .map((trial) => ({ trial, number: trial.number, value: fresh.get(trial.number) ?? trial.value }))
    .sort((a, b) => compare(a, b, direction))
    .map(({ trial }) => trial);
  const leader = ranked.find(({ number }) => fresh.has(number));
  return leader === undefined ? ranked : [leader, ...ranked.filter((trial) => trial !== leader)];
}

/** By the number of the first trial: the mean over all fresh runs of its configuration. */
function freshMeans(trials: readonly Ranked[]): ReadonlyMap<number, number> {
  const sums = new Map<number, { sum: number; runs: number }>();
  for (const { rerunOf, plannedRuns: runs = 1, value } of trials) {
    if (rerunOf == null || value === null) continue;
    const before = sums.get(rerunOf) ?? { sum: 0, runs: 0 };
    sums.set(rerunOf, { sum: before.sum + runs * value, runs: before.runs + runs });
  }
  return new Map([...sums].map(([number, { sum, runs }]) => [number, sum / runs]));
}

/** The first of `rankTrials`, without ranking them all where none was trained again; null when no trial has a finite value. */
export function bestTrial<T extends Ranked>(trials: readonly T[], direction: Direction): T | null {
  if (trials.some(({ rerunOf }) => rerunOf != null)) return rankTrials(trials, direction)[0] ?? null;
  let best: T | null = null;
  for (const trial of trials) best = betterOf(best, trial, direction);
  return best;
}

/** The better of the best so far and one more trial, by the rule of `rankTrials` where none was trained again. */
export function betterOf<T extends Ranked>(best: T | null, trial: T, direction: Direction): T | null {
  if (!isRated(trial)) return best;
  if (best === null) return trial;
  const isComplete = isWhole(trial);
  if (isComplete !== isWhole(best)) return isComplete ? trial : best;
  return compare(trial, best, direction) < 0 ? trial : best;
}

/** Whether its value stands beside those of whole trainings. */
export function isWhole({ state, reason, continued }: Pick<Ranked, 'state' | 'reason' | 'continued'>): boolean {
  return state === 'complete' || (state === 'stopped' && reason === 'target') || trainsOn({ state, continued });
}

/** Complete once, it goes on for more epochs, or waits to. */
function trainsOn({ state, continued = [] }: Pick<Ranked, 'state' | 'continued'>): boolean {
  return (state === 'queued' || state === 'running' || state === 'paused') && wasComplete(continued);
}

/** Whether it takes part in a ranking at all: it has a finite value, and is complete, stopped or paused, or was complete and trains on. */
export function isRated({ state, value, continued }: Pick<Ranked, 'state' | 'value' | 'continued'>): boolean {
  const ranks = state === 'complete' || state === 'stopped' || state === 'paused' || trainsOn({ state, continued });
  return ranks && value !== null && Number.isFinite(value);
}

function compare(
  a: Pick<Ranked, 'number' | 'value'>,
  b: Pick<Ranked, 'number' | 'value'>,
  direction: Direction,
): number {
  const sign = direction === 'maximize' ? -1 : 1;
  return sign * ((a.value ?? 0) - (b.value ?? 0)) || a.number - b.number;
}

/**
 * The trials that count for the best of a study: those of the last stage that has a complete trial with a value; when none has, of the last
 * one with any value. Values of different stages are not comparable. `stages`: names in their order; a study without stages has none.
 */
export function decisiveTrials<T extends Ranked & { readonly stage: string | null }>(
  stages: readonly string[],
  trials: readonly T[],
  direction: Direction,
): readonly T[] {
  if (stages.length === 0) return trials;
  const ofStages = stages.toReversed().map((name) => trials.filter(({ stage }) => stage === name));
  const ranked = ofStages.map((own) => rankTrials(own, direction));
  const complete = ranked.findIndex(([first]) => first !== undefined && isWhole(first));
  const index = complete >= 0 ? complete : ranked.findIndex((list) => list.length > 0);
  return ofStages[index] ?? ofStages[0] ?? [];
}
