// The honest ranking of a study's configurations, as the host answers it.
import { z } from 'zod';
import { reason, trialNumber } from './common.ts';

const interval = z.object({ low: z.number(), high: z.number() });

/**
 * Where the error of a mean comes from. own: the configuration's own runs; pooled: those of its neighbours in the ranking too; folds: its
 * folds, corrected for overlapping training parts; rows: one run, and the number of validation rows.
 */
const errorSource = z.enum(['own', 'pooled', 'folds', 'rows']).nullable();

const row = z.object({
  /** The first trial of the configuration, and all of its trials. */
  trial: trialNumber,
  trials: z.array(trialNumber),
  /** Those tied with one another share places. */
  rank: z.object({ from: z.int(), to: z.int() }),
  /** Over `runs` runs: the fresh ones where it was trained again, else all. */
  mean: z.number(),
  runs: z.int(),
  fresh: z.boolean(),
  /** 95 %; null where nothing tells how much chance there is. */
  interval: interval.nullable(),
  error: errorSource,
  /** Whether it cannot be told from the leader, or is the leader and another one cannot be told from it. */
  tied: z.boolean(),
  /** That its expected value is the best of all; null where nothing tells how much chance there is. */
  probabilityBest: z.number().nullable(),
});

/**
 * How much too good the leader's value is because it was the best of many: `observed` as the search saw it, `corrected` what to expect of
 * it, `bias` their difference, positive where it was too good. Both null where nothing tells how much chance there is.
 */
const winnersCurse = z.object({
  observed: z.number(),
  corrected: z.number().nullable(),
  bias: z.number().nullable(),
  method: z.enum(['fresh-runs', 'shrinkage', 'none']),
  why: z.string(),
});
export type WinnersCurse = z.infer<typeof winnersCurse>;

/** `error`: that of the leader. */
export const ranking = z.object({
  rows: z.array(row),
  error: errorSource,
  winnersCurse: winnersCurse.nullable(),
  sentence: z.string(),
  notes: z.array(reason),
});
export type RankingAnswer = z.infer<typeof ranking>;

/** What the best configuration says of it: its interval, the trials that cannot be told from it, and how lucky it was. */
export interface RankingOfBest {
  readonly mean: number;
  readonly runs: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly tiedWith: readonly number[];
  readonly winnersCurse: WinnersCurse | null;
}
