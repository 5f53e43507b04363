// Labels in NumPy arrays: one number or text per row, one-hot rows, or several 0/1 labels per row.
import { AppError } from '#shared/errors.ts';
import type { Task } from '../dataset.ts';
import type { Pause } from '../pause.ts';
import type { Column, RawData } from '../raw.ts';
import { finiteOrMissing } from './columns.ts';
import type { NpyArray } from './npy.ts';
import { numbersOf, textsOf } from './npy-values.ts';

export type NumpyLabels = Pick<RawData, 'columns' | 'labels' | 'task' | 'notes'>;

const name = 'y';

/** Of the parts in their order. [n] and [n, 1] are one label per row; [n, k] of zeros and ones one-hot classes or several labels. */
export async function labelsOf(arrays: readonly NpyArray[], task: Task | null, pause: Pause): Promise<NumpyLabels> {
  const widths = arrays.map(({ shape }) => shape.slice(1).reduce((product, side) => product * side, 1));
  const [first] = arrays;
  const width = widths[0] ?? 1;
  const odd = arrays.find((_, at) => widths[at] !== width);
  if (odd !== undefined || first === undefined) {
    throw new AppError('invalid', `${odd?.path} has another number of labels per row than ${first?.path}.`);
  }
  if (first.kind === 'U' || first.kind === 'S') {
    const texts: string[] = [];
    for (const array of arrays) for (const text of await textsOf(array, pause)) texts.push(text);
    if (width > 1) throw new AppError('invalid', `${first.path} has ${width} texts per row; one is needed.`);
    return { columns: [levelsOf(texts)], labels: null, task, notes: [] };
  }
  const values = new Float64Array(arrays.reduce((sum, { shape }) => sum + (shape[0] ?? 0) * width, 0));
  let at = 0;
  for (const array of arrays) {
    const block = await numbersOf(array, 'float64', pause);
    values.set(block, at);
    at += block.length;
  }
  if (width > 1) return severalColumns(first.path, values, width, task, pause);
  const { column, missing } = finiteOrMissing(name, values);
  const notes = missing === 0 ? [] : [`${missing} labels are NaN or infinite, which counts as missing.`];
  return { columns: [column], labels: null, task, notes };
}

async function severalColumns(
  path: string,
  values: Float64Array,
  width: number,
  task: Task | null,
  pause: Pause,
): Promise<NumpyLabels> {
  const rows = values.length / width;
  let isOneHot = true;
  for (let row = 0; row < rows; row++) {
    let ones = 0;
    for (let k = 0; k < width; k++) {
      const value = values[row * width + k];
      if (value !== 0 && value !== 1) {
        throw new AppError(
          'invalid',
          `${path} has ${width} labels per row, which must be 0 or 1, and row ${row + 1} holds ${value}; give one number per ` +
            'row to predict a number.',
          { path: 'data.y' },
        );
      }
      ones += value;
    }
    if (ones !== 1) isOneHot = false;
    if ((row & 255) === 0) await pause();
  }
  if (task === 'classification' && !isOneHot) {
    throw new AppError('invalid', `${path} has rows of several or no labels; set "task" to multilabel.`, {
      path: 'data.task',
    });
  }
  if (task === 'regression') {
    throw new AppError('invalid', `${path} has ${width} labels per row; regression predicts one number.`, {
      path: 'data.task',
    });
  }
  if (isOneHot && task !== 'multilabel') {
    const codes = new Float64Array(rows);
    for (let row = 0; row < rows; row++) codes[row] = values.subarray(row * width, (row + 1) * width).indexOf(1);
    const column: Column = { kind: 'number', name, values: codes };
    const notes = [`The labels are one-hot: each row has one of ${width} classes.`];
    return { columns: [column], labels: null, task: 'classification', notes };
  }
  const columns = Array.from({ length: width }, (_, k): Column => {
    const own = new Float64Array(rows);
    for (let row = 0; row < rows; row++) own[row] = values[row * width + k] ?? 0;
    return { kind: 'number', name: String(k), values: own };
  });
  return { columns, labels: columns.map((column) => column.name), task: 'multilabel', notes: [] };
}

function levelsOf(texts: readonly string[]): Column {
  const index = new Map<string, number>();
  const codes = Int32Array.from(texts, (text) => {
    if (text === '') return -1;
    const code = index.get(text) ?? index.size;
    index.set(text, code);
    return code;
  });
  return { kind: 'category', name, codes, levels: [...index.keys()] };
}
