// Where the axes of parallel coordinates stand, and which run is under the pointer. CSS pixels. Pure.
import { type Axis, positionOf } from './axes.ts';
import type { Row } from './rows.ts';

export const margin = { left: 64, right: 70, top: 48, bottom: 36 } as const;
/** Below the axis: runs for which there is no place on it. */
const absentBelow = 18;

/** Axes nearer to each other than this cannot be read and hardly be pressed, px. */
const leastStep = 84;

/** How wide `count` axes stand in `room` px: wider than it rather than too close. */
export function widthOf(count: number, room: number): number {
  return Math.max(room, margin.left + margin.right + Math.max(0, count - 1) * leastStep);
}

export interface Layout {
  x(axis: number): number;
  /** Of a coordinate; null: below the axis. */
  y(axis: Axis, coordinate: number | null): number;
  /** Position on an axis at a height, 0 … 1. */
  position(axis: Axis, y: number): number;
  readonly top: number;
  readonly bottom: number;
}

export function layoutOf(count: number, width: number, height: number, flipped: ReadonlySet<string>): Layout {
  const bottom = Math.max(margin.top + 20, height - margin.bottom);
  const length = bottom - margin.top;
  const step = count > 1 ? (width - margin.left - margin.right) / (count - 1) : 0;
  return {
    x: (axis) => margin.left + axis * step,
    y: (axis, coordinate) => {
      if (coordinate === null) return bottom + absentBelow;
      const at = positionOf(axis, coordinate);
      return flipped.has(axis.key) ? margin.top + at * length : bottom - at * length;
    },
    position: (axis, y) => {
      const up = (bottom - y) / length;
      return Math.min(1, Math.max(0, flipped.has(axis.key) ? 1 - up : up));
    },
    ...{ top: margin.top, bottom },
  };
}

/** A line this near is meant. */
const reachPx = 7;

/** Number of the run whose line passes nearest, brushed ones first; null: none is near. */
export function runNear(
  rows: readonly Row[],
  axes: readonly Axis[],
  layout: Layout,
  at: { readonly x: number; readonly y: number },
): number | null {
  const last = axes.length - 1;
  if (last < 1) return null;
  const step = layout.x(1) - layout.x(0);
  const along = Math.min(last - 1e-9, Math.max(0, (at.x - layout.x(0)) / step));
  const left = axes[Math.floor(along)];
  const right = axes[Math.floor(along) + 1];
  if (left === undefined || right === undefined) return null;
  const part = along - Math.floor(along);
  let found: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const { trial, at: places, brushed } of rows) {
    const from = layout.y(left, places.get(left.key) ?? null);
    const to = layout.y(right, places.get(right.key) ?? null);
    const slope = (to - from) / step;
    const distance = Math.abs(from + (to - from) * part - at.y) / Math.hypot(1, slope);
    const cost = distance + (brushed ? 0 : reachPx);
    if (distance > reachPx || cost >= least) continue;
    least = cost;
    found = trial.number;
  }
  return found;
}
