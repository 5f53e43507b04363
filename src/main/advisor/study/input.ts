// What the rules on a study are told: one stage of it, or a study without stages, as plain values.

import type { Verdict } from '#shared/contract/advice.ts';
import type { Direction } from '#shared/contract/common.ts';
import type { Space } from '#shared/study/space.ts';
import type { TrainingRun } from '#shared/study/training-run.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import type { Params, ResolvedSettings } from '#shared/study/values.ts';

export interface StudyTrial {
  readonly number: number;
  readonly state: TrialState;
  readonly params: Params;
  readonly value: number | null;
  readonly bestEpoch: number | null;
  /** Planned, of each run. */
  readonly epochs: number;
  readonly runs: readonly TrainingRun[];
  /** Number of the trial whose configuration it trains again on fresh seeds. */
  readonly rerunOf: number | null;
  /** even: drawn at random or spread evenly; model: chosen by what the trials before had shown; given: by a person. */
  readonly origin: 'even' | 'model' | 'given';
  /** Null where its curve was not judged. */
  readonly verdict: Verdict | null;
}

/** How the trials on a part of the data rank beside those on all of it (analysis/subset-trust.ts). */
export interface Trust {
  /** The part, of the training rows. */
  readonly share: number;
  /** Configurations with a result on both. */
  readonly pairs: number;
  /** Spearman's rho with its 95 % interval. */
  readonly rho: number;
  readonly low: number;
  readonly high: number;
  /** Whether it ranks well enough to choose by. */
  readonly verdict: 'yes' | 'no' | 'unknown';
  /** Numbers of the trials on the part. */
  readonly trials: readonly number[];
}

export interface StudyInput {
  readonly space: Space;
  /** Of the first objective, as direction and pick. */
  readonly metric: string;
  readonly direction: Direction;
  readonly pick: 'best' | 'last';
  readonly objectives: number;
  readonly trials: readonly StudyTrial[];
  /** Every setting of the best trial; empty where there is none. */
  readonly bestSettings: ResolvedSettings;
  /** Whether settings are those of the registry; a program of the user's own has its own ones. */
  readonly builtin: boolean;
  /** Rows of the validation part, with folds of all of them together; null where nobody knows. */
  readonly validationRows: number | null;
  /** How the validation part is chosen: a share of the rows, folds, or both null where the user's data say it. */
  readonly validation: { readonly fraction: number | null; readonly folds: number | null };
  readonly repeats: number;
  /** Share of the training rows that is used; null where nobody knows or it cannot be raised. */
  readonly subsetFraction: number | null;
  /** Null while no configuration was trained on part and whole. */
  readonly trust: Trust | null;
}
