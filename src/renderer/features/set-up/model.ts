// A study file as a page to read: sections of named facts. Pure.
import type { StudySummary } from '#shared/contract/studies.ts';
import { parseBestConfig, studyFromBest } from '#shared/study/best-file.ts';
import { isRecord } from '#shared/study/fields.ts';
import { isRange, type SettingEntry } from '#shared/study/ranges.ts';
import { detectFileKind, parseStudyFile, type StudyFile } from '#shared/study/study-file.ts';
import type { Params } from '#shared/study/values.ts';

export const sectionIds = ['data', 'model', 'training', 'objective', 'search', 'stages', 'runner'] as const;
export type SectionId = (typeof sectionIds)[number];

export interface Fact {
  /** Of the section; a text's key where there is one, else a name as the file writes it. */
  readonly name: string;
  readonly value: FactValue;
}

export type FactValue =
  | { readonly kind: 'text'; readonly text: string }
  /** A word that the page has in its languages. */
  | {
      readonly kind: 'word';
      readonly group: 'direction' | 'pick';
      readonly word: string;
      readonly more: string;
    }
  /** A sampler or an early stop with what was set of it. */
  | {
      readonly kind: 'method';
      readonly group: 'sampler' | 'pruner';
      readonly word: string;
      readonly options: readonly (readonly [name: string, value: unknown])[];
    }
  /** Starting points, each with the settings that it names. */
  | { readonly kind: 'points'; readonly points: readonly Params[] }
  | { readonly kind: 'setting'; readonly entry: SettingEntry };

export interface Section {
  readonly id: SectionId;
  readonly facts: readonly Fact[];
}

/** Null: it cannot be read, as a newer version wrote it. */
export function readFile(raw: Readonly<Record<string, unknown>>): StudyFile | null {
  if (detectFileKind(raw) === 'best') {
    const parsed = parseBestConfig(raw);
    return parsed.ok ? studyFromBest(parsed.best) : null;
  }
  const parsed = parseStudyFile(raw);
  return parsed.ok ? parsed.file : null;
}

/** Those that say something. `summary`: what its file leaves open, or was set in its place. */
export function sectionsOf(file: StudyFile, summary: Pick<StudySummary, 'objective' | 'trials'>): Section[] {
  const all: Record<SectionId, readonly Fact[]> = {
    data: file.data ? fieldsOf(file.data) : [],
    model: settingsIn(file.settings, true),
    training: settingsIn(file.settings, false),
    objective: objectiveFacts(file, summary),
    search: searchFacts(file, summary),
    stages: (file.stages ?? []).map(({ name, ...stage }) => ({ name, value: text(describe(stage)) })),
    runner: runnerFacts(file),
  };
  return sectionIds.flatMap((id) => (all[id].length === 0 ? [] : [{ id, facts: all[id] }]));
}

const text = (value: string): FactValue => ({ kind: 'text', text: value });

function fieldsOf(object: object): Fact[] {
  return Object.entries(object).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: text(describe(value)) }],
  );
}

function settingsIn(settings: Readonly<Record<string, SettingEntry>>, model: boolean): Fact[] {
  return Object.entries(settings)
    .filter(([key]) => key.startsWith('model.') === model)
    .map(([name, entry]) => ({ name, value: { kind: 'setting', entry } as const }))
    .sort((a, b) => Number(isRange(b.value.entry)) - Number(isRange(a.value.entry)));
}

function objectiveFacts({ objective, search }: StudyFile, summary: Pick<StudySummary, 'objective'>): Fact[] {
  const given = [objective ?? []].flat();
  const goals = given.length > 1 ? given : [summary.objective];
  const { target } = search.stop;
  return [
    ...goals.map(({ metric, direction, pick }, i): Fact => {
      const word = { kind: 'word', group: 'direction', word: direction ?? 'byMetric', more: metric } as const;
      return {
        name: goals.length > 1 ? `metric ${i + 1}` : 'metric',
        value: pick === 'last' ? { ...word, more: `${metric} (last)` } : word,
      };
    }),
    ...(target === null ? [] : [{ name: 'target', value: text(String(target)) }]),
  ];
}

function searchFacts({ search, constraints }: StudyFile, asked: Pick<StudySummary, 'trials'>): Fact[] {
  const { sampler, pruner, trials, parallel, seed, repeats, stop, recipes, enqueue, warmStart } = search;
  const { kind, ...options } = sampler;
  const given = (name: string, value: unknown): Fact[] =>
    value === null || value === undefined || (Array.isArray(value) && value.length === 0)
      ? []
      : [{ name, value: text(describe(value)) }];
  return [
    { name: 'sampler', value: { kind: 'method', group: 'sampler', word: kind, options: optionsOf(options) } },
    ...[pruner].flat().map(({ kind: word, ...more }): Fact => {
      return { name: 'pruner', value: { kind: 'method', group: 'pruner', word, options: optionsOf(more) } };
    }),
    ...given('trials', asked.trials ?? trials),
    ...given('parallel', parallel),
    ...given('seed', seed),
    ...(repeats > 1 ? given('repeats', repeats) : []),
    ...given('minutes', stop.minutes),
    ...given('noImprovement', stop.noImprovement),
    ...given('regretBound', stop.regretBound),
    ...given('recipes', recipes),
    ...(enqueue.length === 0 ? [] : [{ name: 'enqueue', value: { kind: 'points', points: enqueue } as const }]),
    ...given('warmStart', warmStart.map(describe)),
    ...given('constraints', constraints),
  ];
}

function optionsOf(options: object): (readonly [string, unknown])[] {
  return Object.entries(options).filter(([, value]) => value !== undefined);
}

function runnerFacts({ runner, engine }: StudyFile): Fact[] {
  if (runner.kind === 'command') return fieldsOf({ command: runner.argv.join(' '), cwd: runner.cwd });
  // An imported study: nothing trains.
  if (runner.kind === 'none') return [];
  const { name, threads, devices, slotsPerDevice } = engine;
  return fieldsOf({
    ...{ engine: name, threads },
    ...(devices.length > 0 && { devices }),
    ...(slotsPerDevice !== 'auto' && { slotsPerDevice }),
  });
}

/** "fraction 0.2, stratify true"; lists by commas; "" for nothing. */
export function describe(value: unknown): string {
  if (Array.isArray(value)) return value.map(describe).join(', ');
  if (!isRecord(value)) return value === null ? 'none' : String(value);
  return Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => (isRecord(part) ? `${name} (${describe(part)})` : `${name} ${describe(part)}`))
    .join(', ');
}
