// A program that uses an exported model by nothing but its two files: raw rows in, the trial's metrics out.
import { readFileSync } from 'node:fs';
import { runtime } from '#main/training/engines/onnx/runtime.ts';
import type { Cells, Images } from './onnx-data.ts';

const { InferenceSession, Tensor } = runtime();

interface Input {
  readonly name: string;
  readonly shape: readonly (number | string)[];
  readonly columns?: readonly (string | { readonly name: string })[];
  readonly missingCells?: readonly string[];
  readonly vocabulary?: readonly string[];
}

export interface Description {
  readonly kind: string;
  readonly trial: number;
  readonly epoch: number;
  readonly task: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly inputs: readonly Input[];
  readonly outputs: readonly [
    { readonly name: string; readonly label: string; readonly classes?: string[]; readonly labels?: string[] },
  ];
}

export const descriptionOf = (model: string) => JSON.parse(readFileSync(`${model}.json`, 'utf8')) as Description;

/** Mean cross-entropy of a classifier (per label where rows have several), root mean squared error of a value. */
export async function measuredBy(model: string, rows: readonly Cells[] | Images): Promise<number> {
  const description = descriptionOf(model);
  const session = await InferenceSession.create(model);
  const feeds = Object.fromEntries(description.inputs.map((input) => [input.name, tensorOf(input, rows)]));
  const [output] = description.outputs;
  const found = await session.run(feeds);
  const values = found[output.name]?.data as Float32Array;
  await session.release();
  return measured(description, values, rows);
}

/** The same of what a model gave, row by row in the order of its description. */
export function measured(
  { task, outputs: [output] }: Description,
  values: ArrayLike<number>,
  rows: readonly Cells[] | Images,
): number {
  const count = 'labels' in rows ? rows.labels.length : rows.length;
  const size = values.length / count;
  const cell = (row: number) => ('labels' in rows ? String(rows.labels[row]) : (rows[row]?.[output.label] ?? ''));
  let sum = 0;
  for (let row = 0; row < count; row++) {
    if (task === 'regression') sum += ((values[row] ?? Number.NaN) - Number(cell(row))) ** 2;
    else if (output.classes) sum -= Math.log(values[row * size + output.classes.indexOf(cell(row))] ?? Number.NaN);
    else {
      const own = cell(row).split('|');
      for (const [k, label] of (output.labels ?? []).entries()) {
        const p = values[row * size + k] ?? Number.NaN;
        sum -= Math.log(own.includes(label) ? p : 1 - p) / size;
      }
    }
  }
  return task === 'regression' ? Math.sqrt(sum / count) : sum / count;
}

function tensorOf({ name, columns = [], missingCells = [], vocabulary = [] }: Input, rows: readonly Cells[] | Images) {
  if ('labels' in rows) return new Tensor('uint8', rows.pixels, [rows.labels.length, rows.side, rows.side, 1]);
  const missing = (cell: string) => missingCells.includes(cell);
  const named = columns.map((column) => (typeof column === 'string' ? column : column.name));
  const cells = rows.flatMap((row) => named.map((column) => row[column] ?? ''));
  const dims = [rows.length, named.length];
  switch (name) {
    case 'numbers':
      return new Tensor(
        'float32',
        Float32Array.from(cells, (cell) => (missing(cell) ? Number.NaN : Number(cell))),
        dims,
      );
    case 'categories':
      return new Tensor(
        'string',
        cells.map((cell) => (missing(cell) ? '' : cell)),
        dims,
      );
    case 'tokens': {
      const words = rows.map(
        ({ text = '' }) =>
          text
            .normalize('NFKC')
            .toLowerCase()
            .match(/[\p{L}\p{N}]+/gu) ?? [],
      );
      const length = Math.max(...words.map((own) => own.length));
      const ids = words.flatMap((own) => {
        const known = own.map((word) => Math.max(1, vocabulary.indexOf(word)));
        return [...known, ...new Array<number>(length - own.length).fill(0)];
      });
      return new Tensor('int64', BigInt64Array.from(ids, BigInt), [rows.length, length]);
    }
    default:
      throw new Error(`An input ${name} is not known.`);
  }
}
