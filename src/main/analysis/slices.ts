// Every result over each setting: what a slice plot draws.
import type { Reason } from '#shared/contract/common.ts';
import { note } from '#shared/study/analysis-text.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import { type AnalysedHistory, hasResult, withoutNote } from './fitting-trials.ts';

export interface Slice {
  readonly name: string;
  /** Ended trials with a result where the setting is active, in the order of their numbers. */
  readonly trials: Int32Array;
  readonly results: Float64Array;
  /** Ended trials without a result where the setting is active: they belong on the picture's edge. */
  readonly without: Int32Array;
}

export interface Slices {
  readonly slices: readonly Slice[];
  readonly notes: readonly Reason[];
}

/** Of the named settings, in that order. What a trial's setting was stands with the trial; one of another space is simply not active. */
export function slicesOf({ trials }: AnalysedHistory, names: readonly string[]): Slices {
  const ended = trials.filter(({ state }) => isTerminal(state));
  const slices = names.map((name) => {
    const active = ended.filter(({ params }) => params[name] !== undefined);
    const withResult = active.filter(hasResult);
    const without = active.filter((trial) => !hasResult(trial));
    return {
      name,
      trials: Int32Array.from(withResult, ({ number }) => number),
      results: Float64Array.from(withResult, ({ value }) => value),
      without: Int32Array.from(without, ({ number }) => number),
    };
  });
  const lost = ended.filter((trial) => !hasResult(trial)).length;
  const notes: Reason[] = [];
  if (ended.length === lost) notes.push(note('note.no-result'));
  if (lost > 0) notes.push(withoutNote(lost));
  return { slices, notes };
}
