// A space as rows: what each setting is now and is to be, the scale that it is drawn on, and the values that were tried. Pure.
import type { PlacedTrial, StudySpace } from '#shared/contract/space.ts';
import { findSetting, settingKeys } from '#shared/settings/index.ts';
import { isRange, type Range, type SettingEntry } from '#shared/study/ranges.ts';
import { isSameEntry } from '#shared/study/space-diff.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { axisOf, intervalOf, placeOnAxis, type RowProblem } from '../../../space/index.ts';
import { problemOf } from '../../../ui/index.ts';
import type { SpaceDraft } from './draft.ts';

export interface SpaceRow {
  readonly setting: string;
  /** In force; undefined: not named, at its default. */
  readonly before: SettingEntry | undefined;
  readonly entry: SettingEntry;
  readonly changed: boolean;
  /** All that it was searched over in any version, on the scale that it has now; null: it was never searched. */
  readonly scale: Range | null;
  readonly problem: RowProblem | null;
}

export interface SpaceRows {
  readonly searched: readonly SpaceRow[];
  readonly fixed: readonly SpaceRow[];
}

/** In the registry's order, others behind it by name. `editing`: choices that were never searched are offered, too. */
export function rowsOf(space: StudySpace, draft: SpaceDraft, editing: boolean): SpaceRows {
  const rows = Object.entries(draft.settings)
    .map(([setting, entry]) => rowOf(space, setting, entry, editing))
    .sort((a, b) => rank(a.setting) - rank(b.setting) || (a.setting < b.setting ? -1 : 1));
  // One that was just fixed stays where it stood, so that it can be freed again.
  const isSearched = ({ entry, before }: SpaceRow) => isRange(entry) || isRange(before);
  return { searched: rows.filter(isSearched), fixed: rows.filter((row) => !isSearched(row)) };
}

function rank(setting: string): number {
  const place = settingKeys.indexOf(setting);
  return place < 0 ? settingKeys.length : place;
}

function rowOf(space: StudySpace, setting: string, entry: SettingEntry, editing: boolean): SpaceRow {
  const before = space.settings[setting];
  const known = space.versions.map(({ settings }) => settings[setting]).filter(isRange);
  const range = isRange(entry) ? entry : isRange(before) ? before : (known.at(-1) ?? null);
  const scale = range === null ? null : hullOf(editing ? setting : null, range, known);
  return {
    ...{ setting, before, entry, scale },
    changed: !isSameEntry(before, entry),
    problem: isRange(entry) && scale !== null ? problemIn(setting, scale, entry) : null,
  };
}

function problemIn(setting: string, scale: Range, entry: Range): RowProblem | null {
  if (entry.type === 'categorical') return entry.choices.length === 0 ? 'no-choice' : null;
  const axis = axisOf(setting, scale, String);
  const interval = intervalOf(scale, entry);
  return axis === null || interval === null ? null : problemOf(axis, interval);
}

/** As wide as any version was; of choices all that were, and all that `setting` knows. */
export function hullOf(setting: string | null, range: Range, versions: readonly Range[]): Range {
  if (range.type === 'categorical') {
    const known = setting === null ? undefined : findSetting(setting)?.kind;
    const others = versions.flatMap((one) => (one.type === 'categorical' ? one.choices : []));
    const choices = [...new Set([...(known?.type === 'choice' ? known.choices : []), ...others, ...range.choices])];
    const order =
      range.ordered && choices.every((one) => typeof one === 'number')
        ? choices.sort((a, b) => Number(a) - Number(b))
        : choices;
    return {
      type: 'categorical',
      choices: order,
      ...(range.ordered && { ordered: true }),
      ...(range.when && { when: range.when }),
    };
  }
  if (range.type !== 'float' && range.type !== 'int') return range;
  const alike = versions.filter((one) => one.type === 'float' || one.type === 'int');
  if (range.values) {
    const values = [...new Set([...alike.flatMap((one) => one.values ?? []), ...range.values])].sort((a, b) => a - b);
    return { ...range, values, low: values[0] ?? range.low, high: values.at(-1) ?? range.high };
  }
  const lows = alike.map(({ low }) => low).filter((low) => range.scale === 'linear' || low > 0);
  const low = Math.min(...lows, ...(alike.length === 0 ? [range.low] : []));
  const high = Math.max(...alike.map((one) => one.high), ...(alike.length === 0 ? [range.high] : []));
  // A draft with crossed ends is drawn on the scale that there was.
  const { step: _, points: __, ...rest } = range;
  return Number.isFinite(low) && low < high ? { ...rest, low, high } : rest;
}

export interface TriedValue {
  readonly trial: number;
  /** On the scale of its row. */
  readonly place: number;
  readonly value: SettingValue;
  /** The trial counts in the space in force. */
  readonly inside: boolean;
}

/** Values that were tried on a setting's scale; those without a place on it are left out. */
export function triedOf(scale: Range, setting: string, trials: readonly PlacedTrial[]): TriedValue[] {
  return trials.flatMap(({ trial, settings, outside }) => {
    const value = settings[setting];
    if (value === undefined) return [];
    const cell = scale.type === 'categorical' ? scale.choices.indexOf(value) : null;
    const place = cell === null ? placeOnAxis(scale, value) : cell < 0 ? Number.NaN : cell;
    return Number.isFinite(place) ? [{ trial, place, value, inside: outside === null }] : [];
  });
}

/** How many values lie in the entry. */
export function heldBy(entry: SettingEntry, tried: readonly TriedValue[]): number {
  return tried.filter(({ value }) => holds(entry, value)).length;
}

function holds(entry: SettingEntry, value: SettingValue): boolean {
  if (!isRange(entry)) return entry === value;
  if (entry.type === 'categorical') return entry.choices.includes(value);
  if (entry.type === 'normal' || entry.type === 'lognormal') return true;
  if (entry.values) return entry.values.some((one) => one === value);
  return typeof value === 'number' && value >= entry.low && value <= entry.high;
}

export const binCount = 30;

/** How often the stretches of a scale were tried, from left to right. `places`: 0 the left end, 1 the right end; others are in the end bins. */
export function binsOf(places: readonly number[]): number[] {
  const bins = new Array<number>(binCount).fill(0);
  for (const place of places) {
    const bin = Math.min(binCount - 1, Math.max(0, Math.floor(place * binCount)));
    if (Number.isFinite(bin)) bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}
