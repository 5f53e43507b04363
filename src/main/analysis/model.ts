// A study's results as a forest, with notes on how far to trust it.
import type { Reason } from '#shared/contract/common.ts';
import { many, note } from '#shared/study/analysis-text.ts';
import type { Space } from '#shared/study/space.ts';
import { type AnalysedHistory, fittingTrials } from './fitting-trials.ts';
import { type Forest, growForest } from './forest/forest.ts';
import { type Standardised, standardised } from './standardised.ts';

export interface Model {
  readonly space: Space;
  /** Trials that it was grown on. */
  readonly used: number;
  readonly results: Standardised;
  /** Null while nothing can be learned: fewer than two trials, or equal results. */
  readonly forest: Forest | null;
  readonly notes: readonly Reason[];
}

/** Below so many trials a share is a guess. */
export const fewTrials = 10;
/** Below this share of variance explained, a forest is no better than its mean for what people ask of it. */
const leastExplained = 0.3;

/** Equal arguments give equal models. */
export function modelOf(space: Space, { trials }: AnalysedHistory, seed = 0): Model {
  const fitting = fittingTrials(space, trials);
  const used = fitting.trials.length;
  const results = standardised(fitting.trials.map(({ value }) => value));
  const points = fitting.trials.map(({ params }) => params);
  const forest = results.varied && space.dimensions.length > 0 ? growForest(space, points, results.values, seed) : null;
  const notes = [...fitting.notes];
  if (results.clipped > 0) notes.push(clippedNote(results));
  if (space.dimensions.length === 0) notes.push(note('note.nothing-searched'));
  else if (used < 2) notes.push(tooFew(used));
  else if (!results.varied) notes.push(note('note.equal-results', { used }));
  else if (used < fewTrials) notes.push(fewNote(used));
  const explained = forest?.explained ?? null;
  if (used >= fewTrials && explained !== null && explained < leastExplained) {
    const share = Math.max(0, Math.round(explained * 100));
    notes.push(note('note.weak-model', { share }));
  }
  return { space, used, results, forest, notes };
}

export function tooFew(used: number): Reason {
  return note(used === 1 ? 'note.one-complete' : 'note.no-complete');
}

export function fewNote(used: number): Reason {
  return note('note.few-trials', { used, enough: fewTrials });
}

function clippedNote({ clipped, fence: [low, high] }: Standardised): Reason {
  return note('note.clipped', { ...many(clipped), low: short(low), high: short(high) });
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
