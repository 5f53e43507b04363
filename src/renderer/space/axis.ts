// A searched setting on the vernier: its old range as a scale, new ranges as intervals on it and back. Pure.
import { roundSignificant } from '#shared/num/scales.ts';
import { findSetting } from '#shared/settings/index.ts';
import { isRange, type Range, type SettingEntry } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import type { Interval, RangeAxis } from '../ui/index.ts';

/** Values of an ordered list; null for any other range. */
export function listOf(range: Range): readonly SettingValue[] | null {
  if (range.type === 'categorical') return range.ordered ? range.choices : null;
  return range.type === 'float' || range.type === 'int' ? (range.values ?? null) : null;
}

/** Standard deviations of a prior that its scale shows on both sides. */
const priorReach = 3;

/** Null for choices without an order. `text`: a value as the scale writes it. */
export function axisOf(setting: string, range: Range, text: (value: SettingValue) => string): RangeAxis | null {
  const list = listOf(range);
  if (list !== null) return { kind: 'list', labels: list.map(text) };
  switch (range.type) {
    case 'categorical':
      return null;
    case 'float':
    case 'int': {
      const { low, high, scale, step, type } = range;
      return {
        ...{ kind: 'number', low, high, log: scale === 'log', integer: type === 'int', step },
        limits: limitsOf(setting),
      };
    }
    case 'normal':
    case 'lognormal': {
      const ends = [-priorReach, priorReach].map((z) => range.mean + z * range.sd);
      const [low = 0, high = 1] = range.type === 'lognormal' ? ends.map(Math.exp) : ends;
      const integer = findSetting(setting)?.kind.type === 'int';
      const log = range.type === 'lognormal';
      return { kind: 'number', low, high, log, integer, limits: limitsOf(setting) };
    }
  }
}

/** What is legal for the setting itself; an open end cannot be taken. */
export function limitsOf(setting: string): Interval | undefined {
  const kind = findSetting(setting)?.kind;
  if (kind?.type !== 'float' && kind?.type !== 'int') return undefined;
  return { low: kind.openLow ? kind.low + 1e-12 : kind.low, high: kind.openHigh ? kind.high - 1e-12 : kind.high };
}

/** Where a value stands on the axis; NaN where it has no place. */
export function placeOnAxis(parent: Range, value: SettingValue | undefined): number {
  if (value === undefined || value === null) return Number.NaN;
  const list = listOf(parent);
  if (list === null) return typeof value === 'number' ? value : Number.NaN;
  const index = list.indexOf(value);
  return index < 0 ? Number.NaN : index;
}

/** The interval of a range; null for one value, a prior, and choices. */
export function intervalOf(parent: Range, entry: SettingEntry | null): Interval | null {
  if (entry === null || !isRange(entry)) return null;
  const list = listOf(entry);
  if (list !== null) {
    const [low, high] = [placeOnAxis(parent, list[0]), placeOnAxis(parent, list.at(-1))];
    return Number.isFinite(low + high) ? { low, high } : null;
  }
  return entry.type === 'float' || entry.type === 'int' ? { low: entry.low, high: entry.high } : null;
}

/** What the next stage takes when the jaws stand so: a range as the old one, or the one value of a list that is left. */
export function entryOf(setting: string, parent: Range, { low, high }: Interval): SettingEntry {
  const list = listOf(parent);
  if (list !== null) {
    const kept = list.slice(low, high + 1);
    const [only] = kept;
    if (kept.length === 1 && only !== undefined) return only;
    if (parent.type === 'categorical') return withChoices(parent, new Set(kept));
    const numbers = kept.filter((value) => typeof value === 'number');
    return { ...parent, low: numbers[0] ?? low, high: numbers.at(-1) ?? high, values: numbers } as Range;
  }
  if (parent.type === 'float' || parent.type === 'int') return { ...parent, low, high };
  // A prior that is given ends becomes a range on its own scale.
  const whole = findSetting(setting)?.kind.type === 'int';
  const log = parent.type === 'lognormal' && low > 0;
  const { when } = parent;
  const ends = whole ? { low: Math.floor(low), high: Math.ceil(high) } : { low, high };
  return { type: whole ? 'int' : 'float', ...ends, scale: log ? 'log' : 'linear', ...(when && { when }) };
}

/** Digits that ends of a range are written with. */
const digits = 3;

/**
 * The proposed range with ends of three digits, outwards, so that what stands in the fields is what is searched; never beyond the old ends
 * that the proposal keeps to.
 */
export function tidied(parent: Range, entry: SettingEntry | null): SettingEntry | null {
  if (entry === null || !isRange(entry) || entry.type !== 'float' || entry.values || entry.step !== undefined)
    return entry;
  const old = intervalOf(parent, parent);
  const low = rounded(entry.low, Math.floor);
  const high = rounded(entry.high, Math.ceil);
  return {
    ...entry,
    low: old !== null && entry.low >= old.low ? Math.max(low, old.low) : low,
    high: old !== null && entry.high <= old.high ? Math.min(high, old.high) : high,
  };
}

function rounded(value: number, towards: (value: number) => number): number {
  if (value === 0) return 0;
  const exponent = Math.floor(Math.log10(Math.abs(value))) - digits + 1;
  const scaled = exponent < 0 ? value * 10 ** -exponent : value / 10 ** exponent;
  // A number of three digits may be a hair beside a whole one.
  const whole = Math.abs(scaled - Math.round(scaled)) < 1e-6 ? Math.round(scaled) : towards(scaled);
  return roundSignificant(exponent < 0 ? whole / 10 ** -exponent : whole * 10 ** exponent);
}

type Choices = Extract<Range, { type: 'categorical' }>;

/** The choices that stay, with the weights they had. */
export function withChoices(parent: Choices, kept: ReadonlySet<SettingValue>): Choices {
  const choices = parent.choices.filter((choice) => kept.has(choice));
  const weights = parent.weights?.filter((_, i) => kept.has(parent.choices[i] ?? null));
  return { ...parent, choices, ...(weights && { weights }) };
}

/** Part of the old range that the new one is, by the scale's own measure; null where that is not known. */
export function partOf(parent: Range, entry: SettingEntry | null): number | null {
  if (entry === null || !isRange(entry)) return null;
  if (parent.type === 'categorical' && entry.type === 'categorical') {
    return entry.choices.length / parent.choices.length;
  }
  const [old, now] = [intervalOf(parent, parent), intervalOf(parent, entry)];
  if (old === null || now === null || old.high <= old.low || now.high < now.low) return null;
  const list = listOf(parent);
  if (list !== null) return (now.high - now.low + 1) / list.length;
  const log = 'scale' in parent && parent.scale === 'log';
  if (log && now.low <= 0) return null;
  if (log) return Math.log(now.high / now.low) / Math.log(old.high / old.low);
  const cell = parent.type === 'int' ? 1 : 0;
  return (now.high - now.low + cell) / (old.high - old.low + cell);
}
