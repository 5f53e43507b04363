// A study that runs, with another version of its space.
import type { StudyRow, TrialRow } from '#main/store/store.ts';
import type { PreparedStudy } from '../prepared.ts';
import { withCarried } from '../stages/entering.ts';
import type { TrialRecord } from '../trial-record.ts';

/** A version of a study's space that is about to be in force. */
export interface SpaceEdit {
  /** The stage that it is of; null: of the study. */
  readonly stage: string | null;
  /**
   * What of the study's row it changes. `from`: the first trial that is drawn from it; `redrawn`: earlier ones that wait, which the
   * sampler draws anew.
   */
  change(from: number, redrawn: readonly number[]): Partial<Pick<StudyRow, 'overrides' | 'stages'>>;
  /** Whether a trial that the sampler drew, and nobody has begun, is no trial of it. */
  isOutdated(trial: TrialRow): boolean;
  /** For the study's log. */
  readonly message: string;
}

/**
 * `before` with what `fresh` says of search: the space and all that is derived from it. What trials train on stays. `records`: of all
 * stages. `from`: the first trial that is drawn from it.
 */
export function revisedStudy(
  before: PreparedStudy,
  fresh: PreparedStudy,
  { records, from }: { readonly records: readonly TrialRecord[]; readonly from: number },
): PreparedStudy {
  const all = records.toSorted((a, b) => a.row.number - b.row.number);
  const { entering } = withCarried(fresh, all);
  const { regret: _, ...rest } = before;
  const { stage, warm, carried, space, sampler, search, regret, baselines, enqueue, complete, resolve } = entering;
  const edited = { pointsTried: 0, ...entering.edited, from };
  return {
    ...{ ...rest, stage, warm, carried, space, edited, sampler, search, baselines, enqueue, complete, resolve },
    ...(regret && { regret }),
  };
}
