// How the result depends on one setting or on two, all others averaged out, as the forest has learned it.
import type { Reason } from '#shared/contract/common.ts';
import { AppError } from '#shared/errors.ts';
import { note } from '#shared/study/analysis-text.ts';
import type { Space } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { type GridPoint, gridOf } from './forest/axes.ts';
import { boxesOf, cellAt } from './forest/boxes.ts';
import type { Forest } from './forest/forest.ts';
import { marginalOf, pairMarginalOf } from './forest/marginals.ts';
import { activeRegion } from './forest/region.ts';
import type { Model } from './model.ts';

export interface Dependence {
  readonly name: string;
  readonly values: readonly SettingValue[];
  /** Mean over the trees, in the objective's units; as many as there are values, or none while nothing can be told. */
  readonly mean: Float64Array;
  /** Standard deviation over the trees. */
  readonly sd: Float64Array;
  readonly notes: readonly Reason[];
}

export interface Contour {
  readonly x: { readonly name: string; readonly values: readonly SettingValue[] };
  readonly y: { readonly name: string; readonly values: readonly SettingValue[] };
  /** [row of y · values of x + column of x], in the objective's units; none while nothing can be told. */
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  readonly notes: readonly Reason[];
}

/**
 * Partial dependence (Friedman 2001) of the exact marginals of every tree (Hutter et al. 2014, algorithm 1): at up to `points` values of
 * the setting, averaged where it is active. Throws AppError('invalid') for a setting that is not searched.
 */
export function partialDependence(model: Model, name: string, points: number): Dependence {
  const i = axisOf(model.space, name);
  const { forest, results } = model;
  const notes = [...model.notes, ...conditionNotes(model.space, [name])];
  const none = { name, values: [], mean: new Float64Array(), sd: new Float64Array() };
  const region = forest && activeRegion(model.space, forest.axes, [name]);
  const axis = forest?.axes[i];
  if (!forest || !region || !axis) return { ...none, notes };
  const grid = gridOf(axis, points);
  const moments = new Moments(grid.length);
  for (const tree of forest.trees) {
    const boxes = boxesOf(tree, forest.axes, region);
    const cells = boxes.axes[i];
    if (cells === undefined) continue;
    const marginal = new Float64Array(cells.shares.length + 1);
    marginalOf(boxes, i, marginal);
    grid.forEach(({ at }, k) => {
      moments.add(k, boxes.mean + (marginal[cellAt(cells, at)] ?? 0));
    });
  }
  return { name, values: valuesOf(grid), ...moments.inUnits(results), notes };
}

/**
 * As `partialDependence`, of two settings at once, each at up to `points` values. Throws AppError('invalid') for the same setting twice
 * or one that is not searched.
 */
export function contour(model: Model, x: string, y: string, points: number): Contour {
  const column = axisOf(model.space, x);
  const row = axisOf(model.space, y);
  if (column === row) throw new AppError('invalid', `A contour needs two settings, not "${x}" twice.`);
  const { forest, results } = model;
  const notes = [...model.notes, ...conditionNotes(model.space, [x, y])];
  const none = { x: { name: x, values: [] }, y: { name: y, values: [] } };
  const empty = { ...none, mean: new Float64Array(), sd: new Float64Array() };
  if (forest === null) return { ...empty, notes };
  const region = activeRegion(model.space, forest.axes, [x, y]);
  if (region === null) return { ...empty, notes: [...notes, note('note.never-together', { x, y })] };
  const grids = { x: gridFor(forest, column, points), y: gridFor(forest, row, points) };
  const moments = new Moments(grids.x.length * grids.y.length);
  for (const tree of forest.trees) {
    const boxes = boxesOf(tree, forest.axes, region);
    const [rows, columns] = [boxes.axes[row], boxes.axes[column]];
    if (rows === undefined || columns === undefined) continue;
    const places = columns.shares.length + 1;
    const marginal = new Float64Array((rows.shares.length + 1) * places);
    pairMarginalOf(boxes, row, column, marginal);
    grids.y.forEach((one, r) => {
      const from = cellAt(rows, one.at) * places;
      grids.x.forEach((other, c) => {
        moments.add(r * grids.x.length + c, boxes.mean + (marginal[from + cellAt(columns, other.at)] ?? 0));
      });
    });
  }
  return {
    x: { name: x, values: valuesOf(grids.x) },
    y: { name: y, values: valuesOf(grids.y) },
    ...moments.inUnits(results),
    notes,
  };
}

function gridFor({ axes }: Forest, index: number, points: number): GridPoint[] {
  const axis = axes[index];
  return axis === undefined ? [] : gridOf(axis, points);
}

function valuesOf(grid: readonly GridPoint[]): SettingValue[] {
  return grid.map(({ value }) => value);
}

function axisOf({ dimensions }: Space, name: string): number {
  const index = dimensions.findIndex((dimension) => dimension.name === name);
  if (index >= 0) return index;
  const names = dimensions.map((dimension) => dimension.name).join(', ');
  throw new AppError('invalid', `"${name}" is not searched in this study; use one of ${names}.`);
}

function conditionNotes({ dimensions }: Space, names: readonly string[]): Reason[] {
  return dimensions.flatMap(({ name, when }) =>
    names.includes(name)
      ? Object.entries(when ?? {}).map(([on, values]) =>
          note('note.condition', { name, on, values: values.map((value) => JSON.stringify(value)).join(' / ') }),
        )
      : [],
  );
}

/** Means and standard deviations at many places, of numbers that come tree by tree (Welford 1962). */
class Moments {
  readonly #mean: Float64Array;
  readonly #squares: Float64Array;
  readonly #counts: Float64Array;

  constructor(places: number) {
    this.#mean = new Float64Array(places);
    this.#squares = new Float64Array(places);
    this.#counts = new Float64Array(places);
  }

  add(place: number, value: number): void {
    const count = (this.#counts[place] ?? 0) + 1;
    const before = value - (this.#mean[place] ?? 0);
    const mean = (this.#mean[place] ?? 0) + before / count;
    this.#counts[place] = count;
    this.#mean[place] = mean;
    this.#squares[place] = (this.#squares[place] ?? 0) + before * (value - mean);
  }

  inUnits({ toResult, toSpread }: Model['results']): { mean: Float64Array; sd: Float64Array } {
    const sd = this.#squares.map((squares, i) => toSpread(Math.sqrt(squares / Math.max(1, this.#counts[i] ?? 1))));
    return { mean: this.#mean.map(toResult), sd };
  }
}
