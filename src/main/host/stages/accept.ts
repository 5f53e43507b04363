// Accepting the ranges of a stage that waits, as proposed or changed.
import { waitsForAnswer } from '#main/scheduler/index.ts';
import type { StageRow, StudyRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { suggestion } from '#shared/settings/index.ts';
import { buildSpace } from '#shared/study/build-space.ts';
import { checkStudy, hasError } from '#shared/study/check-study.ts';
import { isRange, type SettingEntry } from '#shared/study/ranges.ts';
import { unreachable } from '#shared/study/reachable.ts';
import { storedFactsOf, toDataFacts } from '../data-facts.ts';
import { definitionOf, invalidStudy } from '../definition.ts';
import { fileOfStage, proposedRanges, stageOrFail, stageRows } from './stage-study.ts';

/**
 * All stages, with the ranges of the one that waits settled. Throws AppError: `not_found` for a stage that the study has not, `conflict` when
 * it does not wait, `invalid` for a setting that its parent does not search or a range that no trial could have.
 */
export function acceptStage(
  row: StudyRow,
  name: string,
  changes: Readonly<Record<string, SettingEntry>>,
): readonly StageRow[] {
  const { file } = definitionOf(row);
  const { narrow } = stageOrFail(file, name);
  const rows = stageRows(file, row);
  const waiting = rows.find((one) => one.name === name);
  if (waiting?.proposal == null || narrow === undefined || !waitsForAnswer(waiting)) {
    throw new AppError(
      'conflict',
      `Stage "${name}" does not wait to be accepted; it is ${waiting?.state ?? 'unknown'}.`,
    );
  }
  const proposed = new Map(waiting.proposal.settings.map((one) => [one.setting, one]));
  const { ranges, dropped } = proposedRanges(waiting.proposal);
  for (const [key, entry] of Object.entries(changes)) {
    const parent = proposed.get(key);
    if (parent === undefined) {
      const known = suggestion(key, [...proposed.keys()]);
      throw new AppError('invalid', `ranges.${key}: Stage "${narrow.from}" does not search "${key}"; ${known}`);
    }
    if (parent.outcome === 'given') {
      throw new AppError('invalid', `ranges.${key}: The study file says what stage "${name}" takes for "${key}".`);
    }
    const when = isRange(parent.parent) ? parent.parent.when : undefined;
    ranges[key] = isRange(entry) && when !== undefined ? { ...entry, when } : entry;
  }
  const facts = storedFactsOf(waiting.facts);
  const dataFacts = facts && toDataFacts(facts);
  const parentSpace = buildSpace(fileOfStage(file, rows, narrow.from), dataFacts);
  const gone = dropped.filter((key) => !(key in changes));
  const unused = [...unreachable(parentSpace, ranges, gone).keys()].filter((key) => !(key in changes));
  for (const key of unused) delete ranges[key];
  const settled = { ...waiting, ranges, dropped: [...new Set([...gone, ...unused])] };
  const stages = rows.map((one) => (one === waiting ? settled : one));
  const problems = checkStudy(fileOfStage(file, stages, name), dataFacts);
  if (hasError(problems)) throw invalidStudy(problems);
  return stages;
}
