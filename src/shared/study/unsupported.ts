// What the study file can say and this version does not run yet. Each as a sentence that tells what there is instead.
import type { Problem } from '../contract/common.ts';
import { error } from './fields.ts';
import type { StudyFile } from './study-schema.ts';

/** Errors only; empty for a study that can run. */
export function unsupportedYet({ data }: StudyFile): Problem[] {
  const problems: Problem[] = [];
  if (data?.validation?.folds !== undefined) {
    problems.push(
      error(
        'data.validation.folds',
        'This version validates on one part of the rows; use "fraction", "path" or "column".',
      ),
    );
  }
  return problems;
}
