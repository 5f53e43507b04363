// The study's history: every result in the order in which trials ended, and the best up to there.
import type { Reason } from '#shared/contract/common.ts';
import { note } from '#shared/study/analysis-text.ts';
import { isWhole } from '#shared/study/ranking.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import { type AnalysedHistory, type AnalysedTrial, hasResult, withoutNote } from './fitting-trials.ts';

export interface EndedTrial extends AnalysedTrial {
  /** Milliseconds since 1970; null where nobody knows: by its number then. */
  readonly endedAt: number | null;
  readonly reason?: string | null;
}

export interface BestSoFar {
  /** Numbers of the ended trials with a result, in the order in which they ended. */
  readonly trials: Int32Array;
  readonly results: Float64Array;
  /** Best result of a complete trial up to there; of a stopped one while none is complete, as the study's best (ranking.ts). */
  readonly best: Float64Array;
  /** Trials that were the best when they ended. */
  readonly improvements: readonly number[];
  readonly notes: readonly Reason[];
}

export function bestSoFar({
  direction,
  trials,
}: Omit<AnalysedHistory, 'trials'> & { readonly trials: readonly EndedTrial[] }): BestSoFar {
  const ended = trials.filter(({ state }) => isTerminal(state));
  const order = ended.filter(hasResult).sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0) || a.number - b.number);
  const isBetter = (a: number, b: number) => (direction === 'maximize' ? a > b : a < b);
  const best = new Float64Array(order.length);
  const improvements: number[] = [];
  let leader: { value: number; complete: boolean } | null = null;
  for (const [i, trial] of order.entries()) {
    const { number, value } = trial;
    const candidate = { value, complete: isWhole(trial) };
    const leads =
      leader === null ||
      (candidate.complete === leader.complete ? isBetter(candidate.value, leader.value) : candidate.complete);
    if (leads) {
      leader = candidate;
      improvements.push(number);
    }
    best[i] = leader?.value ?? candidate.value;
  }
  const notes: Reason[] = [];
  if (order.length === 0) notes.push(note('note.no-result'));
  const lost = ended.length - order.length;
  if (lost > 0) notes.push(withoutNote(lost));
  return {
    trials: Int32Array.from(order, ({ number }) => number),
    results: Float64Array.from(order, ({ value }) => value),
    best,
    improvements,
    notes,
  };
}
