// Stop rules of a study that cannot work with its objective.
import type { Problem } from '../contract/common.ts';
import { error } from './fields.ts';
import { hasStandardError } from './metric-error.ts';
import type { StudyFile } from './study-schema.ts';

/** The regret bound is held against an error, which can be estimated of Vernier's own validation metrics only. */
export function checkStop({
  search,
  runner,
  objective,
}: Pick<StudyFile, 'search' | 'runner' | 'objective'>): Problem[] {
  const rule = search.stop.regretBound;
  if (rule === null || rule.error !== 'auto') return [];
  const metric = [objective ?? []].flat()[0]?.metric;
  if (runner.kind === 'builtin' && (metric === undefined || hasStandardError(metric))) return [];
  const why =
    runner.kind !== 'builtin' ? 'a program of your own measures it' : `"${metric}" is not of the validation part`;
  return [
    error(
      'search.stop.regretBound.error',
      `The error that the regret bound is held against cannot be estimated: ${why}. Give "error" as a number: how far "${metric}" may be off by chance.`,
    ),
  ];
}
