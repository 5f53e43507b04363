// Where values lie within their ranges, and where a range would end after a change. Pure.
import type { NumericRange } from '#shared/contract/advice.ts';
import { clamp, roundSignificant } from '#shared/num/scales.ts';
import { findSetting } from '#shared/settings/index.ts';
import { finiteValues } from '#shared/study/candidates.ts';
import { shareOf } from '#shared/study/quantile.ts';
import { type Dimension, isPrior, type NumericDimension } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

/** A number, bounded and not fixed to a list: a range that can be given other ends. */
export function isOpenRange(dimension: Dimension): dimension is NumericDimension {
  if (dimension.type === 'categorical' || isPrior(dimension)) return false;
  return dimension.values === undefined && dimension.points === undefined && dimension.high > dimension.low;
}

/** Whether the dimension has an order, so that "more of it" means something. */
export function isOrdered(dimension: Dimension): boolean {
  return dimension.type !== 'categorical' || dimension.ordered === true;
}

/** Share of the range, on its scale, that lies below the value; of unordered choices the index. NaN where the setting is inactive. */
export function coordinateOf(dimension: Dimension, params: Params): number {
  const value = params[dimension.name];
  if (value === undefined) return Number.NaN;
  if (dimension.type === 'categorical') {
    const index = dimension.choices.indexOf(value);
    if (index < 0) return Number.NaN;
    return dimension.ordered === true ? (index + 0.5) / dimension.choices.length : index;
  }
  return typeof value === 'number' && Number.isFinite(value) ? shareOf(dimension, value) : Number.NaN;
}

/** More values than that are as good as a continuum. */
const mostCounted = 200;

/**
 * The part of a range at its end, `share` wide: from which coordinate on, and which share of even draws falls there. Of a few whole numbers or
 * steps it is those whose middle lies in it, and at least the last.
 */
export function partAt(
  dimension: NumericDimension,
  share: number,
  end: 'low' | 'high',
): { readonly mass: number; has(coordinate: number): boolean } {
  const outwards = (coordinate: number) => (end === 'high' ? 1 - coordinate : coordinate);
  const { step, type, low, high } = dimension;
  const unit = step ?? (type === 'int' ? 1 : null);
  if (unit === null || (high - low) / unit > mostCounted) {
    return { mass: share, has: (coordinate) => outwards(coordinate) <= share };
  }
  const values = finiteValues(dimension) ?? [];
  const places = values.map((value) => outwards(shareOf(dimension, Number(value)))).sort((a, b) => a - b);
  const inside = Math.max(1, places.filter((place) => place <= share).length);
  const mass = inside < places.length ? ((places[inside - 1] ?? 0) + (places[inside] ?? 1)) / 2 : 1;
  return { mass, has: (coordinate) => outwards(coordinate) <= mass };
}

export function toRange({ type, low, high, scale, step }: NumericDimension): NumericRange {
  return { type, low, high, scale, ...(step !== undefined && { step }) };
}

/** Share of the width, on the range's scale, by which it grows. */
const growth = 0.5;

/**
 * The range with one end moved outwards by half of its width on its scale (a factor of ten for two decades), two digits; not beyond
 * what is legal for the setting, nor beyond what is usual as long as the range is within it. A setting that the registry does not have keeps
 * its sign, and an end at 0 stays. Null where there is no room for a twentieth of the width.
 */
export function widened(dimension: NumericDimension, end: 'low' | 'high', builtin: boolean): NumericRange | null {
  const { name, low, high, scale, type, step } = dimension;
  const limits = limitsOf(dimension, builtin);
  const outwards = end === 'high' ? 1 : -1;
  const from = end === 'high' ? high : low;
  const width = scale === 'log' ? Math.log(high / low) : high - low;
  const wanted = scale === 'log' ? from * Math.exp(outwards * growth * width) : from + outwards * growth * width;
  const rounded = neatly(clamp(wanted, limits.low, limits.high), { end, type, step, from });
  const to = clamp(rounded, limits.low, limits.high);
  const gained = scale === 'log' ? Math.abs(Math.log(to / from)) : Math.abs(to - from);
  if (!Number.isFinite(to) || (to - from) * outwards <= 0 || gained < width / 20 || !isLegalEnd(name, to, builtin)) {
    return null;
  }
  return { ...toRange(dimension), [end]: to };
}

function neatly(
  value: number,
  { end, type, step, from }: { end: 'low' | 'high'; type: 'float' | 'int'; step: number | undefined; from: number },
): number {
  if (step !== undefined) return roundSignificant(from + Math.trunc((value - from) / step) * step);
  const two = roundSignificant(value, 2);
  if (type === 'float') return two;
  return end === 'high' ? Math.floor(two) : Math.ceil(two);
}

/** Where ends may be moved to. */
function limitsOf({ name, low, high, scale }: NumericDimension, builtin: boolean): { low: number; high: number } {
  const kind = builtin ? findSetting(name)?.kind : undefined;
  if (kind?.type === 'float' || kind?.type === 'int') {
    const { usual } = kind;
    return {
      low: usual && low >= usual.low ? usual.low : kind.low,
      high: usual && high <= usual.high ? usual.high : kind.high,
    };
  }
  if (scale === 'log') return { low: 0, high: Number.POSITIVE_INFINITY };
  return {
    low: low > 0 ? low / 2 : low === 0 ? 0 : Number.NEGATIVE_INFINITY,
    high: high < 0 ? high / 2 : high === 0 ? 0 : Number.POSITIVE_INFINITY,
  };
}

function isLegalEnd(name: string, value: number, builtin: boolean): boolean {
  const kind = builtin ? findSetting(name)?.kind : undefined;
  if (kind?.type !== 'float' && kind?.type !== 'int') return true;
  if (kind.openLow ? value <= kind.low : value < kind.low) return false;
  return kind.openHigh ? value < kind.high : value <= kind.high;
}
