// The stages of a stored study: how they stand, and each of them as a study of its own. Reads only.
import { stageNow } from '#main/scheduler/index.ts';
import type { StageRow, StudyRow } from '#main/store/store.ts';
import type { StageProposal } from '#shared/contract/stages.ts';
import { AppError } from '#shared/errors.ts';
import { suggestion } from '#shared/settings/index.ts';
import type { SettingEntry } from '#shared/study/ranges.ts';
import { type StageRanges, stageFile } from '#shared/study/stage-file.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import type { StageSpec } from '#shared/study/study-schema.ts';
import { definitionOf } from '../definition.ts';

/** The study of one stage, and where the stage stands among the others. Null stage: a study without stages. */
export interface StudyOfStage {
  readonly file: StudyFile;
  readonly rows: readonly StageRow[];
  readonly stage: { readonly row: StageRow; readonly spec: StageSpec } | null;
}

/** `name`: another stage than the one that the study is in. */
export function studyOfStage(file: StudyFile, row: Pick<StudyRow, 'stages'>, name?: string | null): StudyOfStage {
  const rows = stageRows(file, row);
  const own = name == null ? stageNow(rows) : rows.find((one) => one.name === name);
  const spec = own && specOf(file, own.name);
  if (own === undefined || spec === undefined) return { file, rows, stage: null };
  return { file: fileOfStage(file, rows, own.name), rows, stage: { row: own, spec } };
}

/** Stages as they are stored, and their numbers of trials as the file has them now. */
export function stageRows(file: StudyFile, { stages }: Pick<StudyRow, 'stages'>): StageRow[] {
  const stored = new Map(stages?.map((stage) => [stage.name, stage]));
  return (file.stages ?? []).map(({ name, trials }): StageRow => {
    const nothing = { reason: null, proposal: null, ranges: null, dropped: [], startedAt: null, endedAt: null };
    return { ...(stored.get(name) ?? { name, state: 'waiting', ...nothing, facts: null }), trials };
  });
}

export function fileOfStage(file: StudyFile, rows: readonly StageRow[], name: string): StudyFile {
  return stageFile(file, name, (stage) => rangesOf(rows.find((row) => row.name === stage)));
}

/** Settled ranges, else the proposed ones, else null. */
export function rangesOf(row: StageRow | undefined): StageRanges | null {
  if (row?.ranges) return { ranges: row.ranges, dropped: row.dropped };
  return row?.proposal ? proposedRanges(row.proposal) : null;
}

export function proposedRanges({ settings }: StageProposal): {
  ranges: Record<string, SettingEntry>;
  dropped: string[];
} {
  const ranges: Record<string, SettingEntry> = {};
  for (const { setting, outcome, entry } of settings) {
    if (outcome !== 'given' && outcome !== 'dropped') ranges[setting] = entry;
  }
  return { ranges, dropped: settings.filter(({ outcome }) => outcome === 'dropped').map(({ setting }) => setting) };
}

export function specOf(file: StudyFile, name: string): StageSpec | undefined {
  return file.stages?.find((stage) => stage.name === name);
}

/** Throws AppError('not_found') with the names there are. */
export function stageOrFail(file: StudyFile, name: string): StageSpec {
  const spec = specOf(file, name);
  if (spec !== undefined) return spec;
  const names = (file.stages ?? []).map((stage) => stage.name);
  const known = names.length === 0 ? 'it has none.' : suggestion(name, names);
  throw new AppError('not_found', `This study has no stage "${name}"; ${known}`);
}

/** Throws AppError('not_found') with the names there are, when the study has no such stage. */
export function requireStage(row: StudyRow, name: string): void {
  stageOrFail(definitionOf(row).file, name);
}
