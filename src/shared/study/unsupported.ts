// What the study file can say and this version does not run yet. Each as a sentence that tells what there is instead.
import type { Problem } from '../contract/common.ts';
import { error } from './fields.ts';
import type { StudyFile } from './study-schema.ts';

/** Errors only; empty for a study that can run. */
export function unsupportedYet(file: StudyFile): Problem[] {
  const { data, search, stages = [] } = file;
  const problems: Problem[] = [];
  const refuse = (path: string, message: string) => problems.push(error(path, message));

  if (data?.validation?.folds !== undefined) {
    refuse(
      'data.validation.folds',
      'This version validates on one part of the rows; use "fraction", "path" or "column".',
    );
  }
  const repeats = [
    { at: 'search.repeats', count: search.repeats },
    ...stages.map((stage, i) => ({ at: `stages[${i}].repeats`, count: stage.repeats ?? 1 })),
  ];
  for (const { at, count } of repeats) {
    if (count > 1) refuse(at, 'This version trains each configuration once; set "repeats" to 1 or leave it out.');
  }
  return problems;
}
