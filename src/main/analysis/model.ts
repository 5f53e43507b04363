// A study's results as a forest, with sentences about how far to trust it.
import type { Space } from '#shared/study/space.ts';
import { type AnalysedHistory, counted, fittingTrials } from './fitting-trials.ts';
import { type Forest, growForest } from './forest/forest.ts';
import { type Standardised, standardised } from './standardised.ts';

export interface Model {
  readonly space: Space;
  /** Trials that it was grown on. */
  readonly used: number;
  readonly results: Standardised;
  /** Null while nothing can be learned: fewer than two trials, or equal results. */
  readonly forest: Forest | null;
  readonly notes: readonly string[];
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
  if (space.dimensions.length === 0) notes.push(nothingSearched);
  else if (used < 2) notes.push(tooFew(used));
  else if (!results.varied) notes.push(`All ${used} results are equal, so that nothing tells the settings apart.`);
  else if (used < fewTrials) notes.push(`Only ${used} complete trials: read this with care below ${fewTrials}.`);
  const explained = forest?.explained ?? null;
  if (used >= fewTrials && explained !== null && explained < leastExplained) {
    const share = Math.max(0, Math.round(explained * 100));
    notes.push(
      `The model explains ${share} % of the variance of trials it has not seen: chance, or too few trials, decides much here.`,
    );
  }
  return { space, used, results, forest, notes };
}

export const nothingSearched = 'This study searches no setting.';

export function tooFew(used: number): string {
  return `This needs at least 2 complete trials with a result, and there ${used === 1 ? 'is 1' : 'is none'}.`;
}

function clippedNote({ clipped, fence: [low, high] }: Standardised): string {
  const count = clipped === 1 ? '1 result lies' : `${counted(clipped, 'result')} lie`;
  const verb = clipped === 1 ? 'counts' : 'count';
  return `${count} far outside the others and ${verb} as the nearest of ${short(low)} and ${short(high)}.`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
