// Functional analysis of variance: how much of what a forest predicts over the whole space is due to each setting, and to each two.
import { type Boxes, boxesOf } from './boxes.ts';
import type { Forest } from './forest.ts';
import { marginalOf, pairMarginalOf, varianceOf } from './marginals.ts';
import { wholeOf } from './region.ts';

export interface Effect {
  /** Share of the variance, 0..1; mean over the trees. */
  readonly share: number;
  /** Standard deviation over the trees. */
  readonly sd: number;
}

export interface Effects {
  /** In the order of the axes. */
  readonly singles: readonly Effect[];
  /** What two settings do together beyond what each does: indices of axes, a < b, in their order; empty when not asked for. */
  readonly pairs: readonly (Effect & { readonly a: number; readonly b: number })[];
}

/**
 * Hutter, Hoos and Leyton-Brown 2014, "An Efficient Approach for Assessing Hyperparameter Importance", algorithm 2: of every tree the
 * variance of its marginals over one axis and over two, minus those of each, in closed form from its boxes, divided by the tree's
 * variance. Trees that predict one value only say nothing and are left out; all effects are 0 when every tree does.
 */
export function fanova({ axes, trees }: Forest, withPairs: boolean): Effects {
  const d = axes.length;
  const singles = axes.map(() => new Spread());
  const pairs: { a: number; b: number; spread: Spread }[] = [];
  for (let a = 0; withPairs && a < d; a++) {
    for (let b = a + 1; b < d; b++) pairs.push({ a, b, spread: new Spread() });
  }
  const whole = axes.map(wholeOf);
  const own = new Float64Array(d);
  let grid = new Float64Array();
  for (const tree of trees) {
    const boxes = boxesOf(tree, axes, whole);
    const variance = varianceOf(boxes);
    if (!(variance > 0)) continue;
    for (let a = 0; a < d; a++) {
      own[a] = variances(boxes, a);
      singles[a]?.add(Math.min(1, (own[a] ?? 0) / variance));
    }
    for (const { a, b, spread } of pairs) {
      const size = placesOf(boxes, a) * placesOf(boxes, b);
      if (grid.length < size) grid = new Float64Array(size);
      const together = pairVariance(boxes, a, b, grid.subarray(0, size));
      spread.add(Math.min(1, Math.max(0, together - (own[a] ?? 0) - (own[b] ?? 0)) / variance));
    }
  }
  return {
    singles: singles.map((spread) => spread.effect()),
    pairs: pairs.map(({ a, b, spread }) => ({ a, b, ...spread.effect() })),
  };
}

function placesOf(boxes: Boxes, axis: number): number {
  return (boxes.axes[axis]?.shares.length ?? 0) + 1;
}

/** Of the marginal over one axis. */
function variances(boxes: Boxes, axis: number): number {
  const shares = boxes.axes[axis]?.shares ?? new Float64Array();
  if (shares.length === 1) return 0;
  const marginal = new Float64Array(shares.length + 1);
  marginalOf(boxes, axis, marginal);
  let sum = 0;
  for (let cell = 0; cell < shares.length; cell++) sum += (shares[cell] ?? 0) * (marginal[cell] ?? 0) ** 2;
  return sum;
}

/** Of the marginal over two axes; a tree that never splits one of them has nothing more than the other's. */
function pairVariance(boxes: Boxes, a: number, b: number, grid: Float64Array): number {
  const rows = boxes.axes[a]?.shares ?? new Float64Array();
  const columns = boxes.axes[b]?.shares ?? new Float64Array();
  if (rows.length === 1 || columns.length === 1) return 0;
  grid.fill(0);
  pairMarginalOf(boxes, a, b, grid);
  const places = columns.length + 1;
  let sum = 0;
  for (let row = 0; row < rows.length; row++) {
    let rowSum = 0;
    for (let column = 0; column < columns.length; column++) {
      rowSum += (columns[column] ?? 0) * (grid[row * places + column] ?? 0) ** 2;
    }
    sum += (rows[row] ?? 0) * rowSum;
  }
  return sum;
}

/** Mean and standard deviation of numbers as they come (Welford 1962). */
class Spread {
  #count = 0;
  #mean = 0;
  #squares = 0;

  add(value: number): void {
    this.#count++;
    const before = value - this.#mean;
    this.#mean += before / this.#count;
    this.#squares += before * (value - this.#mean);
  }

  effect(): Effect {
    return { share: this.#mean, sd: this.#count === 0 ? 0 : Math.sqrt(this.#squares / this.#count) };
  }
}
