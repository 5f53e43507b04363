// How good a space is: the share of its trials that reach a result (Radosavovic et al. 2019, "On Network Design Spaces").
import type { Reason } from '#shared/contract/common.ts';
import { note } from '#shared/study/analysis-text.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import { type AnalysedHistory, hasResult, stoppedNote, withoutNote } from './fitting-trials.ts';

export interface Distribution {
  /** Results, rising and different. */
  readonly results: Float64Array;
  /** Share of the trials whose result is at most that; the last one is 1. */
  readonly shares: Float64Array;
  /** Complete trials with a finite result. */
  readonly used: number;
  readonly notes: readonly Reason[];
}

/** The empirical distribution function of the complete trials' results; empty without any. */
export function distributionOf({ trials }: AnalysedHistory): Distribution {
  const results = trials.filter((trial) => trial.state === 'complete').filter(hasResult);
  const sorted = Float64Array.from(results, ({ value }) => value).sort();
  const used = sorted.length;
  const isLast = (i: number) => sorted[i] !== sorted[i + 1];
  const stopped = trials.filter(({ state }) => state === 'stopped').length;
  const lost = trials.filter((trial) => isTerminal(trial.state)).length - used - stopped;
  const notes: Reason[] = [];
  if (used === 0) notes.push(note('note.none-complete'));
  if (lost > 0) notes.push(withoutNote(lost));
  if (stopped > 0) notes.push(stoppedNote(stopped));
  return {
    results: sorted.filter((_, i) => isLast(i)),
    shares: Float64Array.from(Array.from(sorted.keys()).filter(isLast), (i) => (i + 1) / used),
    used,
    notes,
  };
}
