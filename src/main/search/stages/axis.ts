// One searched setting on its own scale: where a value lies, how many values there are, and the range between two places. Pure.
import { normalCdf } from '#shared/num/normal-distribution.ts';
import { clamp, nearestStep, roundSignificant } from '#shared/num/scales.ts';
import { findSetting } from '#shared/settings/index.ts';
import type { Range } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';

export interface Axis {
  /** Places of the ends; infinite for a prior. */
  readonly low: number;
  readonly high: number;
  /** Whether the end is the setting's own, so that nothing lies beyond it. */
  readonly closed: { readonly low: boolean; readonly high: boolean };
  /** It has neighbouring values with nothing between them. */
  readonly discrete: boolean;
  place(value: SettingValue): number;
  /** Share of evenly drawn values that lie between these two, both and their bins included, 0..1. */
  share(from: number, to: number): number;
  /** Values next to this place, inside the ends; itself at an end. Of a discrete axis only. */
  neighbours(place: number): readonly [number, number];
  /** The range between two places, or the one value there is. Never narrower than from `from` to `to` and never beyond the ends. */
  entry(from: number, to: number): Range | SettingValue;
}

/** Null for choices without an order. */
export function axisOf(setting: string, range: Range): Axis | null {
  switch (range.type) {
    case 'categorical':
      return range.ordered ? listAxis(range.choices, (choices, from) => orderedEntry(range, choices, from)) : null;
    case 'normal':
    case 'lognormal':
      return priorAxis(setting, range);
    case 'float':
    case 'int': {
      const { values } = range;
      if (values === undefined) return numberAxis(setting, range);
      return listAxis(values, (kept) => {
        const numbers = kept.filter((value) => typeof value === 'number');
        const [low = range.low] = numbers;
        return { ...range, low, high: numbers.at(-1) ?? low, values: numbers };
      });
    }
  }
}

type Numeric = Extract<Range, { type: 'float' | 'int' }>;
type Prior = Extract<Range, { type: 'normal' | 'lognormal' }>;
type Categorical = Extract<Range, { type: 'categorical' }>;

function numberAxis(setting: string, range: Numeric): Axis {
  const { low, high, scale, type, points } = range;
  const step = range.step ?? (type === 'int' ? 1 : undefined);
  const log = scale === 'log';
  const toPlace = (value: number) => (log ? Math.log(value) : value);
  const toValue = (place: number) => (log ? Math.exp(place) : place);
  const onGrid = (value: number) =>
    step === undefined ? clamp(roundSignificant(value), low, high) : nearestStep(value, low, high, step);
  // A whole number owns the bin from half a step below to half a step above.
  const half = (step ?? 0) / 2;
  const edge = (place: number, side: -1 | 1) => toPlace(toValue(place) + side * half);
  const width = edge(toPlace(high), 1) - edge(toPlace(low), -1);
  const limits = legalLimits(setting);
  return {
    low: toPlace(low),
    high: toPlace(high),
    closed: { low: low <= limits.low, high: high >= limits.high },
    // With "points" it is a grid whose points follow its ends: a narrower one is a finer one.
    discrete: step !== undefined && points === undefined,
    place: (value) => toPlace(Number(value)),
    share: (from, to) => (edge(to, 1) - edge(from, -1)) / width,
    neighbours: (place) => [
      toPlace(onGrid(toValue(place) - (step ?? 0))),
      toPlace(onGrid(toValue(place) + (step ?? 0))),
    ],
    entry(from, to) {
      const [a, b] = [onGrid(toValue(from)), onGrid(toValue(to))];
      return a >= b ? a : { ...range, low: a, high: b };
    },
  };
}

/** Values in their order, each as likely as the others: a place is an index. */
function listAxis(
  values: readonly SettingValue[],
  toRange: (kept: readonly SettingValue[], from: number) => Range,
): Axis {
  const last = values.length - 1;
  return {
    low: 0,
    high: last,
    closed: { low: false, high: false },
    discrete: true,
    place: (value) => values.indexOf(value),
    share: (from, to) => (to - from + 1) / values.length,
    neighbours: (place) => [Math.max(0, place - 1), Math.min(last, place + 1)],
    entry(from, to) {
      const [a, b] = [clamp(Math.round(from), 0, last), clamp(Math.round(to), 0, last)];
      return a >= b ? (values[a] ?? null) : toRange(values.slice(a, b + 1), a);
    },
  };
}

function orderedEntry(range: Categorical, choices: readonly SettingValue[], from: number): Range {
  const weights = range.weights?.slice(from, from + choices.length);
  return { ...range, choices: [...choices], ...(weights && { weights }) };
}

/** A prior has no ends but those of the setting; its narrowed range is a bounded one, on the logarithm's scale for a lognormal one. */
function priorAxis(setting: string, range: Prior): Axis {
  const { type, mean, sd, step, when } = range;
  const log = type === 'lognormal';
  const limits = legalLimits(setting);
  const toPlace = (value: number) => (log ? Math.log(Math.max(0, value)) : value);
  const toValue = (place: number) => (log ? Math.exp(place) : place);
  const unit = step ?? (findSetting(setting)?.kind.type === 'int' ? 1 : undefined);
  const onGrid = (value: number) => roundSignificant(unit === undefined ? value : Math.round(value / unit) * unit);
  return {
    low: toPlace(limits.low),
    high: toPlace(limits.high),
    closed: { low: true, high: true },
    discrete: unit !== undefined,
    place: (value) => toPlace(Number(value)),
    share: (from, to) => normalCdf((to - mean) / sd) - normalCdf((from - mean) / sd),
    neighbours: (place) => [toPlace(toValue(place) - (unit ?? 0)), toPlace(toValue(place) + (unit ?? 0))],
    entry(from, to) {
      const low = onGrid(clamp(toValue(from), limits.low, limits.high));
      const high = onGrid(clamp(toValue(to), limits.low, limits.high));
      if (low >= high) return low;
      const whole = unit !== undefined && Number.isInteger(unit) && Number.isInteger(low);
      return {
        ...{ type: whole ? 'int' : 'float', low, high, ...(when && { when }) },
        ...(unit !== undefined && !(whole && unit === 1)
          ? { scale: 'linear', step: unit }
          : { scale: log && low > 0 ? 'log' : 'linear' }),
      };
    },
  };
}

/** The setting's own ends; beside an open one, which cannot be taken itself. */
function legalLimits(setting: string): { low: number; high: number } {
  const kind = findSetting(setting)?.kind;
  if (kind?.type !== 'float' && kind?.type !== 'int') {
    return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  }
  return { low: kind.low + (kind.openLow ? beside : 0), high: kind.high - (kind.openHigh ? beside : 0) };
}

const beside = 1e-9;
