// The leaves of a tree as boxes, on a grid of cells between the tree's own thresholds.
import { type Axis, choiceCount } from './axes.ts';
import type { Part } from './region.ts';
import type { Tree } from './tree.ts';

/**
 * Leaves of one tree within a region. A leaf covers a run of cells of an ordered axis and a set of cells of an unordered one. Its marks
 * on an axis say where its value begins to count (+1) and stops (−1) when cells are summed up from the first one on; a set has a mark
 * +1 for each of its cells, which are not summed up.
 */
export interface Boxes {
  readonly leaves: number;
  /** Minus the tree's mean over the region. These lists may be longer than there are leaves. */
  readonly values: Float64Array;
  /** The tree's mean over the region. */
  readonly mean: number;
  /** Share of the region that is in the leaf; they sum to 1. */
  readonly volumes: Float64Array;
  /** [leaf · axes + axis]: the leaf's share of that axis. */
  readonly widths: Float64Array;
  /** Marks of leaf · axes + axis stand from `markFrom` of it up to that of the next. */
  readonly markFrom: Int32Array;
  readonly markCells: Int32Array;
  readonly markSigns: Int8Array;
  readonly axes: readonly Cells[];
}

export interface Cells {
  readonly ordered: boolean;
  /** Thresholds of the tree on an ordered axis, rising: one less than there are cells. */
  readonly edges: Float64Array;
  /** Share of each cell; they sum to 1. */
  readonly shares: Float64Array;
}

/** The cell of a coordinate. A threshold belongs to the cell below it, as in the tree. */
export function cellAt({ ordered, edges }: Cells, at: number): number {
  if (!ordered) return at;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Marginals of a tree are sums over its leaves, in closed form (Hutter et al. 2014, algorithm 2). */
export function boxesOf(tree: Tree, axes: readonly Axis[], region: readonly Part[]): Boxes {
  const cells = axes.map((axis, a) => cellsOf(tree, axis, a, region[a] ?? new Float64Array()));
  const d = axes.length;
  const upTo = cells.map(({ shares }) => summed(shares));
  const low = new Int32Array(d);
  const high = Int32Array.from(cells, ({ shares }) => shares.length);
  const sets: (Uint8Array | undefined)[] = axes.map((axis) =>
    axis.kind === 'choices' ? new Uint8Array(choiceCount(axis)).fill(1) : undefined,
  );
  const width = new Float64Array(d).fill(1);
  const most = (tree.axis.length + 1) / 2;
  const marksPerLeaf = axes.reduce((sum, axis) => sum + (axis.kind === 'choices' ? choiceCount(axis) : 2), 0);
  const values = new Float64Array(most);
  const volumes = new Float64Array(most);
  const widths = new Float64Array(most * d);
  const markFrom = new Int32Array(most * d + 1);
  const markCells = new Int32Array(most * marksPerLeaf);
  const markSigns = new Int8Array(most * marksPerLeaf);
  let leaves = 0;
  let marks = 0;

  function mark(cell: number, sign: number): void {
    markCells[marks] = cell;
    markSigns[marks] = sign;
    marks++;
  }

  function leaf(node: number): void {
    let volume = 1;
    for (let a = 0; a < d; a++) {
      volume *= width[a] ?? 0;
      widths[leaves * d + a] = width[a] ?? 0;
      const set = sets[a];
      if (set === undefined) {
        mark(low[a] ?? 0, 1);
        mark(high[a] ?? 0, -1);
      } else {
        for (let cell = 0; cell < set.length; cell++) if (set[cell] === 1) mark(cell, 1);
      }
      markFrom[leaves * d + a + 1] = marks;
    }
    values[leaves] = tree.value[node] ?? 0;
    volumes[leaves] = volume;
    leaves++;
  }

  function side(node: number, a: number, narrowed: number): void {
    if (narrowed <= 0) return;
    const before = width[a] ?? 0;
    width[a] = narrowed;
    walk(node);
    width[a] = before;
  }

  function walk(node: number): void {
    const a = tree.axis[node] ?? -1;
    if (a < 0) {
      leaf(node);
      return;
    }
    const [left, right] = [tree.left[node] ?? 0, tree.right[node] ?? 0];
    const set = sets[a];
    if (set !== undefined) {
      const chosen = tree.sets[node] ?? set;
      const shares = cells[a]?.shares ?? width;
      for (const [child, keeps] of [
        [left, 1],
        [right, 0],
      ] as const) {
        const narrowed = set.map((is, choice) => (is === 1 && chosen[choice] === keeps ? 1 : 0));
        sets[a] = narrowed;
        side(child, a, shareOfSet(narrowed, shares));
      }
      sets[a] = set;
      return;
    }
    const until = upTo[a] ?? width;
    const [from, to] = [low[a] ?? 0, high[a] ?? 0];
    const at = cellAt(cells[a] as Cells, tree.threshold[node] ?? 0) + 1;
    high[a] = at;
    side(left, a, (until[at] ?? 0) - (until[from] ?? 0));
    high[a] = to;
    low[a] = at;
    side(right, a, (until[to] ?? 0) - (until[at] ?? 0));
    low[a] = from;
  }
  walk(0);

  let mean = 0;
  for (let i = 0; i < leaves; i++) mean += (values[i] ?? 0) * (volumes[i] ?? 0);
  for (let i = 0; i < leaves; i++) values[i] = (values[i] ?? 0) - mean;
  return { leaves, values, mean, volumes, widths, markFrom, markCells, markSigns, axes: cells };
}

function cellsOf(tree: Tree, axis: Axis, a: number, part: Part): Cells {
  if (axis.kind === 'choices') return { ordered: false, edges: new Float64Array(), shares: normalised(part) };
  const thresholds: number[] = [];
  for (let node = 0; node < tree.axis.length; node++) {
    if (tree.axis[node] === a) thresholds.push(tree.threshold[node] ?? 0);
  }
  const sorted = Float64Array.from(thresholds).sort();
  const edges = sorted.filter((edge, i) => i === 0 || edge !== sorted[i - 1]);
  const shares = new Float64Array(edges.length + 1);
  for (let cell = 0; cell < shares.length; cell++) {
    const from = cell === 0 ? Number.NEGATIVE_INFINITY : (edges[cell - 1] ?? 0);
    const to = edges[cell] ?? Number.POSITIVE_INFINITY;
    for (let i = 0; i < part.length; i += 2) {
      shares[cell] = (shares[cell] ?? 0) + Math.max(0, Math.min(to, part[i + 1] ?? 0) - Math.max(from, part[i] ?? 0));
    }
  }
  return { ordered: true, edges, shares: normalised(shares) };
}

function normalised(shares: Float64Array): Float64Array {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

/** Share of the cells before each one, and of all at last. */
function summed(shares: Float64Array): Float64Array {
  const sums = new Float64Array(shares.length + 1);
  for (let i = 0; i < shares.length; i++) sums[i + 1] = (sums[i] ?? 0) + (shares[i] ?? 0);
  return sums;
}

function shareOfSet(set: Uint8Array, shares: Float64Array): number {
  let total = 0;
  for (let i = 0; i < set.length; i++) if (set[i] === 1) total += shares[i] ?? 0;
  return total;
}
