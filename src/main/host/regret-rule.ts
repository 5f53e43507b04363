// The study file's rule "regretBound" with the error that it is held against: the one that the user gives, or what the size of the
// validation part says.
import type { PreparedStudy } from '#main/scheduler/index.ts';
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
    errorOf(value) {
      if (given !== 'auto') return { error: given, why: `the error of ${given} that the study allows` };
      const error = standardError(metric, value, validationRows);
      // The study was checked.
      if (error === null) throw new AppError('internal', `The error of "${metric}" cannot be estimated.`);
      const shown = `${roundSignificant(value, 4)} ± ${roundSignificant(error, 2)}`;
      return { error, why: `how well the best value is known: ${shown} on ${validationRows} validation rows` };
    },
  };
}
