// Accepting the ranges of a stage that waits, as proposed or changed.
import { waitsForAnswer } from '#main/scheduler/index.ts';
import type { StageRow, StudyRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { suggestion } from '#shared/settings/index.ts';
import { buildSpace } from '#shared/study/build-space.ts';
import { checkStudy, hasError } from '#shared/study/check-study.ts';
import { isRange, type SettingEntry } from '#shared/study/ranges.ts';
import { unreachable } from '#shared/study/reachable.ts';
import type { SamplerSpec } from '#shared/study/search-schema.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { storedFactsOf, toDataFacts } from '../data-facts.ts';
import { definitionOf, invalidStudy, readDefinition } from '../definition.ts';
import { overridesOf, type StoredOverrides } from '../overrides.ts';
import { fileOfStage, proposedRanges, stageOrFail, stageRows } from './stage-study.ts';

/** What takes the place of what the study file says of the stage. */
export interface OwnNumbers {
  readonly trials?: number | undefined;
  readonly epochs?: number | undefined;
  /** Share of the training rows. */
  readonly fraction?: number | undefined;
  readonly sampler?: SamplerSpec['kind'] | undefined;
}

/**
 * All stages, with the ranges of the one that waits settled, and its own numbers where they are others. Throws AppError: `not_found` for a stage that the study has not, `conflict` when
 * it does not wait, `invalid` for a setting that its parent does not search or a range that no trial could have.
 */
export function acceptStage(
  row: StudyRow,
  name: string,
  changes: Readonly<Record<string, SettingEntry>>,
  own: OwnNumbers = {},
): Partial<Pick<StudyRow, 'stages' | 'overrides'>> {
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
  const settled: StageRow = {
    ...waiting,
    ...{ ranges, dropped: [...new Set([...gone, ...unused])], trials: own.trials ?? waiting.trials },
    // Other rows are other data: they are looked at when it begins.
    facts: own.fraction === undefined ? waiting.facts : null,
  };
  const stages = rows.map((one) => (one === waiting ? settled : one));
  const overrides = withNumbers(row, file, name, own);
  const next = overrides === null ? file : readDefinition(row.file, overrides).file;
  const problems = checkStudy(fileOfStage(next, stages, name), dataFacts);
  if (hasError(problems)) throw invalidStudy(problems);
  return { stages, ...(overrides && { overrides: { ...overrides } }) };
}

/** Null where nothing is said. */
function withNumbers(row: StudyRow, file: StudyFile, name: string, own: OwnNumbers): StoredOverrides | null {
  const { trials, epochs, fraction, sampler } = own;
  if (Object.values(own).every((value) => value === undefined)) return null;
  const stages = (file.stages ?? []).map((spec) => {
    if (spec.name !== name) return { ...spec };
    const subset = { ...(spec.subset ?? file.data?.subset), fraction, rows: undefined };
    return {
      ...spec,
      ...(trials !== undefined && { trials }),
      ...(epochs !== undefined && { settings: { ...spec.settings, 'training.epochs': epochs } }),
      ...(fraction !== undefined && { subset }),
      // Its options stay where the kind does.
      ...(sampler !== undefined &&
        (spec.sampler ?? file.search.sampler).kind !== sampler && { sampler: { kind: sampler } }),
    };
  });
  const kept = Object.entries({ ...overridesOf(row), stages }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept);
}
