// Columns of one metric of one trial: as bytes, cut, joined. Pure.
import { endianness } from 'node:os';
import { AppError } from '#shared/errors.ts';

/** Equal lengths, steps strictly rising. */
export interface Columns {
  readonly steps: Float64Array;
  readonly values: Float64Array;
  readonly wallMs: Float64Array;
}

/** Throws `invalid` where the columns are not what the interface says. */
export function checkColumns({ steps, values, wallMs }: Columns, key: string): void {
  if (values.length !== steps.length || wallMs.length !== steps.length) {
    throw new AppError(
      'invalid',
      `The columns of "${key}" must have one length, not ${steps.length}, ${values.length} and ${wallMs.length}.`,
    );
  }
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] ?? Number.NaN;
    const before = i === 0 ? Number.NEGATIVE_INFINITY : (steps[i - 1] ?? Number.NaN);
    if (!Number.isFinite(step) || !(step > before)) {
      throw new AppError('invalid', `The steps of "${key}" must be finite and rising; ${step} follows ${before}.`);
    }
  }
}

/** Little-endian Float64: all steps, all values, all times. Keeps every bit. */
export function toBlob({ steps, values, wallMs }: Columns): Buffer {
  const n = steps.length;
  const all = new Float64Array(3 * n);
  all.set(steps);
  all.set(values, n);
  all.set(wallMs, 2 * n);
  const bytes = Buffer.from(all.buffer);
  return endianness() === 'BE' ? bytes.swap64() : bytes;
}

/** Throws `internal` where the bytes are no columns. */
export function fromBlob(blob: Buffer): Columns {
  checkBytes(blob, 'A curve');
  const bytes = Buffer.alloc(blob.length);
  blob.copy(bytes);
  if (endianness() === 'BE') bytes.swap64();
  const all = new Float64Array(new Uint8Array(bytes).buffer);
  const n = all.length / 3;
  return { steps: all.subarray(0, n), values: all.subarray(n, 2 * n), wallMs: all.subarray(2 * n) };
}

/**
 * Many series at once, each from its parts in rising order. All columns are views of one buffer: it goes to another thread in
 * one piece, where a buffer per column would take half a minute for the 130 000 series of 10 000 trials. Throws `internal` where the
 * bytes of one are no columns.
 */
export function fromBlobs<
  T extends { readonly trial: number; readonly key: string; readonly parts: readonly Buffer[] },
>(series: readonly T[]): (Omit<T, 'parts'> & Columns)[] {
  for (const { trial, key, parts } of series) {
    for (const part of parts) checkBytes(part, `The curve "${key}" of trial ${trial}`);
  }
  const rowsOf = ({ parts }: T) => parts.reduce((sum, part) => sum + part.length / rowBytes, 0);
  const all = new Float64Array(3 * series.reduce((sum, one) => sum + rowsOf(one), 0));
  const bytes = Buffer.from(all.buffer);
  let start = 0;
  const read = series.map((one) => {
    const { parts, ...rest } = one;
    const n = rowsOf(one);
    let row = start;
    for (const part of parts) {
      const third = part.length / 3;
      for (const column of [0, 1, 2]) part.copy(bytes, 8 * (row + column * n), third * column, third * (column + 1));
      row += part.length / rowBytes;
    }
    const column = (index: number) => all.subarray(start + index * n, start + (index + 1) * n);
    const columns = { steps: column(0), values: column(1), wallMs: column(2) };
    start += 3 * n;
    return { ...rest, ...columns };
  });
  if (endianness() === 'BE') bytes.swap64();
  return read;
}

/** A step, a value and a time. */
const rowBytes = 24;

function checkBytes({ length }: Buffer, what: string): void {
  if (length > 0 && length % rowBytes === 0) return;
  throw new AppError(
    'internal',
    `${what} is damaged in the database: ${length} bytes are no whole rows. What else is stored can be read; restore a copy of the database to have it back.`,
  );
}

/** Parts in rising order, one after the other, in memory of their own. */
export function concat(parts: readonly Columns[]): Columns {
  const n = parts.reduce((sum, part) => sum + part.steps.length, 0);
  const joined = { steps: new Float64Array(n), values: new Float64Array(n), wallMs: new Float64Array(n) };
  let at = 0;
  for (const part of parts) {
    joined.steps.set(part.steps, at);
    joined.values.set(part.values, at);
    joined.wallMs.set(part.wallMs, at);
    at += part.steps.length;
  }
  return joined;
}

/** Both sets of steps; where both have a step, the newer one counts. */
export function merge(older: Columns, newer: Columns): Columns {
  const picked: [Columns, number][] = [];
  let o = 0;
  let n = 0;
  while (o < older.steps.length || n < newer.steps.length) {
    const oldStep = older.steps[o] ?? Number.POSITIVE_INFINITY;
    const newStep = newer.steps[n] ?? Number.POSITIVE_INFINITY;
    if (oldStep === newStep) o++;
    picked.push(oldStep < newStep ? [older, o++] : [newer, n++]);
  }
  const take = (column: keyof Columns) => Float64Array.from(picked, ([from, i]) => from[column][i] ?? Number.NaN);
  return { steps: take('steps'), values: take('values'), wallMs: take('wallMs') };
}

/** Rows from (inclusive) to (exclusive). */
export function cut({ steps, values, wallMs }: Columns, from: number, to: number): Columns {
  return { steps: steps.slice(from, to), values: values.slice(from, to), wallMs: wallMs.slice(from, to) };
}
