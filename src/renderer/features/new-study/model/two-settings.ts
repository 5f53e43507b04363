// Draws of two searched settings against each other. Pure.

import { findSetting } from '#shared/settings/index.ts';
import { finiteValues } from '#shared/study/candidates.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import type { JsonObject } from './json.ts';
import { positionOf } from './position.ts';
import { isSettingValue } from './setting-rows.ts';

export interface Dot {
  /** Its place among the draws, or among the starting points. */
  readonly index: number;
  /** In [0, 1], y upwards. */
  readonly x: number;
  readonly y: number;
  readonly values: readonly [SettingValue, SettingValue];
  /** A constraint forbids it. */
  readonly forbidden: boolean;
}

export interface TwoSettings {
  readonly dots: readonly Dot[];
  /** Starting points that say both. */
  readonly starts: readonly Dot[];
  /** Draws that do not use one of the two. */
  readonly unused: number;
  readonly forbidden: number;
}

export function twoSettings(
  [across, up]: readonly [Dimension, Dimension],
  draws: readonly Params[],
  kept: readonly boolean[],
  points: readonly JsonObject[],
): TwoSettings {
  const dotOf = (params: JsonObject, index: number, forbidden: boolean): Dot[] => {
    const values = [params[across.name], params[up.name]] as const;
    const [x, y] = [positionOf(across, values[0]), positionOf(up, values[1])];
    if (x === null || y === null || !isSettingValue(values[0]) || !isSettingValue(values[1])) return [];
    return [{ index, x, y, values: [values[0], values[1]], forbidden }];
  };
  const both = draws.map((params) => across.name in params && up.name in params);
  const dots = draws.flatMap((params, i) =>
    both[i] ? dotOf(params, i, kept[i] === false).map((dot) => ({ ...dot, ...spread(dot, [across, up]) })) : [],
  );
  return {
    dots,
    starts: points.flatMap((point, i) => dotOf(point, i, false)),
    unused: both.filter((one) => !one).length,
    forbidden: dots.filter((dot) => dot.forbidden).length,
  };
}

/** Draws of the same choice, or of one of few whole numbers, would lie on one line: they are spread a little, always the same way. */
function spread({ index, x, y }: Dot, [across, up]: readonly [Dimension, Dimension]): { x: number; y: number } {
  const shift = (dimension: Dimension, ratio: number) => (((index * ratio) % 1) - 0.5) * looseness(dimension);
  return { x: x + shift(across, 0.618_034), y: y + shift(up, 0.754_878) };
}

const fewValues = 12;

/** Room that one value has to itself on the axis. */
function looseness(dimension: Dimension): number {
  if (dimension.type === 'categorical') return 0.6 / dimension.choices.length;
  const values = finiteValues(dimension);
  return values === null || values.length > fewValues || values.length < 2 ? 0 : 0.2 / values.length;
}

/** The two settings to begin with: those asked for where they are searched, else the most important ones. */
export function chosenPair(
  { dimensions }: Space,
  wanted: readonly [string | null, string | null],
): readonly [Dimension, Dimension] | null {
  const ranked = [...dimensions].sort((a, b) => rankOf(a) - rankOf(b));
  const named = wanted.map((name) => dimensions.find((dimension) => dimension.name === name));
  const across = named[0] ?? ranked.find((dimension) => dimension !== named[1]);
  const up = named[1] !== undefined && named[1] !== across ? named[1] : ranked.find((one) => one !== across);
  return across === undefined || up === undefined ? null : [across, up];
}

/** 1 is tuned first; numbers before choices, which say less as an axis. */
function rankOf({ name, type }: Dimension): number {
  return (findSetting(name)?.importance ?? 100) + (type === 'categorical' ? 1000 : 0);
}

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** The next dot in that direction, by one axis; null from nowhere is the first. */
export function nextDot(dots: readonly Dot[], from: number | null, arrow: Arrow): Dot | null {
  const axis = arrow === 'ArrowLeft' || arrow === 'ArrowRight' ? 'x' : 'y';
  const sorted = [...dots].sort((a, b) => a[axis] - b[axis] || a.index - b.index);
  const at = sorted.findIndex(({ index }) => index === from);
  const step = arrow === 'ArrowRight' || arrow === 'ArrowUp' ? 1 : -1;
  if (at < 0) return sorted[step === 1 ? 0 : sorted.length - 1] ?? null;
  return sorted[Math.min(sorted.length - 1, Math.max(0, at + step))] ?? null;
}
