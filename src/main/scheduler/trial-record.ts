// A trial in the scheduler's memory: its row, its curve as search sees it, and how fast it trains.
import type { ObservedTrial } from '#main/search/search.ts';
import type { TrialRow } from '#main/store/store.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Observed extends Mutable<Omit<ObservedTrial, 'steps' | 'values'>> {
  readonly steps: number[];
  readonly values: number[];
}

export interface TrialRecord {
  /** As it is, or will be once the journal is written, in the store. Replaced by the roster, never changed. */
  row: TrialRow;
  /** The same trial in the history that samplers and pruners get; kept in step with `row`. */
  readonly observed: Observed;
  /** Measured epochs and the time they took, for the estimate of the end. */
  readonly pace: { epochs: number; ms: number };
  /** Resumed by hand after it was stopped: the pruner has had its say. */
  exempt: boolean;
}

export function createRecord(row: TrialRow): TrialRecord {
  const { number, state, params, value, lastEpoch, durationMs } = row;
  return {
    row,
    observed: { number, state, params, value, steps: [], values: [] },
    pace: { epochs: lastEpoch, ms: durationMs },
    exempt: false,
  };
}
