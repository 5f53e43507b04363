// A surface over two settings as cells between the values that the host gives. Pure.
import type { SettingValue } from '#shared/study/values.ts';
import { type Axis, coordinateOf, positionOf } from './axes.ts';

export interface Cell {
  /** Positions on the axis, 0 … 1. */
  readonly from: number;
  readonly to: number;
}

/** Cells end half way between their values; the first and the last reach the ends of the axis. Choices have cells of the axis' own. */
export function cellsOf(axis: Axis, values: readonly SettingValue[]): readonly (Cell | null)[] {
  if (axis.kind === 'choice') {
    const size = axis.choices.length;
    return values.map((value) => {
      const at = coordinateOf(axis, value);
      return at === null ? null : { from: at / size, to: (at + 1) / size };
    });
  }
  const places = values.map((value) => positionOf(axis, coordinateOf(axis, value) ?? Number.NaN));
  return places.map((place, i) => {
    const before = places[i - 1];
    const after = places[i + 1];
    return {
      from:
        before === undefined
          ? Math.max(0, after === undefined ? 0 : place - (after - place) / 2)
          : (before + place) / 2,
      to:
        after === undefined
          ? Math.min(1, before === undefined ? 1 : place + (place - before) / 2)
          : (place + after) / 2,
    };
  });
}

export function rangeOf(values: ArrayLike<number>): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/**
 * How much of a cell's colour is left: whole where all trees agree, a fifth where their standard deviation is half of the surface's own
 * range or more, so that no hill is believed that is smaller than the doubt about it.
 */
export function certainty(sd: number, [low, high]: readonly [number, number]): number {
  const range = high - low;
  if (!(range > 0)) return sd > 0 ? 0.2 : 1;
  return 1 - 0.8 * Math.min(1, sd / (range / 2));
}
