// The table of settings as the page shows it: what the study file says about each, and whether it is used at all. Pure.
import {
  appliesToData,
  type DataFacts,
  defaultRange,
  defaultValue,
  type SearchRange,
  type Setting,
  type SettingContext,
  settingsRegistry,
} from '#shared/settings/index.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { getIn, isObject, type JsonObject } from './json.ts';

/** Whether the model, the optimiser and the data use a setting: in every trial, in some, or in none. */
export type Use = 'always' | 'sometimes' | 'never';

export interface Requirement {
  readonly key: string;
  /** Those values of `key` that can occur here and with which the setting is used. */
  readonly values: readonly SettingValue[];
}

export interface SettingRow {
  readonly setting: Setting;
  readonly mode: 'fix' | 'search';
  /** What the file fixes it to; undefined when the file does not name it (then `fallback` holds) or searches it. */
  readonly fixed: unknown;
  readonly fallback: SettingValue;
  /** The range as the file writes it, possibly wrong; null when it is not searched. */
  readonly range: JsonObject | null;
  readonly use: Use;
  /** Other searched settings that decide whether it is used. */
  readonly onlyIf: readonly Requirement[];
  readonly startRange: SearchRange;
}

export const groups = [
  'model',
  'optimizer',
  'regularization',
  'schedule',
  'training',
  'balance',
  'augment',
  'input',
] as const;
export type Group = (typeof groups)[number];

export function groupOf(key: string): Group {
  return groups.find((group) => key.startsWith(`${group}.`)) ?? 'model';
}

/** One row per setting of the registry, in its order. `facts` is null while the data are not profiled. */
export function settingRows(file: JsonObject, facts: DataFacts | null): SettingRow[] {
  const rows: SettingRow[] = [];
  const values: Record<string, SettingValue> = {};
  const possible = new Map<string, readonly SettingValue[] | null>();
  const uses = new Map<string, Use>();
  for (const setting of settingsRegistry) {
    const context: SettingContext = { settings: values, facts };
    const entry = getIn(file, ['settings', setting.key]);
    const range = isObject(entry) ? entry : null;
    const fixed = range === null ? entry : undefined;
    const fallback = defaultValue(setting, context);
    const { use, onlyIf } = judgeUse(setting, { possible, uses, facts });
    const options = range === null ? [isSettingValue(fixed) ? fixed : fallback] : choicesOf(range);
    possible.set(setting.key, options);
    uses.set(setting.key, use);
    values[setting.key] = options?.[0] ?? fallback;
    const startRange = defaultRange(setting, context);
    rows.push({
      setting,
      mode: range === null ? 'fix' : 'search',
      fixed,
      fallback,
      range,
      use,
      onlyIf,
      startRange,
    });
  }
  return rows;
}

interface Known {
  /** null: any number. */
  readonly possible: ReadonlyMap<string, readonly SettingValue[] | null>;
  readonly uses: ReadonlyMap<string, Use>;
  readonly facts: DataFacts | null;
}

function judgeUse(setting: Setting, { possible, uses, facts }: Known): { use: Use; onlyIf: Requirement[] } {
  if (!appliesToData(setting, { facts })) return { use: 'never', onlyIf: [] };
  const onlyIf: Requirement[] = [];
  let sometimes = false;
  for (const [key, allowed] of Object.entries(setting.when ?? {})) {
    const options = possible.get(key);
    if (options === undefined || options === null) continue;
    const met = options.filter((option) => allowed.includes(option));
    const owner = uses.get(key);
    if (met.length === 0 || owner === 'never') return { use: 'never', onlyIf: [{ key, values: allowed }] };
    if (met.length < options.length) onlyIf.push({ key, values: met });
    if (owner === 'sometimes') sometimes = true;
  }
  return { use: sometimes || onlyIf.length > 0 ? 'sometimes' : 'always', onlyIf };
}

function choicesOf(range: JsonObject): readonly SettingValue[] | null {
  const { choices } = range;
  return Array.isArray(choices) && choices.length > 0 ? choices.filter(isSettingValue) : null;
}

/** What trials have of a setting: the fixed value, the first choice of a searched one, null of a searched range; undefined: no such setting. */
export function valueHere(rows: readonly SettingRow[], key: string): SettingValue | undefined {
  const row = rows.find(({ setting }) => setting.key === key);
  if (row === undefined) return undefined;
  if (row.range === null) return isSettingValue(row.fixed) ? row.fixed : row.fallback;
  return choicesOf(row.range)?.[0] ?? null;
}

export function isSettingValue(value: unknown): value is SettingValue {
  return value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}
