// From a study file to its search space: dimensions with their effective conditions, fixed values, and what is wrong with them.
import type { Problem } from '../contract/common.ts';
import {
  applies,
  appliesToData,
  type DataFacts,
  defaultValue,
  findSetting,
  nearest,
  type Setting,
  settingKeys,
  settingsRegistry,
} from '../settings/index.ts';
import { legalValue } from './candidates.ts';
import { describeCondition } from './condition.ts';
import { error } from './fields.ts';
import { isRange, type Range } from './ranges.ts';
import type { Condition, Dimension, Space } from './space.ts';
import type { StudyFile } from './study-schema.ts';
import { sortByConditions } from './topological.ts';
import type { SettingValue } from './values.ts';

export interface SpacePlan {
  readonly space: Space;
  readonly problems: readonly Problem[];
}

export type PlannedFile = Pick<StudyFile, 'settings' | 'constraints' | 'data' | 'runner'>;

/**
 * The space of a study. `facts` null: what only the data can tell is left open, and the kind of data is taken from its
 * source. A dimension's condition is the file's `when` together with the registry's; parts that always hold are dropped.
 */
export function planSpace(file: PlannedFile, facts: DataFacts | null): SpacePlan {
  const problems: Problem[] = [];
  const fixed = fixedValues(file, facts);
  const ranges = rangesOf(file);
  const plain = new Map(ranges.map(([key, range]) => [key, toDimension(key, range)]));
  const known = { fixed, plain };

  const dimensions: Dimension[] = [];
  for (const [key, range] of ranges) {
    const setting = file.runner.kind === 'builtin' ? findSetting(key) : undefined;
    if (setting && !appliesToData(setting, { facts })) problems.push(error(`settings.${key}`, wrongData(setting)));
    const own = settle(key, 'when', range.when, known, problems);
    const registry = settle(key, 'registry', setting?.when, known, problems);
    const when = merge(own, registry);
    const dimension = plain.get(key);
    if (dimension) dimensions.push(when ? { ...dimension, when } : dimension);
  }
  const sorted = sortByConditions(dimensions);
  if (sorted.cycle) problems.push(error(`settings.${sorted.cycle[0]}.when`, circleOf(sorted.cycle)));
  else if (problems.length === 0) problems.push(...excludedByOthers(sorted.dimensions));
  const constraints = [...file.constraints, ...ranges.flatMap(([key, range]) => priorBounds(key, range, file))];
  return { space: { dimensions: sorted.dimensions, constraints, fixed }, problems };
}

/** Ranges in the registry's order, others after them by name: the order in which a file lists them changes no draw. */
function rangesOf(file: PlannedFile): [string, Range][] {
  const rank = (key: string) => {
    const index = settingKeys.indexOf(key);
    return index < 0 ? settingKeys.length : index;
  };
  return Object.entries(file.settings)
    .flatMap(([key, entry]): [string, Range][] => (isRange(entry) ? [[key, entry]] : []))
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function toDimension(key: string, range: Range): Dimension {
  const { when: _, ...body } = range;
  if (body.type !== 'normal' && body.type !== 'lognormal') return { name: key, ...body };
  const whole = findSetting(key)?.kind.type === 'int' && body.step === undefined;
  return { name: key, ...body, ...(whole && { step: 1 }) };
}

/**
 * Values that are the same in every trial: fixed ones, and defaults that depend on nothing that is searched. Settings that
 * these values rule out are absent.
 */
export function fixedValues(file: PlannedFile, facts: DataFacts | null): Readonly<Record<string, SettingValue>> {
  const fixed: Record<string, SettingValue> = {};
  if (file.runner.kind !== 'builtin') {
    for (const [key, entry] of Object.entries(file.settings)) if (!isRange(entry)) fixed[key] = entry;
    return fixed;
  }
  const about = facts ?? guessFacts(file);
  for (const setting of settingsRegistry) {
    const entry = file.settings[setting.key];
    if (isRange(entry) || !mayApply(setting, fixed, file, about)) continue;
    if (entry !== undefined) fixed[setting.key] = entry;
    else if ('value' in setting.default) fixed[setting.key] = setting.default.value;
    else if (setting.default.needs.every((key) => key in fixed) && (!setting.default.needsData || about)) {
      fixed[setting.key] = defaultValue(setting, { settings: fixed, facts: about });
    }
  }
  return fixed;
}

function mayApply(
  setting: Setting,
  fixed: Readonly<Record<string, SettingValue>>,
  file: PlannedFile,
  facts: DataFacts | null,
): boolean {
  const open = Object.keys(setting.when ?? {}).some((key) => !(key in fixed) && isRange(file.settings[key]));
  return open ? appliesToData(setting, { facts }) : applies(setting, { settings: fixed, facts });
}

/** What the source alone tells; enough for the defaults, never used to refuse anything. */
function guessFacts(file: PlannedFile): DataFacts | null {
  const { data } = file;
  if (data === undefined) return null;
  const image = data.source === 'idx' || data.source === 'image-folder';
  const digits = data.source === 'sample' && data.name === 'digits';
  const table = data.source === 'sample' || data.source === 'csv' || data.source === 'parquet';
  if (!image && !table) return null;
  const regression = data.source === 'sample' && data.name === 'noisy-sine';
  return {
    task: regression ? 'regression' : 'classification',
    kind: image || digits ? 'image' : 'table',
    classes: null,
    inputShape: [],
  };
}

interface Known {
  readonly fixed: Readonly<Record<string, SettingValue>>;
  readonly plain: ReadonlyMap<string, Dimension>;
}

/** The part of a condition that is not decided yet; a part that can never hold, or names nothing, becomes a problem. */
function settle(
  key: string,
  origin: 'when' | 'registry',
  when: Condition | undefined,
  { fixed, plain }: Known,
  problems: Problem[],
): Condition | undefined {
  if (when === undefined) return undefined;
  const open: Record<string, readonly SettingValue[]> = {};
  for (const [target, values] of Object.entries(when)) {
    const path = origin === 'when' ? `settings.${key}.when.${target}` : `settings.${key}`;
    const dimension = plain.get(target);
    const constant = fixed[target];
    if (dimension) {
      const reachable = values.filter((value) => legalValue(dimension, value) !== undefined);
      if (reachable.length === 0) {
        problems.push(error(path, neverUsed(key, when, `the range of ${target} holds no such value`)));
      }
      const all = dimension.type === 'categorical' && dimension.choices.every((choice) => reachable.includes(choice));
      if (!all) open[target] = reachable.map((value) => legalValue(dimension, value) ?? value);
    } else if (constant !== undefined) {
      if (!values.includes(constant)) {
        problems.push(error(path, neverUsed(key, when, `${target} is ${JSON.stringify(constant)}`)));
      }
    } else if (origin === 'when' && !waitsForData(target)) {
      problems.push(error(path, unknownTarget(key, target, [...Object.keys(fixed), ...plain.keys()])));
    }
  }
  return Object.keys(open).length > 0 ? open : undefined;
}

/** Its default is known only with the data; until then nothing can be said about it. */
function waitsForData(key: string): boolean {
  const source = findSetting(key)?.default;
  return source !== undefined && 'needsData' in source && source.needsData === true;
}

function neverUsed(key: string, when: Condition, because: string): string {
  return `"${key}" is searched but never used: it applies when ${describeCondition(when)}, and ${because}; fix that or drop the range.`;
}

function circleOf(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const [only] = quoted;
  if (quoted.length === 1) return `The condition of ${only} depends on ${only} itself; drop it from "when".`;
  const list = `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
  return `The conditions of ${list} depend on each other in a circle; drop one "when".`;
}

/**
 * Dimensions that can never be active because what their condition names is active only where the condition does not hold.
 * `dimensions`: in topological order, each condition by itself possible.
 */
function excludedByOthers(dimensions: readonly Dimension[]): Problem[] {
  /** Everything that holds where a dimension is active: its own condition and those of what it depends on. */
  const all = new Map<string, Condition>();
  return dimensions.flatMap(({ name, when }): Problem[] => {
    let whole = when;
    for (const target of Object.keys(when ?? {})) whole = merge(whole, all.get(target));
    if (whole) all.set(name, whole);
    const [excluded] = Object.entries(whole ?? {}).find(([, values]) => values.length === 0) ?? [];
    if (excluded === undefined || when === undefined) return [];
    const because = `these settings are used together with no value of ${excluded}`;
    return [error(`settings.${name}`, neverUsed(name, when, because))];
  });
}

function unknownTarget(key: string, target: string, names: readonly string[]): string {
  if (findSetting(target)) {
    return `"${key}" depends on "${target}", which has no value of its own here; give "${target}" a value or a range.`;
  }
  const match = nearest(target, [...new Set([...names, ...settingKeys])]);
  return `"${key}" depends on "${target}", which is not a setting${match ? `; did you mean "${match}"?` : '.'}`;
}

function wrongData(setting: Setting): string {
  const { tasks, kinds } = setting.data ?? {};
  const needs = [...(kinds ?? []).map((kind) => `${kind} data`), ...(tasks ?? [])].join(' and ');
  return `"${setting.key}" is searched but never used: it applies to ${needs} only; drop the range.`;
}

function merge(a: Condition | undefined, b: Condition | undefined): Condition | undefined {
  if (!a || !b) return a ?? b;
  const merged: Record<string, readonly SettingValue[]> = { ...a };
  for (const [key, values] of Object.entries(b)) {
    merged[key] = merged[key]?.filter((value) => values.includes(value)) ?? values;
  }
  return merged;
}

/** An unbounded prior on a setting with legal bounds is cut off there. */
function priorBounds(key: string, range: Range, file: PlannedFile): string[] {
  if (range.type !== 'normal' && range.type !== 'lognormal') return [];
  const kind = file.runner.kind === 'builtin' ? findSetting(key)?.kind : undefined;
  if (kind?.type !== 'float' && kind?.type !== 'int') return [];
  const bounds: string[] = [];
  const needsLow = range.type === 'normal' || kind.low > 0 || (kind.openLow && range.step !== undefined);
  if (needsLow) bounds.push(`${key} ${kind.openLow ? '>' : '>='} ${kind.low}`);
  if (Number.isFinite(kind.high)) bounds.push(`${key} ${kind.openHigh ? '<' : '<='} ${kind.high}`);
  return bounds;
}
