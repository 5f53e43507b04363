// Looks for columns that are constant, equal, or tell the label by themselves.
import type { EncodedDataset } from '#main/data/dataset.ts';
import type { ColumnsMeasure } from '#main/preflight/index.ts';
import type { DataProfile } from '#shared/contract/datasets.ts';
import { cellReader, columnsOf, type EncodedColumn } from './columns-of.ts';
import type { Limits } from './limits.ts';

const mostRows = 5000;
const mostColumns = 300;
/** Of a column's standard deviation: float32 has rounded both. */
const sameWithin = 1e-4;
const fewestRows = 10;

export async function measureColumns(
  dataset: EncodedDataset,
  profile: DataProfile,
  excluded: readonly string[] | null,
  limits: Limits,
): Promise<ColumnsMeasure> {
  const { header, train, validation } = dataset;
  const { statistics, inputShape, trainRows, validationRows } = header;
  const columns = columnsOf(header, profile);
  const varies = ({ features }: EncodedColumn) => features.some((at) => (statistics.sd[at] ?? 0) > 0);
  const tried = columns.filter(varies).slice(0, mostColumns);
  const rows = train.subarray(0, mostRows);
  const half = rows.length >> 1;
  const [first, second] = [rows.subarray(0, half), rows.subarray(half)];
  const turns = [
    { fit: first, heldOut: second },
    { fit: second, heldOut: first },
    { fit: rows, heldOut: validation.subarray(0, mostRows) },
  ];
  const compared = columns.length > 0 && tried.length > 1;
  return {
    ...{ inputs: inputShape.reduce((product, side) => product * side, 1), trainRows, validationRows, excluded },
    table: columns.length > 0,
    constant: columns.filter((column) => !varies(column)).map(({ name }) => name),
    equal: compared ? await equalPairs(dataset, tried, rows, limits) : [],
    // A single column is meant to tell.
    alone: compared && header.task !== 'multilabel' ? await scores(dataset, tried, turns, limits) : [],
    chance: header.task === 'classification' ? commonest(dataset, rows) : 0,
    heldOut: turns.reduce((sum, { heldOut }) => sum + heldOut.length, 0),
    looked: compared ? rows.length : train.length,
    rows: train.length,
  };
}

async function equalPairs(
  { x, header }: EncodedDataset,
  columns: readonly EncodedColumn[],
  rows: Uint32Array,
  { pause, late }: Limits,
): Promise<[string, string][]> {
  if (rows.length < fewestRows) return [];
  const width = header.inputShape[0] ?? 0;
  const { mean, sd } = header.statistics;
  const pairs: [string, string][] = [];
  const copies = new Set<string>();
  for (const [at, kept] of columns.entries()) {
    if (copies.has(kept.name)) continue;
    const readKept = cellReader(x, width, kept);
    for (const other of columns.slice(at + 1)) {
      if (other.features.length !== kept.features.length) continue;
      const readOther = cellReader(x, width, other);
      const [i = 0] = kept.features;
      const [j = 0] = other.features;
      const isNumber = kept.features.length === 1;
      // Levels may have other names: one must stand for one.
      const [there, back] = [new Map<number, number>(), new Map<number, number>()];
      const same = rows.every((row) => {
        const [a, b] = [readKept(row), readOther(row)];
        if (isNumber)
          return Math.abs((a - (mean[i] ?? 0)) / (sd[i] ?? 1) - (b - (mean[j] ?? 0)) / (sd[j] ?? 1)) <= sameWithin;
        if (!there.has(a) && !back.has(b)) {
          there.set(a, b);
          back.set(b, a);
        }
        return there.get(a) === b && back.get(b) === a;
      });
      if (!same) continue;
      copies.add(other.name);
      pairs.push([kept.name, other.name]);
    }
    await pause();
    if (late()) break;
  }
  return pairs;
}

/** A rule is fitted on some rows and tried on others. */
interface Turn {
  readonly fit: Uint32Array;
  readonly heldOut: Uint32Array;
}

async function scores(
  { x, y, header }: EncodedDataset,
  columns: readonly EncodedColumn[],
  turns: readonly Turn[],
  { pause, late }: Limits,
): Promise<ColumnsMeasure['alone']> {
  const width = header.inputShape[0] ?? 0;
  const labelOf = (row: number) => y[row] ?? 0;
  const wanted = turns.flatMap(({ heldOut }) => Array.from(heldOut, labelOf));
  const alone: { name: string; score: number }[] = [];
  for (const column of columns) {
    const read = cellReader(x, width, column);
    const answers: number[] = [];
    for (const { fit, heldOut } of turns) {
      const [cells, labels] = [Array.from(fit, read), Array.from(fit, labelOf)];
      const rule = header.task === 'regression' ? valueRule(cells, labels) : classRule(cells, labels);
      for (const row of heldOut) answers.push(rule(read(row)));
      await pause();
    }
    const score = header.task === 'regression' ? rSquared(answers, wanted) : accuracy(answers, wanted);
    alone.push({ name: column.name, score });
    if (late()) break;
  }
  return alone;
}

/** The commonest label of the nearest value that training has. */
function classRule(cells: readonly number[], labels: readonly number[]): (cell: number) => number {
  const byValue = new Map<number, Map<number, number>>();
  cells.forEach((cell, at) => {
    const counts = byValue.get(cell) ?? new Map<number, number>();
    byValue.set(cell, counts);
    const label = labels[at] ?? 0;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  });
  const values = Float64Array.from(byValue.keys()).sort();
  const answers = Array.from(values, (value) => {
    const counts = [...(byValue.get(value) ?? [])];
    return counts.reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
  });
  return (cell) => {
    const at = firstNotBelow(values, cell);
    const below = at - 1;
    const nearer =
      at >= values.length || (below >= 0 && cell - (values[below] ?? 0) < (values[at] ?? 0) - cell) ? below : at;
    return answers[nearer] ?? 0;
  };
}

/** Straight lines between the mean labels of the values that training has. */
function valueRule(cells: readonly number[], labels: readonly number[]): (cell: number) => number {
  const byValue = new Map<number, { sum: number; count: number }>();
  cells.forEach((cell, at) => {
    const one = byValue.get(cell) ?? { sum: 0, count: 0 };
    byValue.set(cell, { sum: one.sum + (labels[at] ?? 0), count: one.count + 1 });
  });
  const values = Float64Array.from(byValue.keys()).sort();
  const answers = Array.from(values, (value) => {
    const { sum, count } = byValue.get(value) ?? { sum: 0, count: 1 };
    return sum / count;
  });
  return (cell) => {
    const at = firstNotBelow(values, cell);
    if (at >= values.length) return answers.at(-1) ?? 0;
    const [low = 0, high = 0] = [values[at - 1], values[at]];
    if (at === 0 || high === low) return answers[at] ?? 0;
    const share = (cell - low) / (high - low);
    return (1 - share) * (answers[at - 1] ?? 0) + share * (answers[at] ?? 0);
  };
}

function firstNotBelow(sorted: Float64Array, wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function accuracy(answers: readonly number[], wanted: readonly number[]): number {
  return answers.filter((answer, at) => answer === wanted[at]).length / Math.max(1, wanted.length);
}

function rSquared(answers: readonly number[], wanted: readonly number[]): number {
  const mean = wanted.reduce((sum, value) => sum + value, 0) / Math.max(1, wanted.length);
  const total = wanted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const left = wanted.reduce((sum, value, at) => sum + (value - (answers[at] ?? 0)) ** 2, 0);
  return total > 0 ? 1 - left / total : 0;
}

function commonest({ y }: EncodedDataset, rows: Uint32Array): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(y[row] ?? 0, (counts.get(y[row] ?? 0) ?? 0) + 1);
  return Math.max(0, ...counts.values()) / Math.max(1, rows.length);
}
