// The study file's rule "regretBound" with the error that it is held against: the one that the user gives, or what the size of the
// validation part says.
import type { PreparedStudy, RunsError } from '#main/scheduler/index.ts';
import type { RegretBounds } from '#main/search-thread/client.ts';
import { AppError } from '#shared/errors.ts';
import { roundSignificant } from '#shared/num/scales.ts';
import type { Objective } from '#shared/study/build-space.ts';
import { standardError } from '#shared/study/metric-error.ts';
import type { StudyFile } from '#shared/study/study-file.ts';

type Rule = NonNullable<StudyFile['search']['stop']['regretBound']>;

export function regretRule(
  { error: given, minTrials }: Rule,
  { metric }: Objective,
  validationRows: number,
  bounds: RegretBounds,
): NonNullable<PreparedStudy['regret']> {
  return {
    minTrials,
    bounds,
    errorOf(value, runs) {
      if (given !== 'auto') return { error: given, why: `the error of ${given} that the study allows` };
      const rows = standardError(metric, value, validationRows);
      // The study was checked.
      if (rows === null) throw new AppError('internal', `The error of "${metric}" cannot be estimated.`);
      const error = combined(rows, runs);
      const shown = `${roundSignificant(value, 4)} ± ${roundSignificant(error, 2)}`;
      const over = runs === null || runs.runs < 2 ? '' : ` over ${runs.runs} runs`;
      return { error, why: `how well the best value is known: ${shown}${over} on ${validationRows} validation rows` };
    },
  };
}

/**
 * What the validation rows leave open and what the seeds do are independent, so their squares add; more runs on the same rows make the second
 * smaller and not the first. Runs on folds have other rows each: their scatter holds both.
 */
function combined(rows: number, runs: RunsError | null): number {
  if (runs === null) return rows;
  return runs.folds > 1 ? runs.error : Math.hypot(rows, runs.error);
}
