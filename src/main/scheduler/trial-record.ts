// A trial in the scheduler's memory: its row, its curve as search sees it, and how fast it trains.
import type { ObservedTrial } from '#main/search/search.ts';
import type { TrialRow } from '#main/store/store.ts';
import { errorOfRuns } from '#shared/study/run-noise.ts';
import { completeValues, epochsTrained, meanObjectives, spreadOf } from '#shared/study/training-run.ts';
import { waitsAtRung } from './rung-reason.ts';

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
  /** Epoch up to which the pruner has had its say; infinite for a trial resumed by hand after it was stopped, and one on fresh seeds. */
  judgedTo: number;
}

/** Of a trial that was interrupted, the word on its last epoch may not have been carried out: the pruner is asked again. */
export function createRecord(row: TrialRow): TrialRecord {
  const { number, params, durationMs } = row;
  return {
    row,
    observed: { number, params, plannedEpochs: row.epochs, steps: [], values: [], ...standingOf(row) },
    pace: { epochs: epochsTrained(row), ms: durationMs },
    judgedTo: judgedTo(row),
  };
}

/** One that trains a configuration again is there for its value: it is never pruned. */
function judgedTo({ state, rerunOf, lastEpoch }: TrialRow): number {
  if (rerunOf !== null) return Number.POSITIVE_INFINITY;
  return state === 'queued' || state === 'running' ? lastEpoch - 1 : lastEpoch;
}

/** What of a trial changes in the history of search. One that waits at a rung has ended as far as anyone can tell yet. */
export function standingOf(
  row: TrialRow,
): Pick<Observed, 'state' | 'value' | 'waits' | 'objectives' | 'runs' | 'spread'> {
  const waits = waitsAtRung(row);
  const standing = { state: waits ? ('stopped' as const) : row.state, value: row.value, waits };
  if (row.runs.length === 0) return standing;
  const own = spreadOf(row.runs);
  const spread = own === null ? undefined : (errorOfRuns(row.runs, { variance: own.sd ** 2 }) ?? undefined);
  return { ...standing, objectives: meanObjectives(row.runs), runs: completeValues(row.runs).length, spread };
}
