// Regression trees as flat arrays, grown on sorted columns: every axis is sorted once, and a split keeps the order on both sides.
import type { RandomStream } from '#shared/num/random.ts';

/** What a tree is grown on. */
export interface Sample {
  /** Per axis the coordinate of each row: a number, or the index of a choice. */
  readonly columns: readonly Float64Array[];
  /** The rows to grow on, each once. */
  readonly rows: Int32Array;
  /** Per axis those rows in the order of their coordinates; of unordered axes in any order. Left in another order. */
  readonly orders: readonly Int32Array[];
  /** Per axis its number of choices when it is unordered, else 0. */
  readonly choices: readonly number[];
  readonly targets: Float64Array;
  /** How often each row counts: at least once where it is among `rows`. */
  readonly weights: Float64Array;
}

/**
 * Nodes in the order in which they were made, 0 the root. A leaf has axis −1. A row goes left when its coordinate is at most the
 * threshold, or when its choice is in the node's set.
 */
export interface Tree {
  readonly axis: Int16Array;
  readonly threshold: Float64Array;
  /** Of splits of unordered axes: which choices go left. */
  readonly sets: readonly (Uint8Array | undefined)[];
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Mean target of the node's rows. */
  readonly value: Float64Array;
}

const maxDepth = 64;

/**
 * CART for squared errors (Breiman et al. 1984), grown until a node's targets are equal or its rows cannot be told apart; unordered
 * choices are split where the order of their means says (theorem 4.5 there). `random` decides which axis is looked at first: of equally
 * good splits the first wins.
 */
export function growTree(sample: Sample, random: RandomStream): Tree {
  return new Grower(sample, random).tree();
}

/** The leaf's value for one row. */
export function predict(tree: Tree, columns: readonly Float64Array[], row: number): number {
  let node = 0;
  for (;;) {
    const axis = tree.axis[node] ?? -1;
    if (axis < 0) return tree.value[node] ?? 0;
    const x = columns[axis]?.[row] ?? 0;
    const set = tree.sets[node];
    const goesLeft = set === undefined ? x <= (tree.threshold[node] ?? 0) : set[x] === 1;
    node = (goesLeft ? tree.left[node] : tree.right[node]) ?? 0;
  }
}

interface Split {
  axis: number;
  gain: number;
  threshold: number;
  set: Uint8Array | undefined;
}

class Grower {
  readonly #sample: Sample;
  readonly #random: RandomStream;
  /** Per ordered axis the used rows by coordinate, and at last the used rows as they are. */
  readonly #orders: readonly Int32Array[];
  readonly #spare: Int32Array;
  readonly #goesLeft: Uint8Array;
  /** Targets times weights. */
  readonly #weighted: Float64Array;
  readonly #choiceWeights: Float64Array;
  readonly #choiceSums: Float64Array;
  readonly #axis: number[] = [];
  readonly #threshold: number[] = [];
  readonly #sets: (Uint8Array | undefined)[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #value: number[] = [];

  constructor(sample: Sample, random: RandomStream) {
    this.#sample = sample;
    this.#random = random;
    const { choices, orders, rows, targets, weights } = sample;
    this.#choiceWeights = new Float64Array(Math.max(0, ...choices));
    this.#choiceSums = new Float64Array(Math.max(0, ...choices));
    // The list of rows is one of the lists that are divided; every unordered axis reads it.
    this.#orders = [...orders, rows];
    this.#spare = new Int32Array(rows.length);
    this.#goesLeft = new Uint8Array(targets.length);
    this.#weighted = targets.map((target, row) => target * (weights[row] ?? 0));
  }

  tree(): Tree {
    this.#grow(0, this.#sample.rows.length, 0);
    return {
      axis: Int16Array.from(this.#axis),
      threshold: Float64Array.from(this.#threshold),
      sets: this.#sets,
      left: Int32Array.from(this.#left),
      right: Int32Array.from(this.#right),
      value: Float64Array.from(this.#value),
    };
  }

  /** Grows the node of the rows from `from` up to `to` of every list; returns its number. */
  #grow(from: number, to: number, depth: number): number {
    const { rows, targets, weights } = this.#sample;
    let weight = 0;
    let sum = 0;
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = from; i < to; i++) {
      const row = rows[i] ?? 0;
      const y = targets[row] ?? 0;
      weight += weights[row] ?? 0;
      sum += this.#weighted[row] ?? 0;
      if (y < least) least = y;
      if (y > most) most = y;
    }
    const node = this.#axis.length;
    this.#axis.push(-1);
    this.#threshold.push(0);
    this.#sets.push(undefined);
    this.#left.push(0);
    this.#right.push(0);
    this.#value.push(weight > 0 ? sum / weight : 0);
    if (!(most > least) || depth >= maxDepth) return node;

    const split = this.#bestSplit(from, to, weight, sum);
    if (split === null) return node;
    const middle = this.#divide(from, to, split);
    this.#axis[node] = split.axis;
    this.#threshold[node] = split.threshold;
    this.#sets[node] = split.set;
    this.#left[node] = this.#grow(from, middle, depth + 1);
    this.#right[node] = this.#grow(middle, to, depth + 1);
    return node;
  }

  /** By the largest sum of (sum of targets)² / weight over both sides; null where nothing can be split. */
  #bestSplit(from: number, to: number, weight: number, sum: number): Split | null {
    const { choices, columns } = this.#sample;
    const best: Split = { axis: -1, gain: Number.NEGATIVE_INFINITY, threshold: 0, set: undefined };
    const first = this.#random.int(0, columns.length - 1);
    for (let k = 0; k < columns.length; k++) {
      const axis = (first + k) % columns.length;
      const count = choices[axis] ?? 0;
      if (count > 0) this.#lookAtChoices(axis, count, from, to, best);
      else this.#lookAtThresholds(axis, from, to, weight, sum, best);
    }
    return best.axis < 0 ? null : best;
  }

  #lookAtThresholds(axis: number, from: number, to: number, weight: number, sum: number, best: Split): void {
    const { columns, weights } = this.#sample;
    const weighted = this.#weighted;
    const column = columns[axis] ?? weighted;
    const order = this.#orders[axis] ?? this.#spare;
    let leftWeight = 0;
    let leftSum = 0;
    let next = column[order[from] ?? 0] ?? 0;
    if (next === column[order[to - 1] ?? 0]) return;
    for (let i = from; i < to - 1; i++) {
      const row = order[i] ?? 0;
      leftWeight += weights[row] ?? 0;
      leftSum += weighted[row] ?? 0;
      const here = next;
      next = column[order[i + 1] ?? 0] ?? 0;
      if (here === next) continue;
      const rightSum = sum - leftSum;
      const gain = (leftSum * leftSum) / leftWeight + (rightSum * rightSum) / (weight - leftWeight);
      if (gain <= best.gain) continue;
      const middle = (here + next) / 2;
      best.gain = gain;
      best.axis = axis;
      // Rounding may have met the upper one.
      best.threshold = middle < next ? middle : here;
      best.set = undefined;
    }
  }

  #lookAtChoices(axis: number, count: number, from: number, to: number, best: Split): void {
    const { columns, rows, weights } = this.#sample;
    const column = columns[axis] ?? weights;
    const choiceWeights = this.#choiceWeights.fill(0, 0, count);
    const choiceSums = this.#choiceSums.fill(0, 0, count);
    let weight = 0;
    let sum = 0;
    for (let i = from; i < to; i++) {
      const row = rows[i] ?? 0;
      const choice = column[row] ?? 0;
      const w = weights[row] ?? 0;
      const wy = this.#weighted[row] ?? 0;
      choiceWeights[choice] = (choiceWeights[choice] ?? 0) + w;
      choiceSums[choice] = (choiceSums[choice] ?? 0) + wy;
      weight += w;
      sum += wy;
    }
    const meanOf = (choice: number) => (choiceSums[choice] ?? 0) / (choiceWeights[choice] ?? 1);
    const seen: number[] = [];
    for (let choice = 0; choice < count; choice++) if ((choiceWeights[choice] ?? 0) > 0) seen.push(choice);
    if (seen.length < 2) return;
    seen.sort((a, b) => meanOf(a) - meanOf(b) || a - b);
    let leftWeight = 0;
    let leftSum = 0;
    for (let k = 0; k < seen.length - 1; k++) {
      const choice = seen[k] ?? 0;
      leftWeight += choiceWeights[choice] ?? 0;
      leftSum += choiceSums[choice] ?? 0;
      const rightSum = sum - leftSum;
      const gain = (leftSum * leftSum) / leftWeight + (rightSum * rightSum) / (weight - leftWeight);
      if (gain <= best.gain) continue;
      best.gain = gain;
      best.axis = axis;
      best.threshold = 0;
      best.set = setOf(seen, k + 1, count, leftWeight > weight - leftWeight);
    }
  }

  /** Puts the rows that go left first in every list, in their order; returns where the others begin. */
  #divide(from: number, to: number, { axis, threshold, set }: Split): number {
    const column = this.#sample.columns[axis] ?? this.#sample.targets;
    const goesLeft = this.#goesLeft;
    const { rows } = this.#sample;
    for (let i = from; i < to; i++) {
      const row = rows[i] ?? 0;
      const x = column[row] ?? 0;
      goesLeft[row] = (set === undefined ? x <= threshold : set[x] === 1) ? 1 : 0;
    }
    let middle = from;
    for (const [list, order] of this.#orders.entries()) {
      if ((this.#sample.choices[list] ?? 0) > 0) continue;
      middle = from;
      let held = 0;
      for (let i = from; i < to; i++) {
        const row = order[i] ?? 0;
        if (goesLeft[row] === 1) order[middle++] = row;
        else this.#spare[held++] = row;
      }
      for (let i = 0; i < held; i++) order[middle + i] = this.#spare[i] ?? 0;
    }
    return middle;
  }
}

/** The first `lefts` of the seen choices go left; those that no row has go with the side that has more rows. */
function setOf(seen: readonly number[], lefts: number, count: number, othersLeft: boolean): Uint8Array {
  const set = new Uint8Array(count).fill(othersLeft ? 1 : 0);
  for (const [place, choice] of seen.entries()) set[choice] = place < lefts ? 1 : 0;
  return set;
}
