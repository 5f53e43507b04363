// The ranking of trials as the store has them. Pure.
import type { Direction } from '#shared/contract/common.ts';
import type { RankingAnswer } from '#shared/contract/ranking.ts';
import { standardError } from '#shared/study/metric-error.ts';
import type { TrainingRun } from '#shared/study/training-run.ts';
import type { RankedTrial } from './configurations.ts';
import { rankingOf } from './ranking.ts';

export type StoredTrial = Omit<RankedTrial, 'runs'> & { readonly runs: readonly TrainingRun[] };

export interface Measure {
  readonly metric: string;
  readonly direction: Direction;
  /** Rows of the validation part; null where nobody knows. */
  readonly validationRows: number | null;
}

/** Of one stage. Of a trial's runs those count that are complete and were trained on as much as any. */
export function rankingOfTrials(
  { metric, direction, validationRows }: Measure,
  trials: readonly StoredTrial[],
): RankingAnswer {
  const largest = trials.reduce((most, { runs }) => runs.reduce((share, run) => Math.max(share, run.share), most), 0);
  const ranked = trials.map((trial) => ({
    ...trial,
    runs: trial.runs.flatMap(({ state, share, value, seed, fold }) =>
      state === 'complete' && share === largest && value !== null ? [{ seed, fold, value }] : [],
    ),
  }));
  const rowsError = (value: number) => (validationRows === null ? null : standardError(metric, value, validationRows));
  return rankingOf({ direction, trials: ranked, rowsError });
}
