// The settings of several runs side by side: which differ, by how much, in the groups of the registry. Pure.
import type { TrialDetail } from '#shared/contract/trials.ts';
import { defaultRange, findSetting, settingsRegistry } from '#shared/settings/index.ts';
import type { Dimension } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';

/** What a setting is beside the reference's. `undefined` in a trial: its model, optimiser or data do not use it. */
export type Delta =
  | { readonly kind: 'same' }
  /** `by` times the reference, both above zero. */
  | { readonly kind: 'factor'; readonly by: number }
  | { readonly kind: 'difference'; readonly by: number }
  /** Another choice. */
  | { readonly kind: 'instead' }
  | { readonly kind: 'on' }
  | { readonly kind: 'off' }
  /** The reference has none, or does not use it. */
  | { readonly kind: 'added' }
  /** The reference has one, this run has none. */
  | { readonly kind: 'without' }
  /** The reference uses it, this run does not. */
  | { readonly kind: 'unused' };

export interface SettingCell {
  readonly value: SettingValue | undefined;
  readonly delta: Delta;
}

export interface SettingRow {
  readonly key: string;
  /** In the order of the runs; the first is the reference. */
  readonly cells: readonly SettingCell[];
  readonly differs: boolean;
}

export const groups = [
  ...['model', 'optimizer', 'regularization', 'schedule', 'training', 'balance', 'augment', 'input'],
  'other',
] as const;
export type Group =
  | 'model'
  | 'optimizer'
  | 'regularization'
  | 'schedule'
  | 'training'
  | 'balance'
  | 'augment'
  | 'input'
  | 'other';

export interface SettingGroup {
  readonly group: Group;
  readonly rows: readonly SettingRow[];
}

/** Every setting that one of the runs has, by the registry's order; settings of a user's program stand last, by name. */
export function settingGroups(details: readonly TrialDetail[], dimensions: readonly Dimension[]): SettingGroup[] {
  const [reference] = details;
  if (reference === undefined) return [];
  const keys = [...new Set(details.flatMap((detail) => Object.keys(valuesOf(detail))))].sort(byRegistry);
  const rows = keys.map((key): SettingRow => {
    const base = valuesOf(reference)[key];
    const multiplies = isMultiplied(key, dimensions, valuesOf(reference));
    const cells = details.map((detail) => {
      const value = valuesOf(detail)[key];
      return { value, delta: deltaOf(value, base, multiplies) };
    });
    return { key, cells, differs: cells.some(({ delta }) => delta.kind !== 'same') };
  });
  const byGroup = Map.groupBy(rows, ({ key }) => groupOf(key));
  return [...byGroup].map(([group, own]) => ({ group, rows: own }));
}

/** Params stand for a trial whose settings the host does not know. */
function valuesOf({ settings, trial }: TrialDetail): Readonly<Record<string, SettingValue>> {
  return { ...trial.params, ...settings };
}

export function deltaOf(
  value: SettingValue | undefined,
  reference: SettingValue | undefined,
  multiplies: boolean,
): Delta {
  if (Object.is(value, reference)) return { kind: 'same' };
  if (value === undefined) return { kind: 'unused' };
  if (value === null) return reference === undefined ? { kind: 'same' } : { kind: 'without' };
  if (reference === undefined || reference === null) return { kind: 'added' };
  if (typeof value === 'number' && typeof reference === 'number') {
    return multiplies && value > 0 && reference > 0
      ? { kind: 'factor', by: value / reference }
      : { kind: 'difference', by: value - reference };
  }
  if (typeof value === 'boolean' && typeof reference === 'boolean') return { kind: value ? 'on' : 'off' };
  return { kind: 'instead' };
}

/** Whether a step in it is a factor: searched on a log scale or in choices that grow by one, here or as the registry would. */
export function isMultiplied(
  key: string,
  dimensions: readonly Dimension[],
  settings: Readonly<Record<string, SettingValue>>,
): boolean {
  const setting = findSetting(key);
  const usual = setting === undefined ? undefined : defaultRange(setting, { settings, facts: null });
  const own = dimensions.find(({ name }) => name === key);
  return [own, usual].some((range) => {
    switch (range?.type) {
      case 'float':
      case 'int':
        return range.scale === 'log';
      case 'lognormal':
        return true;
      case 'categorical':
        return isGeometric(range.choices);
      default:
        return false;
    }
  });
}

/** "16, 32, 64": at least three, each the same multiple of the one before. */
function isGeometric(choices: readonly SettingValue[]): boolean {
  const numbers = choices.filter((choice) => typeof choice === 'number').sort((a, b) => a - b);
  const factors = numbers.slice(1).map((number, i) => number / (numbers[i] ?? Number.NaN));
  const [first = 0] = factors;
  return factors.length >= 2 && (numbers[0] ?? 0) > 0 && factors.every((factor) => Math.abs(factor / first - 1) < 1e-6);
}

const places: ReadonlyMap<string, number> = new Map(settingsRegistry.map(({ key }, at) => [key, at]));

function byRegistry(a: string, b: string): number {
  return (places.get(a) ?? places.size) - (places.get(b) ?? places.size) || a.localeCompare(b);
}

function groupOf(key: string): Group {
  const area = key.split('.')[0];
  return (findSetting(key) && groups.find((group) => group === area)) || 'other';
}

/** Rows that tell one run from the reference: what was searched first, then by how much a setting matters, as the registry ranks them. */
export function changesOf(all: readonly SettingGroup[], run: number, searched: ReadonlySet<string>): SettingRow[] {
  const weight = ({ key }: SettingRow) => (searched.has(key) ? 0 : 10) + (findSetting(key)?.importance ?? 6);
  return all
    .flatMap(({ rows }) => rows)
    .filter(({ cells }) => (cells[run]?.delta.kind ?? 'same') !== 'same')
    .sort((a, b) => weight(a) - weight(b));
}
