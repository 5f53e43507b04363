// A random forest over the trials of a study: what fANOVA, partial dependence and the contour grid read.
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { type Axis, axesOf, choiceCount, coordinateOf } from './axes.ts';
import { growTree, predict, type Tree } from './tree.ts';

export interface Forest {
  readonly axes: readonly Axis[];
  readonly trees: readonly Tree[];
  /** Share of the targets' variance that the trees explain of rows they were not grown on, at most 1; null without such rows. */
  readonly explained: number | null;
}

const treeCount = 64;
/** Rows that a tree is drawn from at most: together the trees still see all of a history of 100 000 trials. */
const rowsPerTree = 2048;

/**
 * 64 trees, each grown to its end on a bootstrap sample (as Optuna's evaluator; Breiman 2001). Where a setting is inactive, every tree
 * draws a coordinate for it: it sees the function that does not depend on the setting there. Equal arguments give equal forests.
 */
export function growForest(space: Space, points: readonly Params[], targets: Float64Array, seed: number): Forest {
  const axes = axesOf(space);
  const columns = axes.map((axis) => Float64Array.from(points, (params) => coordinateOf(axis, params)));
  /** Null where a setting is inactive in places: every tree has a column of its own then. */
  const orders = columns.map((column) => (column.some(Number.isNaN) ? null : sortedRows(column)));
  const choices = axes.map((axis) => (axis.kind === 'choices' ? choiceCount(axis) : 0));
  const rows = targets.length;
  const sums = new Float64Array(rows);
  const counts = new Float64Array(rows);
  const trees = Array.from({ length: treeCount }, (_, t) => {
    const random = randomStream(deriveSeed(seed, t, 'tree'));
    const weights = new Float64Array(rows);
    for (let i = Math.min(rows, rowsPerTree); i > 0; i--) {
      const row = random.int(0, rows - 1);
      weights[row] = (weights[row] ?? 0) + 1;
    }
    const filled = columns.map((column, i) => (orders[i] ? column : filledIn(column, axes[i], random.uniform)));
    const sorted = filled.map((column, i) => orders[i] ?? sortedRows(column));
    const tree = growTree({ columns: filled, orders: sorted, choices, targets, weights }, random);
    for (let row = 0; row < rows; row++) {
      if ((weights[row] ?? 0) > 0) continue;
      sums[row] = (sums[row] ?? 0) + predict(tree, filled, row);
      counts[row] = (counts[row] ?? 0) + 1;
    }
    return tree;
  });
  return { axes, trees, explained: explainedShare(targets, sums, counts) };
}

function filledIn(column: Float64Array, axis: Axis | undefined, uniform: () => number): Float64Array {
  const drawn = () => {
    const share = uniform();
    return axis?.kind === 'choices' ? axis.ends.findLastIndex((end) => end <= share) : share;
  };
  return column.map((x) => (Number.isNaN(x) ? drawn() : x));
}

/** Rows in the order of their coordinates, equal ones in their own. */
function sortedRows(column: Float64Array): Int32Array {
  return Int32Array.from(column.keys()).sort((a, b) => (column[a] ?? 0) - (column[b] ?? 0) || a - b);
}

function explainedShare(targets: Float64Array, sums: Float64Array, counts: Float64Array): number | null {
  let mean = 0;
  let rows = 0;
  for (let i = 0; i < targets.length; i++) {
    if ((counts[i] ?? 0) === 0) continue;
    rows++;
    mean += ((targets[i] ?? 0) - mean) / rows;
  }
  let errors = 0;
  let squares = 0;
  for (let i = 0; i < targets.length; i++) {
    const count = counts[i] ?? 0;
    if (count === 0) continue;
    errors += ((targets[i] ?? 0) - (sums[i] ?? 0) / count) ** 2;
    squares += ((targets[i] ?? 0) - mean) ** 2;
  }
  return rows < 2 || squares === 0 ? null : 1 - errors / squares;
}
