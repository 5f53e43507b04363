// A study of several stages, as the study of one of them: what that stage searches, on which data, with how many trials. Pure.
import { readConstraint } from './constraint.ts';
import { planSpace } from './plan-space.ts';
import { isRange, type Range, type SettingEntry } from './ranges.ts';
import { unreachable } from './reachable.ts';
import type { StageSpec, StudyFile } from './study-schema.ts';

/** What a narrowing stage searches, once that is known. */
export interface StageRanges {
  /** Takes the place of what the parent stage searched: narrower ranges, and values of settings that are fixed. */
  readonly ranges: Readonly<Record<string, SettingEntry>>;
  /** Searched by the parent stage, and of no use any more. */
  readonly dropped: readonly string[];
}

/**
 * The study that the stage is: no stages, its own settings over the study's, its own subset, sampler, pruner and number of trials.
 * A stage that narrows has the ranges that `rangesOf` knows, else those of the stage it narrows. Starting points are the first
 * stage's. `name` must be one of the file's stages.
 */
export function stageFile(file: StudyFile, name: string, rangesOf: (stage: string) => StageRanges | null): StudyFile {
  const { stages = [], ...study } = file;
  const index = stages.findIndex((stage) => stage.name === name);
  const stage = stages[index];
  if (stage === undefined) return study;
  const { settings, dropped } = stageSettings(file, stage, rangesOf);
  const { search } = study;
  return {
    ...study,
    settings,
    constraints: study.constraints.filter((text) => !namesAny(text, dropped)),
    ...(stage.subset && study.data && { data: { ...study.data, subset: stage.subset } }),
    search: {
      ...search,
      trials: stage.trials,
      sampler: stage.sampler ?? search.sampler,
      pruner: stage.pruner ?? search.pruner,
      repeats: stage.repeats ?? search.repeats,
      recipes: index === 0 ? search.recipes : [],
      enqueue: index === 0 ? search.enqueue : [],
    },
  };
}

/** What a stage searches, by setting. */
export function searchedEntries(file: Pick<StudyFile, 'settings'>): Record<string, Range> {
  const searched: Record<string, Range> = {};
  for (const [key, entry] of Object.entries(file.settings)) if (isRange(entry)) searched[key] = entry;
  return searched;
}

function stageSettings(
  file: StudyFile,
  stage: StageSpec,
  rangesOf: (stage: string) => StageRanges | null,
): { settings: Record<string, SettingEntry>; dropped: readonly string[] } {
  const own = stage.settings ?? {};
  const { ranges, dropped } = parentRanges(file, stage, rangesOf) ?? { ranges: {}, dropped: [] };
  const before: Record<string, SettingEntry> = { ...file.settings, ...ranges };
  for (const key of dropped) delete before[key];
  const gone = ruledOut({ ...file, settings: before }, own);
  const settings = { ...before, ...own };
  for (const key of gone) delete settings[key];
  return { settings, dropped: [...dropped.filter((key) => !(key in own)), ...gone] };
}

/** Null for a stage that narrows none. Only one before it can be narrowed; the check of the file says so of any other. */
function parentRanges(
  file: StudyFile,
  { name, narrow }: StageSpec,
  rangesOf: (stage: string) => StageRanges | null,
): StageRanges | null {
  const names = (file.stages ?? []).map((stage) => stage.name);
  if (narrow === undefined || !names.slice(0, names.indexOf(name)).includes(narrow.from)) return null;
  const own = rangesOf(name) ?? { ranges: searchedEntries(stageFile(file, narrow.from, rangesOf)), dropped: [] };
  return withInherited(own, rangesOf(narrow.from));
}

/** What the stage before had fixed, and had left out, stays so unless this one searches it. */
export function withInherited(own: StageRanges, parent: StageRanges | null): StageRanges {
  if (parent === null) return own;
  const fixed = Object.entries(parent.ranges).filter(([, entry]) => !isRange(entry));
  const dropped = parent.dropped.filter((key) => !(key in own.ranges) && !own.dropped.includes(key));
  return { ranges: { ...Object.fromEntries(fixed), ...own.ranges }, dropped: [...dropped, ...own.dropped] };
}

/** What the study searches and the stage's own settings leave no use for. */
function ruledOut(study: StudyFile, own: Readonly<Record<string, SettingEntry>>): string[] {
  if (!Object.keys(own).some((key) => isRange(study.settings[key]))) return [];
  const { space } = planSpace(study, null);
  return [...unreachable(space, own).keys()].filter((key) => !(key in own));
}

/** An inactive operand makes a constraint true: one that names a setting which is no longer there says nothing. */
function namesAny(constraint: string, dropped: readonly string[]): boolean {
  if (dropped.length === 0) return false;
  const read = readConstraint(constraint);
  return read.ok && read.constraint.names.some((name) => dropped.includes(name));
}
