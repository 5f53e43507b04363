// Geometry of a vernier: places of values on a coarse scale and on the fine one below it, ticks, steps of a jaw. Knows numbers and
// lists only. Pure.
import { clamp, nearestStep, roundSignificant } from '#shared/num/scales.ts';
import { type Tick, valueTicks } from '../../charts/ticks.ts';

/** What the coarse scale measures. */
export type RangeAxis =
  | {
      readonly kind: 'number';
      readonly low: number;
      readonly high: number;
      readonly log: boolean;
      readonly integer: boolean;
      /** Values lie at low + k · step. */
      readonly step?: number | undefined;
      /** Beyond these no value is legal; absent: none. */
      readonly limits?: Interval | undefined;
    }
  /** Values in an order, as their texts; a value is an index. */
  | { readonly kind: 'list'; readonly labels: readonly string[] };

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A single value that is marked on the scales. */
export interface RangeMark {
  readonly value: number;
  /** 0: the best of all, 1: one of the best, 2: any other. */
  readonly rank: 0 | 1 | 2;
}

/** The stretch of values that one scale draws, from its left end to its right end. */
export interface View extends Interval {
  readonly log: boolean;
}

/** So many whole numbers are drawn as cells with a value in the middle; of more, only the numbers. */
const mostCells = 24;

/** The scale's old range, wider where `shown` reaches out of it. */
export function viewOf(axis: RangeAxis, shown: Interval | null): View {
  const { low, high } = boundsOf(axis);
  return padded(axis, {
    low: shown === null ? low : Math.min(low, shown.low, shown.high),
    high: shown === null ? high : Math.max(high, shown.low, shown.high),
  });
}

/** Where the coarse scale draws a value while `shown` is the new range: as of `placeOf`. */
export function placeOnScale(axis: RangeAxis, shown: Interval | null, value: number): number {
  return placeOf(viewOf(axis, shown), value);
}

/** The fine scale: the new range alone. */
export function fineViewOf(axis: RangeAxis, shown: Interval): View {
  return padded(axis, shown);
}

export function boundsOf(axis: RangeAxis): Interval {
  return axis.kind === 'list' ? { low: 0, high: axis.labels.length - 1 } : { low: axis.low, high: axis.high };
}

/** Half of a cell on either side of whole numbers and of a list's values; 0 for what has no cells. */
export function cellOf(axis: RangeAxis): number {
  if (axis.kind === 'list') return 0.5;
  return axis.integer && !axis.log && axis.high - axis.low < mostCells ? 0.5 : 0;
}

function padded(axis: RangeAxis, { low, high }: Interval): View {
  const cell = cellOf(axis);
  const log = axis.kind === 'number' && axis.log && low > 0;
  return { low: low - cell, high: high + cell, log };
}

/** 0 at the left end, 1 at the right end, beyond these outside. NaN where a log scale has no place. */
export function placeOf({ low, high, log }: View, value: number): number {
  if (high === low) return 0.5;
  if (log) return Math.log(value / low) / Math.log(high / low);
  return (value - low) / (high - low);
}

/** The value at a place; the other way round of `placeOf`. */
export function valueAt({ low, high, log }: View, place: number): number {
  return log ? low * (high / low) ** place : low + place * (high - low);
}

/** Where a jaw stands: at the outer edge of its value's cell. */
export function jawPlace(axis: RangeAxis, view: View, value: number, side: 'low' | 'high'): number {
  return placeOf(view, value + (side === 'low' ? -1 : 1) * cellOf(axis));
}

/**
 * The value that a jaw takes when it is put at a place, with as many digits as `fineness`, a part of the scale's length, can tell apart.
 * Inside the legal limits.
 */
export function valueOfJaw(axis: RangeAxis, view: View, place: number, side: 'low' | 'high', fineness: number): number {
  const raw = valueAt(view, place) - (side === 'low' ? -1 : 1) * cellOf(axis);
  const unit = Math.abs(valueAt(view, place + fineness) - valueAt(view, place));
  return legal(axis, onUnit(raw, unit));
}

/** The part of the coarse scale that one arrow key moves a jaw; with Shift ten times that. */
const arrowStep = 0.01;

/** One step of a jaw. Always another value than before, but at the end of what is legal. */
export function stepped(axis: RangeAxis, value: number, direction: 1 | -1, big: boolean): number {
  const times = direction * (big ? 10 : 1);
  if (axis.kind === 'list') return clamp(value + times, 0, axis.labels.length - 1);
  if (axis.step !== undefined || (axis.integer && !axis.log)) return legal(axis, value + times * (axis.step ?? 1));
  const view = viewOf(axis, { low: value, high: value });
  const from = placeOf(view, value);
  const next = valueAt(view, from + times * arrowStep);
  const rounded = onUnit(next, Math.abs(valueAt(view, from + direction * arrowStep) - value));
  if (!axis.integer) return legal(axis, rounded);
  const whole = Math.round(next);
  return legal(axis, direction > 0 ? Math.max(value + 1, whole) : Math.min(value - 1, whole));
}

/** A jaw that is moved stays on its own side of the other one. */
export function apart(axis: RangeAxis, value: Interval, side: 'low' | 'high', wanted: number): Interval {
  if (axis.kind === 'list') {
    return side === 'low'
      ? { low: Math.min(wanted, value.high), high: value.high }
      : { low: value.low, high: Math.max(wanted, value.low) };
  }
  return side === 'low'
    ? { low: wanted < value.high ? wanted : stepped(axis, value.high, -1, false), high: value.high }
    : { low: value.low, high: wanted > value.low ? wanted : stepped(axis, value.low, 1, false) };
}

/** Why a range cannot be searched; null when it can. A list may come down to one value. */
export function problemOf(axis: RangeAxis, { low, high }: Interval): 'crossed' | 'not-positive' | 'illegal' | null {
  if (axis.kind === 'list') return low > high ? 'crossed' : null;
  if (low >= high) return 'crossed';
  if (axis.log && low <= 0) return 'not-positive';
  const { limits } = axis;
  return limits && (low < limits.low || high > limits.high) ? 'illegal' : null;
}

/** Whether a range reaches out of the old one. */
export function isOutside(axis: RangeAxis, { low, high }: Interval): boolean {
  const bounds = boundsOf(axis);
  return low < bounds.low || high > bounds.high;
}

/** `room`: labels that fit. Whole numbers have ticks at whole numbers only, lists at each value. */
export function ticksOf(axis: RangeAxis, view: View, room: number): readonly Tick[] {
  if (axis.kind === 'list') {
    const every = Math.max(1, Math.ceil(axis.labels.length / Math.max(1, room)));
    return axis.labels.flatMap((label, value): Tick[] => {
      if (value < view.low || value > view.high) return [];
      return [value % every === 0 ? { value, level: 0, label } : { value, level: 1 }];
    });
  }
  const ticks = valueTicks(view.log ? 'log' : 'linear', view.low, view.high, Math.max(1, room));
  return axis.integer ? ticks.filter(({ value }) => Number.isInteger(value)) : ticks;
}

function legal(axis: RangeAxis, value: number): number {
  if (axis.kind === 'list') return clamp(Math.round(value), 0, axis.labels.length - 1);
  const { low, high, step, integer, log, limits } = axis;
  const least = limits?.low ?? Number.NEGATIVE_INFINITY;
  const inside = clamp(
    value,
    log ? Math.max(least, Number.MIN_VALUE) : least,
    limits?.high ?? Number.POSITIVE_INFINITY,
  );
  if (step !== undefined) return nearestStep(inside, low, Math.max(high, low + step), step);
  return integer ? Math.round(inside) : inside;
}

/** Rounded to the largest power of ten that is no more than `unit`. */
function onUnit(value: number, unit: number): number {
  if (!(unit > 0) || !Number.isFinite(unit)) return value;
  const exponent = Math.floor(Math.log10(unit));
  // A negative power of ten is no exact number: its inverse is.
  const rounded =
    exponent < 0
      ? Math.round(value * 10 ** -exponent) / 10 ** -exponent
      : Math.round(value / 10 ** exponent) * 10 ** exponent;
  return roundSignificant(rounded);
}
