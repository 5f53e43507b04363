// Averages of a tree over all settings but one or two, exactly, from its boxes.
import type { Boxes } from './boxes.ts';

/**
 * Mean over the other axes in each cell of axis `i`, minus the tree's mean: adds to `into`, which has a place more than there are
 * cells and is zero before.
 */
export function marginalOf(boxes: Boxes, i: number, into: Float64Array): void {
  const { leaves, values, volumes, widths, markFrom, markCells, markSigns, axes } = boxes;
  const d = axes.length;
  for (let leaf = 0; leaf < leaves; leaf++) {
    const at = leaf * d + i;
    const part = ((values[leaf] ?? 0) * (volumes[leaf] ?? 0)) / (widths[at] ?? 1);
    const to = markFrom[at + 1] ?? 0;
    for (let mark = markFrom[at] ?? 0; mark < to; mark++) {
      const cell = markCells[mark] ?? 0;
      into[cell] = (into[cell] ?? 0) + (markSigns[mark] ?? 0) * part;
    }
  }
  if (!axes[i]?.ordered) return;
  for (let cell = 1; cell < into.length; cell++) into[cell] = (into[cell] ?? 0) + (into[cell - 1] ?? 0);
}

/**
 * Mean over the other axes in each pair of cells of axes `i` (rows) and `j` (columns), minus the tree's mean, in rows of one more
 * place than `j` has cells: adds to `into`, which has one row more than `i` has cells and is zero before.
 */
export function pairMarginalOf(boxes: Boxes, i: number, j: number, into: Float64Array): void {
  const { leaves, values, volumes, widths, markFrom, markCells, markSigns, axes } = boxes;
  const d = axes.length;
  const columns = (axes[j]?.shares.length ?? 0) + 1;
  const rows = (axes[i]?.shares.length ?? 0) + 1;
  for (let leaf = 0; leaf < leaves; leaf++) {
    const row = leaf * d + i;
    const column = leaf * d + j;
    const part = ((values[leaf] ?? 0) * (volumes[leaf] ?? 0)) / ((widths[row] ?? 1) * (widths[column] ?? 1));
    const rowEnd = markFrom[row + 1] ?? 0;
    const columnEnd = markFrom[column + 1] ?? 0;
    for (let r = markFrom[row] ?? 0; r < rowEnd; r++) {
      const from = (markCells[r] ?? 0) * columns;
      const signed = (markSigns[r] ?? 0) * part;
      for (let c = markFrom[column] ?? 0; c < columnEnd; c++) {
        const place = from + (markCells[c] ?? 0);
        into[place] = (into[place] ?? 0) + (markSigns[c] ?? 0) * signed;
      }
    }
  }
  if (axes[j]?.ordered) {
    for (let from = 0; from < rows * columns; from += columns) {
      for (let c = 1; c < columns; c++) into[from + c] = (into[from + c] ?? 0) + (into[from + c - 1] ?? 0);
    }
  }
  if (axes[i]?.ordered) {
    for (let k = columns; k < rows * columns; k++) into[k] = (into[k] ?? 0) + (into[k - columns] ?? 0);
  }
}

/** Variance of the tree over the region. */
export function varianceOf({ leaves, values, volumes }: Boxes): number {
  let sum = 0;
  for (let leaf = 0; leaf < leaves; leaf++) sum += (volumes[leaf] ?? 0) * (values[leaf] ?? 0) ** 2;
  return sum;
}
