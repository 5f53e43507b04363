// Domination between trials of several objectives. Losses: smaller is better in every objective.
import type { Direction } from '#shared/contract/common.ts';

/** One row a trial, all of the same length, finite. */
export type Losses = readonly (readonly number[])[];

/** A row of losses from the values of one trial. */
export function lossesFrom(values: readonly number[], directions: readonly Direction[]): number[] {
  return directions.map((direction, i) => (direction === 'maximize' ? -1 : 1) * (values[i] ?? Number.NaN));
}

/** Whether `a` is at least as good as `b` in every objective and better in one. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  let better = false;
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? Number.NaN;
    if (x > y) return false;
    if (x < y) better = true;
  }
  return better;
}

/**
 * Front of each row, 0 for those that none dominates, 1 for those that only rows of front 0 dominate, and so on. Equal rows share a
 * front. Efficient non-dominated sort with binary search (Zhang et al. 2015).
 */
export function paretoRanks(losses: Losses): number[] {
  const order = losses.map((_, i) => i).sort((a, b) => compare(losses[a] ?? [], losses[b] ?? []) || a - b);
  const ranks = new Array<number>(losses.length).fill(0);
  const fronts: (readonly number[])[][] = [];
  for (const i of order) {
    const row = losses[i] ?? [];
    let low = 0;
    let high = fronts.length;
    // Of rows in this order none dominates an earlier one, and who is dominated in a front is so in all before it.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isDominatedIn(fronts[middle] ?? [], row)) low = middle + 1;
      else high = middle;
    }
    const front = fronts[low] ?? [];
    fronts[low] = front;
    front.push(row);
    ranks[i] = low;
  }
  return ranks;
}

/** Latest first: of two objectives, the last row of a front decides alone. */
function isDominatedIn(front: readonly (readonly number[])[], row: readonly number[]): boolean {
  if (row.length === 2) {
    const last = front.at(-1);
    return last !== undefined && dominates(last, row);
  }
  return front.findLast((other) => dominates(other, row)) !== undefined;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0;
    if (x !== y) return x - y;
  }
  return 0;
}
