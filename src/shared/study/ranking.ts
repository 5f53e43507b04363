// Which trial is best. One rule for the scheduler's summary, the command line, the page and the export.
import type { Direction } from '../contract/common.ts';
import type { TrialState } from './trial-state.ts';

interface Ranked {
  readonly number: number;
  readonly state: TrialState;
  readonly value: number | null;
}

/**
 * Trials that have a finite value, best first, earlier number on ties. Complete trials only; when none is complete, the
 * stopped and paused ones (their value is real, but they did not have their whole budget).
 */
export function rankTrials<T extends Ranked>(trials: readonly T[], direction: Direction): T[] {
  const rated = trials.filter(isRated);
  const complete = rated.filter(({ state }) => state === 'complete');
  return (complete.length > 0 ? complete : rated).sort((a, b) => compare(a, b, direction));
}

/** The first of `rankTrials`, without ranking them all; null when no trial has a finite value. */
export function bestTrial<T extends Ranked>(trials: Iterable<T>, direction: Direction): T | null {
  let best: T | null = null;
  for (const trial of trials) best = betterOf(best, trial, direction);
  return best;
}

/** The better of the best so far and one more trial, by the rule of `rankTrials`. */
export function betterOf<T extends Ranked>(best: T | null, trial: T, direction: Direction): T | null {
  if (!isRated(trial)) return best;
  if (best === null) return trial;
  const isComplete = trial.state === 'complete';
  if (isComplete !== (best.state === 'complete')) return isComplete ? trial : best;
  return compare(trial, best, direction) < 0 ? trial : best;
}

/** Whether it takes part in a ranking at all: it has a finite value, and is complete, stopped or paused. */
export function isRated({ state, value }: Pick<Ranked, 'state' | 'value'>): boolean {
  const ranks = state === 'complete' || state === 'stopped' || state === 'paused';
  return ranks && value !== null && Number.isFinite(value);
}

function compare(a: Ranked, b: Ranked, direction: Direction): number {
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
  const complete = ranked.findIndex(([first]) => first?.state === 'complete');
  const index = complete >= 0 ? complete : ranked.findIndex((list) => list.length > 0);
  return ofStages[index] ?? ofStages[0] ?? [];
}
