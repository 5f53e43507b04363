// The draft of a study. The study file itself is the draft, so that form, JSON view and what is sent to the host cannot
// disagree; beside it stands only what the form remembers of choices that were taken back. Pure.
import { type DataFacts, findSetting, type Setting } from '#shared/settings/index.ts';
import { objectiveFact } from '#shared/study/metric-names.ts';
import { splitWayOfData, withSplitWay, withToggledColumn } from '../../../data-view/own-data.ts';
import { getIn, isObject, type JsonObject, type JsonPath, sameJson, setIn } from './json.ts';
import { type SettingRow, settingRows } from './setting-rows.ts';

export interface Draft {
  readonly file: JsonObject;
  readonly kept: Kept;
}

interface Kept {
  /** Last range of a setting that is fixed now. */
  readonly ranges: JsonObject;
  /** Last fixed value of a setting that is searched now. */
  readonly values: JsonObject;
  /** Settings whose range left the file because the chosen model or optimiser does not use them; it comes back with them. */
  readonly parked: readonly string[];
  /** Last own data while a sample is chosen. */
  readonly ownData: JsonObject | null;
}

const nothingKept: Kept = { ranges: {}, values: {}, parked: [], ownData: null };

export function draftOf(file: JsonObject): Draft {
  return { file, kept: nothingKept };
}

/** Sets or, with undefined, removes one field of the file. */
export function setField(draft: Draft, path: JsonPath, value: unknown): Draft {
  const file = setIn(draft.file, path, value);
  return sameJson(file, draft.file) ? draft : { ...draft, file };
}

/** Searches a setting over its last range, else over the registry's. */
export function searchSetting(draft: Draft, key: string, facts: DataFacts | null): Draft {
  const row = settingRows(draft.file, facts).find(({ setting }) => setting.key === key);
  if (row === undefined || row.mode === 'search') return draft;
  const range = draft.kept.ranges[key] ?? row.startRange;
  const kept: Kept = { ...draft.kept, values: setIn(draft.kept.values, [key], row.fixed) };
  return settle({ file: setIn(draft.file, ['settings', key], range), kept }, facts);
}

/** Fixes a setting to its last fixed value; without one the file no longer names it and the default holds. */
export function fixSetting(draft: Draft, key: string, facts: DataFacts | null): Draft {
  const range = getIn(draft.file, ['settings', key]);
  if (!isObject(range)) return draft;
  const kept: Kept = { ...draft.kept, ranges: { ...draft.kept.ranges, [key]: range } };
  return settle({ file: setIn(draft.file, ['settings', key], draft.kept.values[key]), kept }, facts);
}

/** Fixes a setting to a value; undefined goes back to the default. */
export function setFixed(draft: Draft, key: string, value: unknown, facts: DataFacts | null): Draft {
  const old = getIn(draft.file, ['settings', key]);
  const kept: Kept = isObject(old) ? { ...draft.kept, ranges: { ...draft.kept.ranges, [key]: old } } : draft.kept;
  return settle({ file: setIn(draft.file, ['settings', key], value), kept }, facts);
}

/** Changes one field of a setting's range; a log scale takes the step away, which it cannot have. */
export function setRangeField(
  draft: Draft,
  key: string,
  field: string,
  value: unknown,
  facts: DataFacts | null,
): Draft {
  let file = setIn(draft.file, ['settings', key, field], value);
  if (field === 'scale' && value === 'log') file = setIn(file, ['settings', key, 'step'], undefined);
  return settle({ ...draft, file }, facts);
}

/** Adds or takes away one choice; choices keep the registry's order. */
export function toggleChoice(draft: Draft, key: string, choice: unknown, facts: DataFacts | null): Draft {
  const current = getIn(draft.file, ['settings', key, 'choices']);
  const chosen: unknown[] = Array.isArray(current) ? current : [];
  const next = chosen.includes(choice) ? chosen.filter((other) => other !== choice) : [...chosen, choice];
  const order = orderOf(findSetting(key));
  next.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return setRangeField(draft, key, 'choices', next, facts);
}

function orderOf(setting: Setting | undefined): readonly unknown[] {
  if (setting?.kind.type === 'choice') return setting.kind.choices;
  return setting?.kind.type === 'boolean' ? [false, true] : [];
}

/**
 * Brings conditional ranges in line with what they depend on: a range that no trial would use leaves the file and is
 * parked, a parked one whose setting is used again comes back, and one that only some trials use says `when`.
 * Goes on until nothing changes, because a range may depend on another one.
 */
export function settle(draft: Draft, facts: DataFacts | null): Draft {
  let at = draft;
  for (let round = 0; round < 5; round++) {
    const rows = settingRows(at.file, facts);
    const next = dropFixedFromPoints(rows.reduce(settleRow, at), rows);
    if (next === at) return at;
    at = next;
  }
  return at;
}

/** A starting point cannot name a setting that is not searched (any more): the setting leaves it, an empty point goes. */
function dropFixedFromPoints(draft: Draft, rows: readonly SettingRow[]): Draft {
  const points = getIn(draft.file, ['search', 'enqueue']);
  if (!Array.isArray(points)) return draft;
  const fixed = new Set(rows.filter(({ range }) => range === null).map(({ setting }) => setting.key));
  const kept = points
    .map((point) =>
      isObject(point) ? Object.fromEntries(Object.entries(point).filter(([key]) => !fixed.has(key))) : point,
    )
    .filter((point) => !isObject(point) || Object.keys(point).length > 0);
  return setField(draft, ['search', 'enqueue'], kept.length > 0 ? kept : undefined);
}

/** Takes one starting point away. */
export function removePoint(draft: Draft, index: number): Draft {
  const points = getIn(draft.file, ['search', 'enqueue']);
  if (!Array.isArray(points)) return draft;
  const kept = points.filter((_, i) => i !== index);
  return setField(draft, ['search', 'enqueue'], kept.length > 0 ? kept : undefined);
}

function settleRow(draft: Draft, row: SettingRow): Draft {
  const { key } = row.setting;
  const path = ['settings', key];
  const parked = draft.kept.parked.includes(key);
  if (row.use === 'never') {
    if (row.range === null) return draft;
    const kept = {
      ...draft.kept,
      ranges: { ...draft.kept.ranges, [key]: row.range },
      parked: parked ? draft.kept.parked : [...draft.kept.parked, key],
    };
    return { file: setIn(draft.file, path, undefined), kept };
  }
  if (parked && row.range === null) {
    const kept = { ...draft.kept, parked: draft.kept.parked.filter((other) => other !== key) };
    const range = row.fixed === undefined ? draft.kept.ranges[key] : undefined;
    return { file: range === undefined ? draft.file : setIn(draft.file, path, range), kept };
  }
  if (row.range === null) return draft;
  const when = conditionOf(row, row.range);
  if (sameJson(when, row.range.when)) return draft;
  return { ...draft, file: setIn(draft.file, [...path, 'when'], when) };
}

/** The range's own conditions on other settings, and the registry's where they can fail. */
function conditionOf({ setting, onlyIf }: SettingRow, range: JsonObject): JsonObject | undefined {
  const own = isObject(range.when) ? range.when : {};
  const foreign = Object.entries(own).filter(([key]) => setting.when?.[key] === undefined);
  const needed = onlyIf.map(({ key, values }) => {
    const given = own[key];
    const narrowed = Array.isArray(given) ? values.filter((value) => given.includes(value)) : values;
    return [key, narrowed.length > 0 ? narrowed : values] as const;
  });
  const entries = [...foreign, ...needed];
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Sample studies by the name of their sample. */
export type SampleFiles = Readonly<Record<string, JsonObject>>;

/**
 * Changes the sample. A draft that is a sample study as it came becomes that of the other sample, or the first one on it; what a
 * person changed stays.
 */
export function chooseSampleStudy(draft: Draft, name: string, facts: DataFacts | null, files: SampleFiles): Draft {
  if (!isSampleStudy(draft.file, files)) return chooseSample(draft, name, facts);
  const own = files[name];
  const from = { ...draft, file: setIn(own ?? files.digits ?? draft.file, ['name'], draft.file.name) };
  return own === undefined ? chooseSample(from, name, facts) : from;
}

/** But for its name. */
export function isSampleStudy(file: JsonObject, files: SampleFiles): boolean {
  const nameless = (one: JsonObject) => setIn(one, ['name'], undefined);
  return Object.values(files).some((sample) => sameJson(nameless(sample), nameless(file)));
}

/** Changes the sample; the way of splitting stays. */
export function chooseSample(draft: Draft, name: string, facts: DataFacts | null): Draft {
  const data = dataOf(draft);
  if (data.source === 'sample' && data.name === name) return draft;
  const ownData = data.source === 'sample' ? draft.kept.ownData : data;
  return changeData({ ...draft, kept: { ...draft.kept, ownData } }, { source: 'sample', name }, facts);
}

const madeNames = [/, first sweep$/, /，初次搜索$/];

/** Names the study after its data, unless a person named it. `name` is a whole name, made by the same texts. */
export function nameAfterData(draft: Draft, name: string): Draft {
  const current = getIn(draft.file, ['name']);
  const isMade = typeof current !== 'string' || madeNames.some((made) => made.test(current));
  return isMade ? setField(draft, ['name'], name) : draft;
}

/** Own data: what was entered last, else an empty path to fill in. */
export function chooseOwnData(draft: Draft): Draft {
  if (dataOf(draft).source !== 'sample') return draft;
  return changeData(draft, draft.kept.ownData ?? { source: 'csv', path: '' }, null);
}

/** Leaves a column out of the inputs, or takes it back. */
export function toggleColumn(draft: Draft, name: string): Draft {
  return setField(draft, ['data'], withToggledColumn(dataOf(draft), name));
}

export function dataOf(draft: Draft): JsonObject {
  return isObject(draft.file.data) ? draft.file.data : {};
}

/** The split is drawn at random: as one part of the rows, or in folds; null: a file or a column decides. */
export function splitWayOf(draft: Draft): 'fraction' | 'folds' | null {
  return splitWayOfData(dataOf(draft));
}

/** Folds where there were none, or back to one part; seed and stratification stay. */
export function chooseSplitWay(draft: Draft, way: 'fraction' | 'folds'): Draft {
  return setField(draft, ['data'], withSplitWay(dataOf(draft), way));
}

/** A new data object with the old split. With known facts an objective that the task does not report is dropped. */
export function changeData(draft: Draft, data: JsonObject, facts: DataFacts | null): Draft {
  const { validation } = dataOf(draft);
  const defined = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  const next = validation === undefined || 'validation' in defined ? defined : { ...defined, validation };
  return settle(dropUnfit(setField(draft, ['data'], next), facts), facts);
}

/** Drops the fixed model and the objective that such data cannot have: the data then decide. What fits stays as it is. */
export function fitToData(draft: Draft, facts: DataFacts | null): Draft {
  const fitting = dropUnfit(draft, facts);
  return fitting === draft ? draft : settle(fitting, facts);
}

function dropUnfit(draft: Draft, facts: DataFacts | null): Draft {
  const fitting = familyFits(draft.file, facts) ? draft : setField(draft, ['settings', 'model.family'], undefined);
  return objectiveFits(fitting.file, facts) ? fitting : setField(fitting, ['objective'], undefined);
}

/** Whether the model that is fixed can read such rows; without a fixed one the data decide. */
function familyFits(file: JsonObject, facts: DataFacts | null): boolean {
  const family = getIn(file, ['settings', 'model.family']);
  if (facts === null || typeof family !== 'string') return true;
  const readers = { table: ['mlp'], image: ['mlp', 'cnn', 'rnn'], sequence: ['mlp', 'cnn', 'rnn'], text: ['text'] };
  return readers[facts.kind].includes(family);
}

/** Whether trials on such data report the objective's metric; an absent one is chosen by the task and always fits. */
export function objectiveFits(file: JsonObject, facts: DataFacts | null): boolean {
  const metric = getIn(file, ['objective', 'metric']);
  if (facts === null || typeof metric !== 'string') return true;
  return objectiveFact(metric)?.tasks.includes(facts.task) ?? true;
}
