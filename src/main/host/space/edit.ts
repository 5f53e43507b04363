// Another version of a study's space: checked as a study file is, and what it changes of the study. Pure.

import { waitsForAnswer } from '#main/scheduler/index.ts';
import type { StudyRow } from '#main/store/store.ts';
import type { Problem } from '#shared/contract/common.ts';
import type { AsidePoint } from '#shared/contract/space.ts';
import type { SpaceDiff, SpaceVersion } from '#shared/contract/space-version.ts';
import { AppError } from '#shared/errors.ts';
import { buildSpace } from '#shared/study/build-space.ts';
import { checkStudy, hasError } from '#shared/study/check-study.ts';
import { readConstraint } from '#shared/study/constraint.ts';
import { isRange, type SettingEntry } from '#shared/study/ranges.ts';
import { unreachable } from '#shared/study/reachable.ts';
import { diffSpaces, isSameEntry, isSameSpace, type SpaceText } from '#shared/study/space-diff.ts';
import { searchedEntries } from '#shared/study/stage-file.ts';
import { detectFileKind } from '#shared/study/study-file.ts';
import { definitionOf, invalidStudy, readDefinition } from '../definition.ts';
import { overridesOf, type StoredOverrides } from '../overrides.ts';
import { rangesOf, stageRows, studyOfStage } from '../stages/stage-study.ts';
import { type SpaceNow, spaceNow } from './space-now.ts';
import { type StoredVersion, storedVersions, versionInForce } from './versions.ts';

export interface WantedSpace {
  /** As a study file has them; all that the study is to name. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Absent: as they are. */
  readonly constraints?: readonly string[] | undefined;
}

export interface EditedSpace {
  /** The study as it would be, its first new trial being the next one. */
  readonly row: StudyRow;
  readonly now: SpaceNow;
  readonly diff: SpaceDiff;
  /** Warnings. */
  readonly problems: readonly Problem[];
  readonly aside: readonly AsidePoint[];
  /** What of the row it changes; `from`: the first trial that is drawn from it. */
  change(from: number, redrawn: readonly number[]): Pick<StudyRow, 'overrides' | 'stages'>;
}

/** Why the space cannot be changed now; null: it can. */
export function heldSpace(row: StudyRow): { readonly kind: 'single' | 'waits'; readonly why: string } | null {
  if (detectFileKind(row.file) === 'best') {
    const why =
      'This study trains one configuration again, so that there is no space to change; start a new study from it.';
    return { kind: 'single', why };
  }
  const { stage } = studyOfStage(definitionOf(row).file, row);
  if (stage === null || !waitsForAnswer(stage.row)) return null;
  return { kind: 'waits', why: `Stage "${stage.row.name}" waits for its ranges to be accepted; change them there.` };
}

export function refuseStale(row: StudyRow, baseVersion: number): void {
  const version = versionInForce(row);
  if (version === baseVersion) return;
  throw new AppError(
    'conflict',
    `The space of "${row.name}" was changed meanwhile: it is at version ${version}, and this change began at version ${baseVersion}. Look at the new one, then change it again.`,
    { version },
  );
}

/** Throws AppError: `conflict` where it cannot be changed now; `invalid` with all problems, and when it is no other space. */
export function editSpace(
  row: StudyRow,
  wanted: WantedSpace,
  { at, by }: { readonly at: number; readonly by: SpaceVersion['by'] },
): EditedSpace {
  const held = heldSpace(row);
  if (held !== null) throw new AppError('conflict', held.why);
  const before = spaceNow(row);
  const text = withoutUnused(before, wanted);
  const versions = storedVersions(row);
  const number = versionInForce(row) + 1;
  const draft = (diff: SpaceDiff, back: number | null, from: number): StoredVersion => ({
    ...{ number, at, by, stage: before.stage, from, redrawn: [], back, diff },
    // Read as a study file's by whoever reads the study.
    settings: text.settings as StoredVersion['settings'],
    constraints: [...text.constraints],
  });
  const stages = before.stage === null ? undefined : editedStages(row, before, text);
  const overridesWith = (version: StoredVersion): StoredOverrides => ({
    ...overridesOf(row),
    ...(stages && { stages }),
    spaces: [...versions, version],
  });
  const nothing: SpaceDiff = { settings: [], added: [], removed: [] };
  const definition = readDefinition(row.file, overridesWith(draft(nothing, null, 1)));
  const rows = stageRows(definition.file, row);
  const { file } = studyOfStage(definition.file, { stages: row.stages }, before.stage);
  const problems = before.facts === null ? definition.problems : checkStudy(file, before.facts);
  if (hasError(problems)) throw invalidStudy(problems);
  const left = Object.keys(before.file.settings).find((key) => !(key in text.settings) && key in file.settings);
  if (left !== undefined) {
    const sentence = `settings.${left}: Stage "${before.stage}" has "${left}" from the study, so that it cannot be left out; give it a value.`;
    throw new AppError('invalid', sentence);
  }
  const diff = diffSpaces(before.file, file);
  if (isSameSpace(before.file, file)) throw new AppError('invalid', 'Nothing is changed: this is the space in force.');
  const back = earlierVersion(row, before, file);
  const own = rows.find(({ name }) => name === before.stage);
  const change: EditedSpace['change'] = (from, redrawn) => {
    const version = { ...draft(diff, back, from), redrawn: [...redrawn], settings: file.settings };
    return {
      overrides: { ...overridesWith(version) },
      stages:
        row.stages === null || own === undefined
          ? row.stages
          : rows.map((one) => (one === own ? { ...one, ranges: stageRanges(one, diff, file.settings) } : one)),
    };
  };
  const next = { ...row, ...change(1, []) };
  return {
    ...{ row: next, diff, problems, aside: definition.aside, change },
    now: { ...before, file, space: buildSpace(file, before.facts) },
  };
}

/** What nothing that is still searched uses goes with what used it, and so do constraints that name it. */
function withoutUnused({ file, space }: SpaceNow, { settings, constraints = file.constraints }: WantedSpace) {
  const entries: Record<string, SettingEntry> = {};
  for (const [key, entry] of Object.entries(settings)) {
    if (!isSameEntry(entry, file.settings[key])) entries[key] = entry as SettingEntry;
  }
  const same = (key: string) => key in settings && !(key in entries);
  const unused = [...safelyUnreachable(space, entries)].filter(same);
  return {
    settings: Object.fromEntries(Object.entries(settings).filter(([key]) => !unused.includes(key))),
    constraints: constraints.filter((text) => {
      const read = unused.length === 0 ? null : readConstraint(text);
      return !read?.ok || !read.constraint.names.some((name) => unused.includes(name));
    }),
  };
}

/** Entries may be anything that somebody wrote; what is wrong with them is said when the study is read. */
function safelyUnreachable(
  space: SpaceNow['space'],
  entries: Readonly<Record<string, SettingEntry>>,
): Iterable<string> {
  try {
    return unreachable(space, entries).keys();
  } catch {
    return [];
  }
}

/** All stages, with what the current one is to have in place of what it had. */
function editedStages(
  row: StudyRow,
  before: SpaceNow,
  { settings }: { readonly settings: Readonly<Record<string, unknown>> },
): StoredOverrides['stages'] {
  const { file } = definitionOf(row);
  return file.stages?.map((spec) => {
    if (spec.name !== before.stage) return { ...spec };
    const own: Record<string, unknown> = { ...spec.settings };
    for (const key of Object.keys(before.file.settings)) if (!(key in settings)) delete own[key];
    for (const [key, entry] of Object.entries(settings)) {
      if (!isSameEntry(entry, before.file.settings[key])) own[key] = entry;
    }
    return { ...spec, settings: own };
  });
}

/** What the stage searches and what was fixed for it, for the stages that narrow it. */
function stageRanges(stage: Parameters<typeof rangesOf>[0], { settings }: SpaceDiff, now: SpaceText['settings']) {
  const kept = Object.entries(rangesOf(stage)?.ranges ?? {}).filter(([key, entry]) => !isRange(entry) && key in now);
  const fixed = settings.flatMap(({ setting, after }) =>
    after === undefined || isRange(after) ? [] : [[setting, after]],
  );
  return { ...Object.fromEntries(kept), ...Object.fromEntries(fixed), ...searchedEntries({ settings: { ...now } }) };
}

/** The number of the version that it is again; null: it was never like this. */
function earlierVersion(row: StudyRow, before: SpaceNow, now: SpaceText): number | null {
  const earlier = spaceTexts(row, before).toReversed();
  return earlier.find(({ text, number }) => number !== versionInForce(row) && isSameSpace(text, now))?.number ?? null;
}

/** The spaces that the stage in force, or the study, had, by their numbers, oldest first. */
export function spaceTexts(
  row: StudyRow,
  { stage, file }: Pick<SpaceNow, 'stage' | 'file'>,
): { readonly number: number; readonly text: SpaceText }[] {
  const own = storedVersions(row).filter((version) => version.stage === stage);
  const [first] = own;
  const { settings, constraints } = file;
  // Before its first change the stage had what that change says.
  const text = first === undefined ? { settings, constraints } : before(first);
  const number = first === undefined ? versionInForce(row) : first.number - 1;
  return [{ number, text }, ...own.map((version) => ({ number: version.number, text: version }))];
}

function before({ settings, constraints, diff }: StoredVersion): SpaceText {
  const was: Record<string, SettingEntry> = { ...settings };
  for (const { setting, before: entry } of diff.settings) {
    if (entry === undefined) delete was[setting];
    else was[setting] = entry;
  }
  return { settings: was, constraints: [...constraints.filter((one) => !diff.added.includes(one)), ...diff.removed] };
}
