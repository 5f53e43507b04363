// Rows that are numbers in an array, tables, images and sequences, to the arrays that train: the rows in use, gaps filled.
import { AppError } from '#shared/errors.ts';
import type { Pause } from './pause.ts';
import type { RawArray } from './raw.ts';

/** Values between two pauses. */
const sliceValues = 1 << 14;

/**
 * Copies the used rows. A float that is not finite is missing and becomes the mean of its feature or channel over the training rows,
 * with a note; a sequence's padding becomes 0.
 * @throws AppError invalid when a feature has no value in any training row.
 */
export async function encodeArray(array: RawArray, used: Uint32Array, train: Uint32Array, pause: Pause) {
  const { kind, values, shape } = array;
  const size = shape.reduce((product, side) => product * side, 1);
  const x = values instanceof Uint8Array ? new Uint8Array(used.length * size) : new Float32Array(used.length * size);
  const lengths = kind === 'sequence' ? new Uint32Array(used.length) : null;
  const notes: string[] = [];
  const gaps = values instanceof Float32Array ? await fillValues(array, train, pause) : null;
  let filled = 0;
  let sincePause = 0;
  for (const [at, row] of used.entries()) {
    const own = lengthOf(array, row);
    if (lengths !== null) lengths[at] = own / (shape[1] ?? 1);
    x.set(values.subarray(row * size, row * size + own), at * size);
    if (gaps !== null) filled += fill(x, at * size, own, gaps);
    sincePause += size;
    if (sincePause < sliceValues) continue;
    sincePause = 0;
    await pause();
  }
  if (filled > 0) {
    const of = kind === 'image' ? 'channel' : 'feature';
    notes.push(
      `${filled} values are NaN or infinite; they are filled with the mean of their ${of} in the training rows.`,
    );
  }
  const features = kind === 'table' ? Array.from({ length: size }, (_, k) => `x[${k}]`) : [];
  return { x, lengths, inputShape: [...shape], features, notes };
}

/** Values of a row before its padding. */
function lengthOf({ shape, lengths }: RawArray, row: number): number {
  const [steps = 1, ...rest] = shape;
  const perStep = rest.reduce((product, side) => product * side, 1);
  return (lengths?.[row] ?? steps) * perStep;
}

function fill(x: Uint8Array | Float32Array, start: number, count: number, means: Float64Array): number {
  let filled = 0;
  for (let i = start, k = 0; i < start + count; i++) {
    if (!Number.isFinite(x[i])) {
      x[i] = means[k] ?? 0;
      filled++;
    }
    if (++k === means.length) k = 0;
  }
  return filled;
}

/** Mean of the finite values of each feature or channel (the last axis) over the training rows; null when nothing is missing. */
async function fillValues(array: RawArray, train: Uint32Array, pause: Pause): Promise<Float64Array | null> {
  const { kind, values, shape } = array;
  const size = shape.reduce((product, side) => product * side, 1);
  const channels = shape.at(-1) ?? 1;
  const sum = new Float64Array(channels);
  const count = new Float64Array(channels);
  let missing = 0;
  let sincePause = 0;
  const rows = array.lengths?.length ?? values.length / size;
  const inTrain = new Uint8Array(rows);
  for (const row of train) inTrain[row] = 1;
  for (let row = 0; row < rows; row++) {
    const start = row * size;
    const end = start + lengthOf(array, row);
    for (let i = start, k = 0; i < end; i++) {
      const value = values[i] ?? Number.NaN;
      if (!Number.isFinite(value)) missing++;
      else if (inTrain[row] === 1) {
        sum[k] = (sum[k] ?? 0) + value;
        count[k] = (count[k] ?? 0) + 1;
      }
      if (++k === channels) k = 0;
    }
    sincePause += size;
    if (sincePause < sliceValues) continue;
    sincePause = 0;
    await pause();
  }
  const empty = count.indexOf(0);
  if (empty >= 0) {
    const of = kind === 'image' ? 'Channel' : 'Feature';
    throw new AppError('invalid', `${of} ${empty} of x has no finite value in any training row; leave it out.`, {
      path: 'data.x',
    });
  }
  return missing === 0 ? null : sum.map((total, k) => total / (count[k] ?? 1));
}
