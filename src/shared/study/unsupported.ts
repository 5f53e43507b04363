// What the study file can say and this version does not run yet. Each as a sentence that tells what there is instead.
import type { Problem } from '../contract/common.ts';
import { error } from './fields.ts';
import type { StudyFile } from './study-schema.ts';

/** Errors only; empty for a study that can run. */
export function unsupportedYet({ search, stages = [] }: StudyFile): Problem[] {
  const problems: Problem[] = [];
  const repeated = [
    ['search', search.repeats],
    ...stages.map(({ repeats }, i) => [`stages[${i}]`, repeats ?? 1] as const),
  ] as const;
  for (const [at, repeats] of repeated) {
    if (repeats <= 1) continue;
    problems.push(
      error(`${at}.repeats`, 'This version trains each configuration once; set "repeats" to 1 or leave it out.'),
    );
  }
  return problems;
}
