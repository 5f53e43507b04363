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
  const count = targets.length;
  const every = Int32Array.from(targets.keys());
  /** Null where a setting is inactive in places: every tree has a column of its own then. */
  const orders = columns.map((column) => (column.some(Number.isNaN) ? null : sortedRows(every, column)));
  const choices = axes.map((axis) => (axis.kind === 'choices' ? choiceCount(axis) : 0));
  const unseen = new Unseen(targets);
  const trees = Array.from({ length: treeCount }, (_, t) => {
    const random = randomStream(deriveSeed(seed, t, 'tree'));
    const weights = new Float64Array(count);
    for (let i = Math.min(count, rowsPerTree); i > 0; i--) {
      const row = random.int(0, count - 1);
      weights[row] = (weights[row] ?? 0) + 1;
    }
    const isDrawn = (row: number) => (weights[row] ?? 0) > 0;
    const rows = every.filter(isDrawn);
    const filled = columns.map((column, i) => (orders[i] ? column : filledIn(column, axes[i], random.uniform)));
    const sorted = filled.map((column, i) => orders[i]?.filter(isDrawn) ?? sortedRows(rows, column));
    const tree = growTree({ columns: filled, rows, orders: sorted, choices, targets, weights }, random);
    unseen.predict(tree, filled, weights);
    return tree;
  });
  return { axes, trees, explained: unseen.explained() };
}

function filledIn(column: Float64Array, axis: Axis | undefined, uniform: () => number): Float64Array {
  const drawn = () => {
    const share = uniform();
    return axis?.kind === 'choices' ? axis.ends.findLastIndex((end) => end <= share) : share;
  };
  return column.map((x) => (Number.isNaN(x) ? drawn() : x));
}

/** Those rows in the order of their coordinates, equal ones in their own. */
function sortedRows(rows: Int32Array, column: Float64Array): Int32Array {
  return rows.slice().sort((a, b) => (column[a] ?? 0) - (column[b] ?? 0) || a - b);
}

/** What trees say of rows that they were not grown on; of long histories every k-th row is enough. */
class Unseen {
  readonly #targets: Float64Array;
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;
  readonly #every: number;

  constructor(targets: Float64Array) {
    this.#targets = targets;
    this.#sums = new Float64Array(targets.length);
    this.#counts = new Float64Array(targets.length);
    this.#every = Math.ceil(targets.length / rowsPerTree);
  }

  predict(tree: Tree, columns: readonly Float64Array[], weights: Float64Array): void {
    for (let row = 0; row < weights.length; row += this.#every) {
      if ((weights[row] ?? 0) > 0) continue;
      this.#sums[row] = (this.#sums[row] ?? 0) + predict(tree, columns, row);
      this.#counts[row] = (this.#counts[row] ?? 0) + 1;
    }
  }

  /** 1 − squared errors / squares about the mean; null for fewer than two rows. */
  explained(): number | null {
    const rows = Array.from(this.#counts.keys()).filter((row) => (this.#counts[row] ?? 0) > 0);
    const target = (row: number) => this.#targets[row] ?? 0;
    const mean = rows.reduce((sum, row) => sum + target(row), 0) / rows.length;
    let errors = 0;
    let squares = 0;
    for (const row of rows) {
      errors += (target(row) - (this.#sums[row] ?? 0) / (this.#counts[row] ?? 1)) ** 2;
      squares += (target(row) - mean) ** 2;
    }
    return rows.length < 2 || squares === 0 ? null : 1 - errors / squares;
  }
}
