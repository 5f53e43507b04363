// Which trials of a stage a proposal rests on, and whether they are better than the others at all. Pure.
import type { Direction } from '#shared/contract/common.ts';
import { median } from '#shared/num/statistics.ts';
import type { ObservedTrial } from '../search.ts';

export interface Ranked {
  /** `keepBest` of them, and those that are exactly as good as the last of these: between them the order is one of numbers. */
  readonly best: readonly ObservedTrial[];
  /** Complete trials with a value, best first. */
  readonly complete: readonly ObservedTrial[];
  /** The complete ones, then those that were stopped: the further they came the better, then by their value. */
  readonly valued: readonly ObservedTrial[];
  /** All that were tried to an end: those with a value, then the others. Failed ones say nothing. */
  readonly tried: readonly ObservedTrial[];
}

export function rankStage(trials: readonly ObservedTrial[], direction: Direction, keepBest: number): Ranked {
  const sign = direction === 'maximize' ? -1 : 1;
  const complete = trials
    .filter(({ state, value }) => state === 'complete' && value !== null)
    .sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)) || a.number - b.number);
  const reached = ({ steps }: ObservedTrial) => steps.at(-1) ?? 0;
  const stopped = trials
    .filter(({ state, value }) => state === 'stopped' && value !== null)
    .sort((a, b) => reached(b) - reached(a) || sign * ((a.value ?? 0) - (b.value ?? 0)) || a.number - b.number);
  const valued = [...complete, ...stopped];
  const last = complete[keepBest - 1];
  const best = valued.filter((trial, i) => i < keepBest || (trial.state === 'complete' && trial.value === last?.value));
  const worse = trials.filter(({ state, value }) => state === 'diverged' || (state === 'stopped' && value === null));
  return { best, complete, valued, tried: [...valued, ...worse] };
}

/**
 * Selection alone sets the best of equally good trials apart from the rest by about 1.4 standard deviations of the noise (6 of 40): less
 * than this many say nothing.
 */
const clearDeviations = 2;

/** What the best are ahead of the others by, when that is no more than noise; null when they are clearly ahead, or noise is not known. */
export function tiedBy({ best, complete }: Ranked, noise: number): { best: number; others: number } | null {
  const others = complete.slice(best.length).map(({ value }) => value ?? 0);
  if (others.length === 0 || best.length === 0) return null;
  const medians = { best: median(best.map(({ value }) => value ?? 0)), others: median(others) };
  const tied = Math.abs(medians.best - medians.others) <= clearDeviations * noise;
  return tied ? medians : null;
}
