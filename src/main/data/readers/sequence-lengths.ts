// Where each sequence ends and its padding begins.
import { AppError } from '#shared/errors.ts';
import type { Pause } from '../pause.ts';
import type { NpyArray } from './npy.ts';
import { numbersOf } from './npy-values.ts';

/**
 * Steps of each row: as the arrays of lengths say, else without the trailing steps that are NaN in every feature. null when no
 * row is padded.
 * @param shape [steps, features] of one row.
 */
export async function sequenceLengths(
  parts: readonly { readonly x: NpyArray; readonly lengths: NpyArray | null }[],
  values: Uint8Array | Float32Array,
  [steps = 1, features = 1]: readonly number[],
  pause: Pause,
): Promise<{ lengths: Uint32Array | null; note: string | null }> {
  const rows = values.length / (steps * features);
  const lengths = new Uint32Array(rows);
  if (parts.some((part) => part.lengths !== null)) {
    let start = 0;
    for (const { x, lengths: given } of parts) {
      const count = x.shape[0] ?? 0;
      if (given === null) lengths.fill(steps, start, start + count);
      else lengths.set(await checkedLengths(given, count, steps, pause), start);
      start += count;
    }
    return { lengths, note: null };
  }
  let padded = 0;
  for (let row = 0; row < rows; row++) {
    let end = (row + 1) * steps * features;
    const start = row * steps * features;
    while (end > start && Number.isNaN(values[end - 1])) end--;
    lengths[row] = Math.ceil((end - start) / features);
    if (lengths[row] !== steps) padded++;
    await pause();
  }
  if (padded === 0) return { lengths: null, note: null };
  return { lengths, note: `${padded} of ${rows} sequences end in steps of NaN, which are padding.` };
}

async function checkedLengths(array: NpyArray, rows: number, steps: number, pause: Pause): Promise<Float64Array> {
  const lengths = await numbersOf(array, 'float64', pause);
  if (lengths.length !== rows) {
    throw new AppError('invalid', `${array.path} holds ${lengths.length} lengths for ${rows} sequences.`, {
      path: 'data.lengths',
    });
  }
  const row = lengths.findIndex((length) => !Number.isInteger(length) || length < 0 || length > steps);
  if (row < 0) return lengths;
  throw new AppError(
    'invalid',
    `${array.path} gives row ${row + 1} the length ${lengths[row]}; lengths are whole numbers from 0 to ${steps} steps.`,
    { path: 'data.lengths' },
  );
}
