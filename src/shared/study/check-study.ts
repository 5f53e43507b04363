// Everything that can be wrong with a study whose form is right. With facts about the data it finds a little more.
import type { Problem } from '../contract/common.ts';
import { applies, type DataFacts, familyRefusal, findSetting } from '../settings/index.ts';
import { checkBaselines } from './baselines.ts';
import { checkCommand } from './check-command.ts';
import { checkConstraints, checkSatisfiable } from './check-constraints.ts';
import { checkEnqueued } from './check-enqueue.ts';
import { checkObjective } from './check-objective.ts';
import { checkPruning } from './check-pruning.ts';
import { checkRepeats } from './check-repeats.ts';
import { checkSettings } from './check-settings.ts';
import { checkSeveral } from './check-several.ts';
import { checkStages } from './check-stages.ts';
import { checkStop } from './check-stop.ts';
import { describeCondition } from './condition.ts';
import { error } from './fields.ts';
import { fixedValues, planSpace } from './plan-space.ts';
import { isRange } from './ranges.ts';
import type { StudyFile } from './study-schema.ts';
import { warning } from './warning.ts';

/** Errors and warnings, in the order of the file. Later checks that need sound settings wait until these are sound. */
export function checkStudy(file: StudyFile, facts: DataFacts | null = null): Problem[] {
  return file.stages ? checkStages(file, facts, checkOne) : checkOne(file, facts);
}

function checkOne(file: StudyFile, facts: DataFacts | null): Problem[] {
  const problems: Problem[] = [];
  const builtin = file.runner.kind === 'builtin';
  if (builtin && file.data === undefined) {
    problems.push(error('data', 'The study has no "data"; add for example { "source": "sample", "name": "digits" }.'));
  }
  if (builtin) problems.push(...checkSettings(file.settings));
  if (builtin && facts !== null) problems.push(...checkFamily(file, facts));
  problems.push(...checkCommand(file), ...checkPruning(file), ...checkObjective(file, facts));
  problems.push(...checkSeveral(file), ...checkStop(file), ...checkRepeats(file));
  if (hasError(problems)) return problems;

  const plan = planSpace(file, facts);
  problems.push(...plan.problems, ...unusedFixed(file, facts), ...checkConstraints(file, plan.space));
  if (hasError(problems)) return problems;

  problems.push(
    ...checkBaselines(file, plan.space, facts),
    ...checkEnqueued(file, plan.space),
    ...checkSatisfiable(file, plan.space),
  );
  return problems;
}

export function hasError(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

/** A family that cannot read the data would fail in every trial that has it. */
function checkFamily({ settings }: StudyFile, { kind }: DataFacts): Problem[] {
  const at = 'settings.model.family';
  const entry = settings['model.family'];
  const refused = (value: unknown, path: string) => {
    const refusal = familyRefusal(value, kind);
    return refusal === null ? [] : [error(path, refusal)];
  };
  if (!isRange(entry)) return refused(entry, at);
  return entry.type === 'categorical'
    ? entry.choices.flatMap((choice, i) => refused(choice, `${at}.choices[${i}]`))
    : [];
}

/** A fixed value that the model or the optimiser does not look at is legal, and worth a word. */
function unusedFixed(file: StudyFile, facts: DataFacts | null): Problem[] {
  if (file.runner.kind !== 'builtin') return [];
  const fixed = fixedValues(file, facts);
  return Object.entries(file.settings).flatMap(([key, entry]) => {
    const setting = findSetting(key);
    if (!setting || isRange(entry) || key in fixed) return [];
    const decided = Object.keys(setting.when ?? {}).every((target) => target in fixed);
    if (!decided || applies(setting, { settings: fixed, facts })) return [];
    const path = `settings.${key}`;
    if (!setting.when) return [warning(path, 'warning.unused-here', { setting: key })];
    return [warning(path, 'warning.unused-setting', { setting: key, when: describeCondition(setting.when) })];
  });
}
