// Trials as rows of coordinates: what estimators read.
import type { ObservedTrial } from '../../search.ts';
import type { Axis } from './axis.ts';

export interface Table {
  readonly axes: readonly Axis[];
  /** rows × axes, row by row; NaN where the trial had no (legal) value. */
  readonly coordinates: Float64Array;
}

export function tabulate(axes: readonly Axis[], trials: readonly ObservedTrial[]): Table {
  const coordinates = new Float64Array(trials.length * axes.length);
  let at = 0;
  for (const { params } of trials) for (const axis of axes) coordinates[at++] = axis.encode(params[axis.name]);
  return { axes, coordinates };
}

/** Those of `rows` that have all of the axes (given by their indices), in the same order. */
export function completeRows(
  { axes, coordinates }: Table,
  rows: readonly number[],
  wanted: readonly number[],
): number[] {
  return rows.filter((row) =>
    wanted.every((axis) => !Number.isNaN(coordinates[row * axes.length + axis] ?? Number.NaN)),
  );
}

/** Coordinates of one axis in the given rows. */
export function column({ axes, coordinates }: Table, rows: readonly number[], axis: number): Float64Array {
  const values = new Float64Array(rows.length);
  const width = axes.length;
  for (const [i, row] of rows.entries()) values[i] = coordinates[row * width + axis] ?? Number.NaN;
  return values;
}

/**
 * Splits the axes into groups whose members were always present or absent together in the given rows, so that each group can be modelled
 * jointly (Optuna's `group`). Axes that no row has are in none. Groups and their members are in the axes' order.
 */
export function presenceGroups({ axes, coordinates }: Table, rows: readonly number[]): number[][] {
  let groups = [axes.map((_, axis) => axis)];
  const seen = new Set<number>();
  for (const row of rows) {
    const has = (axis: number) => !Number.isNaN(coordinates[row * axes.length + axis] ?? Number.NaN);
    for (const group of groups) {
      const present = group.filter(has);
      for (const axis of present) seen.add(axis);
      if (present.length === 0 || present.length === group.length) continue;
      // The row tells members apart; at most as often as there are axes.
      const absent = group.filter((axis) => !has(axis));
      groups = groups.flatMap((other) => (other === group ? [present, absent] : [other]));
    }
  }
  groups = groups.filter(([first]) => first !== undefined && seen.has(first));
  return groups.sort(([a = 0], [b = 0]) => a - b);
}
