// What the study file can say and this version does not run yet. Each as a sentence that tells what there is instead.
import type { Problem } from '../contract/common.ts';
import { error } from './fields.ts';
import type { StudyFile } from './study-schema.ts';

const availableSamplers = ['auto', 'random', 'grid', 'sobol', 'tpe', 'gp', 'hyperopt-tpe'] as const;
const availablePruners = ['none', 'median', 'percentile', 'patient', 'threshold'] as const;

/** Errors only; empty for a study that can run. */
export function unsupportedYet(file: StudyFile): Problem[] {
  const { data, search, stages, runner, objective } = file;
  const problems: Problem[] = [];
  const refuse = (path: string, message: string) => problems.push(error(path, message));

  if (runner.kind === 'command') {
    refuse('runner.kind', 'This version trains with its own program only; leave out "runner".');
  }
  if (data?.validation?.folds !== undefined) {
    refuse(
      'data.validation.folds',
      'This version validates on one part of the rows; use "fraction", "path" or "column".',
    );
  }
  if (Array.isArray(objective) && objective.length > 1) {
    refuse('objective', 'This version optimises one objective; give a single one.');
  }
  refuseSearch(search, 'search', refuse);
  for (const [i, stage] of (stages ?? []).entries()) refuseSearch(stage, `stages[${i}]`, refuse);
  return problems;
}

/** Of the study, or of one of its stages. */
function refuseSearch(
  { sampler, pruner, repeats }: Partial<Pick<StudyFile['search'], 'sampler' | 'pruner' | 'repeats'>>,
  at: string,
  refuse: (path: string, message: string) => void,
): void {
  if (sampler && !isOneOf(availableSamplers, sampler.kind)) {
    refuse(
      `${at}.sampler.kind`,
      `The sampler "${sampler.kind}" is not in this version; use ${listed(availableSamplers)}.`,
    );
  }
  const pruners = Array.isArray(pruner) ? pruner : pruner ? [pruner] : [];
  pruners.forEach(({ kind }, i) => {
    if (isOneOf(availablePruners, kind)) return;
    const where = Array.isArray(pruner) ? `${at}.pruner[${i}].kind` : `${at}.pruner.kind`;
    refuse(where, `The pruner "${kind}" is not in this version; use ${listed(availablePruners)}.`);
  });
  if (repeats !== undefined && repeats > 1) {
    refuse(`${at}.repeats`, 'This version trains each configuration once; set "repeats" to 1 or leave it out.');
  }
}

function isOneOf(list: readonly string[], value: string): boolean {
  return list.includes(value);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
