// Axes of the Analyse page: a searched setting or the result, on the scale of the space. Pure.
import { type Dimension, isPrior } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { linearTicks, type ScaleKind, type Tick, valueScale, valueTicks } from '../../../charts/index.ts';

/** Key of the axis that carries the result; no setting is named so. */
export const resultKey = '=';

/**
 * Coordinates are values on a numeric axis, and indices of `choices` on one of choices, where each has a cell of its own from i − 0.5 to
 * i + 0.5. Positions run from 0 at `low` to 1 at `high`.
 */
export interface Axis {
  readonly key: string;
  readonly kind: ScaleKind | 'choice';
  readonly integer: boolean;
  readonly low: number;
  readonly high: number;
  /** Empty on a numeric axis. */
  readonly choices: readonly SettingValue[];
  /** No run has a place on it: it has no scale to draw. */
  readonly empty: boolean;
  /** A share in [0, 1], whose ticks have no leading zero. */
  readonly share?: boolean;
}

/** Wide enough for the range that is searched and for every value that was tried: a configuration by hand may lie outside of it. */
export function axisOf(dimension: Dimension, tried: readonly (SettingValue | undefined)[]): Axis {
  const { name: key } = dimension;
  if (dimension.type === 'categorical') {
    const known = tried.filter((value) => value !== undefined);
    const choices = [...new Set<SettingValue>([...dimension.choices, ...known])];
    return { key, kind: 'choice', integer: false, low: -0.5, high: choices.length - 0.5, choices, empty: false };
  }
  const numbers = tried.filter((value) => typeof value === 'number' && Number.isFinite(value)) as number[];
  const kind = isLog(dimension) ? 'log' : 'linear';
  const ends = endsOf(dimension);
  const shown = [...ends, ...numbers].filter(valueScale(kind).shows);
  const [low, high] = apart(Math.min(...shown), Math.max(...shown), kind);
  return { key, kind, integer: dimension.type === 'int', low, high, choices: [], empty: false };
}

/** `fit`: what `fitValues` says of the results; null while there are none, and then no scale is drawn. */
export function resultAxis(kind: ScaleKind, fit: readonly [number, number] | null, share: boolean): Axis {
  const [low, high] = fit ?? (kind === 'log' ? [0.1, 1] : [0, 1]);
  return { key: resultKey, kind, integer: false, low, high, choices: [], empty: fit === null, share };
}

export function isLog(dimension: Dimension): boolean {
  return dimension.type === 'lognormal' || ('scale' in dimension && dimension.scale === 'log');
}

/** Three standard deviations of a prior: 99.7 % of its draws. */
function endsOf(dimension: Exclude<Dimension, { type: 'categorical' }>): readonly [number, number] {
  if (isPrior(dimension)) {
    const ends = [dimension.mean - 3 * dimension.sd, dimension.mean + 3 * dimension.sd] as const;
    return dimension.type === 'lognormal' ? [Math.exp(ends[0]), Math.exp(ends[1])] : ends;
  }
  return [dimension.low, dimension.high];
}

function apart(low: number, high: number, kind: ScaleKind): readonly [number, number] {
  if (high > low) return [low, high];
  return kind === 'log' ? [low / 2, low * 2] : [low - (Math.abs(low) / 2 || 0.5), low + (Math.abs(low) / 2 || 0.5)];
}

const scaleOf = ({ kind }: Axis) => valueScale(kind === 'choice' ? 'linear' : kind);

/** Where a value stands; null: the axis has no place for it, as for a setting that is not used. */
export function coordinateOf(axis: Axis, value: SettingValue | undefined): number | null {
  if (value === undefined) return null;
  if (axis.kind === 'choice') {
    const at = axis.choices.indexOf(value);
    return at < 0 ? null : at;
  }
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** 0 … 1; what lies off the scale stands at its end. */
export function positionOf(axis: Axis, coordinate: number): number {
  const scale = scaleOf(axis);
  if (!scale.shows(coordinate)) return coordinate > axis.high ? 1 : 0;
  const [low, high] = [scale.forward(axis.low), scale.forward(axis.high)];
  return Math.min(1, Math.max(0, (scale.forward(coordinate) - low) / (high - low)));
}

export function coordinateAt(axis: Axis, position: number): number {
  const held = Math.min(1, Math.max(0, position));
  if (held === 0) return axis.low;
  if (held === 1) return axis.high;
  const scale = scaleOf(axis);
  const [low, high] = [scale.forward(axis.low), scale.forward(axis.high)];
  return scale.backward(low + held * (high - low));
}

/** `room`: labelled ticks that fit. Choices are labelled by the caller, who knows the words. */
export function ticksOf(axis: Axis, room: number): readonly Tick[] {
  if (axis.empty) return [];
  if (axis.kind === 'choice') return axis.choices.map((_, value): Tick => ({ value, level: 0 }));
  if (!axis.integer) return valueTicks(axis.kind, axis.low, axis.high, room, axis.share);
  const { low, high } = axis;
  const ticks =
    axis.kind === 'log' && high / low > 4
      ? (powersOfTwo(low, high, room) ?? valueTicks('log', low, high, room))
      : linearTicks(low, high, Math.min(room, Math.max(1, high - low)));
  return ticks.filter(({ value }) => Number.isInteger(value));
}

/** Widths and batch sizes double: 16, 32, 64 … when both ends are powers of two. */
function powersOfTwo(low: number, high: number, room: number): readonly Tick[] | null {
  const [from, to] = [Math.log2(low), Math.log2(high)];
  if (!Number.isInteger(from) || !Number.isInteger(to)) return null;
  const every = Math.max(1, Math.ceil((to - from) / room));
  return Array.from({ length: to - from + 1 }, (_, k): Tick => {
    const value = 2 ** (from + k);
    return k % every === 0 ? { value, level: 0, label: String(value) } : { value, level: 1 };
  });
}
