// The study file: from anything parsed as JSON to a checked study. The one door to the schema.
import type { Problem } from '../contract/common.ts';
import { findSetting } from '../settings/index.ts';
import { checkStudy, hasError } from './check-study.ts';
import { error, isRecord, parseWith } from './fields.ts';
import { isRange, type SettingEntry } from './ranges.ts';
import { type StudyFile, studySchema } from './study-schema.ts';
import type { Params, SettingValue } from './values.ts';

export type { StudyFile } from './study-schema.ts';

export type ParsedStudy =
  /** Warnings only. */
  | { readonly ok: true; readonly file: StudyFile; readonly problems: Problem[] }
  | { readonly ok: false; readonly problems: Problem[] };

/** Checks form and sense; what the data would have to tell is checked by `checkStudy` once they are known. */
export function parseStudyFile(input: unknown): ParsedStudy {
  if (detectFileKind(input) === 'best') {
    return { ok: false, problems: [error('', 'This is a best configuration, not a study file.')] };
  }
  if (Array.isArray(input)) {
    return { ok: false, problems: [error('', `A study file is one object { … }, not a list of ${input.length}.`)] };
  }
  const parsed = parseWith(studySchema, input);
  if (!parsed.ok) return parsed;
  const { subset, ...rest } = parsed.value;
  if (subset && rest.data?.subset) {
    return { ok: false, problems: [error('subset', 'Give "subset" once, beside "data" or inside it.')] };
  }
  const file = spellNone({ ...rest, ...(subset && rest.data && { data: { ...rest.data, subset } }) });
  const problems = checkStudy(file);
  return hasError(problems) ? { ok: false, problems } : { ok: true, file, problems };
}

/** Which of the two files that people open this is. */
export function detectFileKind(input: unknown): 'study' | 'best' | 'unknown' {
  if (!isRecord(input)) return 'unknown';
  if (input.kind === 'vernier-best') return 'best';
  return ['settings', 'data', 'search', 'stages', 'runner', 'objective'].some((field) => field in input)
    ? 'study'
    : 'unknown';
}

/** null means "none" (interfaces.md "Ranges"): settings that have a choice "none" get it spelled one way. */
function spellNone(file: StudyFile): StudyFile {
  const { settings, search, stages } = file;
  return {
    ...file,
    settings: spellSettings(settings),
    ...(stages && {
      stages: stages.map((stage) => ({ ...stage, ...(stage.settings && { settings: spellSettings(stage.settings) }) })),
    }),
    search: { ...search, enqueue: search.enqueue.map(spellPoint) },
  };
}

function spellSettings(settings: Readonly<Record<string, SettingEntry>>): Record<string, SettingEntry> {
  return Object.fromEntries(Object.entries(settings).map(([key, entry]) => [key, spellEntry(key, entry)]));
}

function spellEntry(key: string, entry: SettingEntry): SettingEntry {
  if (!isRange(entry)) return spell(key, entry);
  const when = entry.when && {
    when: Object.fromEntries(Object.entries(entry.when).map(([k, values]) => [k, values.map((v) => spell(k, v))])),
  };
  if (entry.type !== 'categorical') return { ...entry, ...when };
  return { ...entry, ...when, choices: entry.choices.map((choice) => spell(key, choice)) };
}

/** A starting point as `parseStudyFile` has it. */
export function spellPoint(point: Params): Record<string, SettingValue> {
  return Object.fromEntries(Object.entries(point).map(([key, value]) => [key, spell(key, value)]));
}

function spell(key: string, value: SettingValue): SettingValue {
  const kind = value === null ? findSetting(key)?.kind : undefined;
  return kind?.type === 'choice' && kind.choices.includes('none') ? 'none' : value;
}
