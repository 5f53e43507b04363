// A searched setting's own conditions: which other settings decide whether a trial uses it, and with which of their values. Pure.
import type { DataFacts } from '#shared/settings/index.ts';
import { finiteValues } from '#shared/study/candidates.ts';
import { settingEntry } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { type Draft, settle } from './draft.ts';
import { getIn, isObject, setIn } from './json.ts';
import { isSettingValue, type SettingRow } from './setting-rows.ts';

export interface Condition {
  /** The setting that decides. */
  readonly key: string;
  /** Its values with which the row's setting is used. */
  readonly values: readonly SettingValue[];
  /** Those that can be chosen. */
  readonly offered: readonly SettingValue[];
  /** The model itself asks for it: it can be narrowed, not taken away. */
  readonly needed: boolean;
}

/** More values than this are no choice to make by hand; a constraint says it better. */
const mostOffered = 16;

/** First what the model asks for, then what the file adds. */
export function conditionsOf(row: SettingRow, rows: readonly SettingRow[]): Condition[] {
  const own = ownOf(row);
  const needed = row.onlyIf.map(({ key, values }): Condition => {
    return { key, values: own.get(key) ?? values, offered: values, needed: true };
  });
  const added = [...own].filter(([key]) => !needed.some((one) => one.key === key));
  return [
    ...needed,
    ...added.map(([key, values]): Condition => {
      const known = valuesOf(rows.find(({ setting }) => setting.key === key)) ?? [];
      return { key, values, offered: [...new Set([...known, ...values])], needed: false };
    }),
  ];
}

/** What the setting could depend on: searched settings with few values, given here, that do not depend on it themselves. */
export function targetsFor(row: SettingRow, rows: readonly SettingRow[]): Pick<Condition, 'key' | 'offered'>[] {
  const has = new Set(conditionsOf(row, rows).map(({ key }) => key));
  return rows.flatMap((other) => {
    const { key } = other.setting;
    if (has.has(key) || row.setting.when?.[key] || other.use === 'never') return [];
    const offered = valuesOf(other) ?? [];
    return offered.length > 1 && !dependsOn(other, row.setting.key, rows) ? [{ key, offered }] : [];
  });
}

/** The values of `target` with which `key` is used; undefined takes the condition away. */
export function setCondition(
  draft: Draft,
  key: string,
  target: string,
  values: readonly SettingValue[] | undefined,
  facts: DataFacts | null,
): Draft {
  const path = ['settings', key, 'when'];
  const file = setIn(draft.file, [...path, target], values);
  const left = getIn(file, path);
  const says = isObject(left) && Object.keys(left).length > 0;
  return settle({ ...draft, file: says ? file : setIn(file, path, undefined) }, facts);
}

function ownOf({ range }: SettingRow): ReadonlyMap<string, SettingValue[]> {
  const when = isObject(range?.when) ? range.when : {};
  return new Map(
    Object.entries(when).map(([key, values]) => [key, Array.isArray(values) ? values.filter(isSettingValue) : []]),
  );
}

/** null: it is not searched, is still being written, or has too many values to list. */
function valuesOf(row: SettingRow | undefined): readonly SettingValue[] | null {
  const parsed = settingEntry.safeParse(row?.range);
  if (!row || !parsed.success || !isObject(parsed.data)) return null;
  const { when: _, ...range } = parsed.data;
  const values = finiteValues({ name: row.setting.key, ...range });
  return values !== null && values.length <= mostOffered ? values : null;
}

/** Itself, or through others. A circle in the file ends where it began. */
function dependsOn(row: SettingRow, key: string, rows: readonly SettingRow[], seen: readonly string[] = []): boolean {
  if (row.setting.key === key) return true;
  const above = [...ownOf(row).keys(), ...Object.keys(row.setting.when ?? {})];
  return above.some((one) => {
    const other = seen.includes(one) ? undefined : rows.find(({ setting }) => setting.key === one);
    return other !== undefined && dependsOn(other, key, rows, [...seen, row.setting.key]);
  });
}
