// A plan of stages by importance: learning rate and batch size first and the others fixed, then the others, then all of them narrowly.
// Pure.
import type { DataFacts } from '#shared/settings/index.ts';
import { nearestLegal } from '#shared/study/candidates.ts';
import { settingEntry } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { type Draft, setField } from './draft.ts';
import { getIn, isObject, type JsonObject, sameJson } from './json.ts';
import { isSettingValue, type SettingRow, settingRows } from './setting-rows.ts';

/** What is tuned first when nothing better is known (Bengio 2012, section 3.1; the article's own order). */
const firstKeys: readonly string[] = ['optimizer.learningRate', 'training.batchSize'];
const names = { important: 'important', others: 'others', fine: 'fine' } as const;
/** Of all trials; the last stage has the rest. */
const shares = { important: 0.4, others: 0.4 } as const;
const defaultTrials = 20;
const leastTrials = 6;

/** Null where a plan would say nothing: fewer than two settings are searched, or the grid decides about trials. */
export function planStages(draft: Draft, facts: DataFacts | null): JsonObject[] | null {
  const { file } = draft;
  if (getIn(file, ['search', 'sampler', 'kind']) === 'grid') return null;
  const rows = settingRows(file, facts);
  const searched = rows.filter((row) => row.range !== null && row.use !== 'never');
  if (searched.length < 2) return null;
  const important = importantOf(searched);
  const others = searched.filter((row) => !important.has(row.setting.key));
  const [first, second, last] = trialsOf(file, others.length > 0);
  const epochs = coarseEpochs(rows);
  const cheap = epochs === null ? {} : { 'training.epochs': epochs };
  if (others.length === 0) {
    return [
      { name: names.important, trials: first + second, ...(epochs !== null && { settings: cheap }) },
      { name: names.fine, trials: last, narrow: { from: names.important }, ...fineSettings(rows, epochs) },
    ];
  }
  const fixed = Object.fromEntries(others.map((row) => [row.setting.key, startOf(row, draft.kept.values)]));
  const open = Object.fromEntries(others.map((row) => [row.setting.key, row.range]));
  return [
    { name: names.important, trials: first, settings: { ...cheap, ...fixed } },
    { name: names.others, trials: second, narrow: { from: names.important }, settings: { ...cheap, ...open } },
    { name: names.fine, trials: last, narrow: { from: names.others }, ...fineSettings(rows, epochs) },
  ];
}

/** The draft with the plan, whose stages have the trials; without stages again, it asks for as many trials as they had. */
export function withStages(draft: Draft, stages: readonly JsonObject[] | null): Draft {
  if (stages !== null) return setField(setField(draft, ['search', 'trials'], undefined), ['stages'], stages);
  const trials = trialsInStages(draft.file);
  const without = setField(draft, ['stages'], undefined);
  return trials === null ? without : setField(without, ['search', 'trials'], trials);
}

/** Whether the stages are those of the plan, so that they follow when the space changes. */
export function followsPlan(draft: Draft, facts: DataFacts | null): boolean {
  const stages = getIn(draft.file, ['stages']);
  return stages !== undefined && sameJson(stages, planStages(draft, facts));
}

/** A change of the draft, after which planned stages are planned anew; stages that somebody wrote stay as they are. */
export function replanned(before: Draft, after: Draft, facts: DataFacts | null): Draft {
  if (!followsPlan(before, facts) || !sameJson(getIn(before.file, ['stages']), getIn(after.file, ['stages']))) {
    return after;
  }
  return withStages(after, planStages(after, facts));
}

export function trialsInStages(file: JsonObject): number | null {
  const stages = stagesOf(file);
  const counts = stages.map(({ trials }) => (typeof trials === 'number' ? trials : 0));
  return stages.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

export function stagesOf(file: JsonObject): readonly JsonObject[] {
  const stages = getIn(file, ['stages']);
  return Array.isArray(stages) ? stages.filter(isObject) : [];
}

/** What the first stage searches, with whatever decides whether it is used. */
function importantOf(searched: readonly SettingRow[]): ReadonlySet<string> {
  const named = searched.filter(({ setting }) => firstKeys.includes(setting.key));
  const byImportance = [...searched].sort(
    (a, b) => (a.setting.importance ?? Number.POSITIVE_INFINITY) - (b.setting.importance ?? Number.POSITIVE_INFINITY),
  );
  const chosen = new Set((named.length > 0 ? named : byImportance.slice(0, 2)).map(({ setting }) => setting.key));
  for (const row of searched.toReversed()) {
    if (!chosen.has(row.setting.key)) continue;
    for (const { key } of row.onlyIf) if (searched.some(({ setting }) => setting.key === key)) chosen.add(key);
  }
  return chosen;
}

/** Whole numbers that add up to what the study asks for, two a stage at least. */
function trialsOf(file: JsonObject, threeStages: boolean): [number, number, number] {
  const planned = stagesOf(file);
  const asked = trialsInStages(file) ?? getIn(file, ['search', 'trials']);
  const total = Math.max(leastTrials, typeof asked === 'number' ? Math.round(asked) : defaultTrials);
  const counts = planned.map(({ trials }) => trials).filter((trials) => typeof trials === 'number');
  const [a, b, c] = counts;
  // The numbers that somebody gave the stages of a plan stay.
  if (threeStages && planned.length === 3 && a !== undefined && b !== undefined && c !== undefined) return [a, b, c];
  if (!threeStages && planned.length === 2 && a !== undefined && b !== undefined) return [a, 0, b];
  const first = Math.max(2, Math.round(total * shares.important));
  const second = Math.max(2, Math.round(total * shares.others));
  return [first, second, Math.max(2, total - first - second)];
}

/** Half the epochs of the study; null where that saves nothing, and where epochs are searched. */
function coarseEpochs(rows: readonly SettingRow[]): number | null {
  const row = rows.find(({ setting }) => setting.key === 'training.epochs');
  const epochs = row === undefined || row.range !== null ? null : (row.fixed ?? row.fallback);
  return typeof epochs === 'number' && epochs >= 4 ? Math.round(epochs / 2) : null;
}

function fineSettings(rows: readonly SettingRow[], coarse: number | null): JsonObject {
  const row = rows.find(({ setting }) => setting.key === 'training.epochs');
  return coarse === null || row === undefined ? {} : { settings: { 'training.epochs': row.fixed ?? row.fallback } };
}

/** What a setting is fixed to while others are searched: its value before it was opened, else the usual one, as near as its range allows. */
function startOf({ setting, range, fallback }: SettingRow, values: JsonObject): SettingValue {
  const before = values[setting.key];
  const wanted = isSettingValue(before) ? before : fallback;
  const parsed = settingEntry.safeParse(range);
  if (!parsed.success || !isObject(parsed.data)) return wanted;
  const { when: _, ...entry } = parsed.data;
  const near = nearestLegal({ name: setting.key, ...entry }, wanted);
  return near ?? (entry.type === 'categorical' ? (entry.choices[0] ?? null) : wanted);
}
