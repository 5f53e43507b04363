// From NumPy arrays to rows: what their shapes mean, and the labels that go with them.
import type { NpySpec, NpzSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import type { Pause } from '../pause.ts';
import { type Origin, origins, type RawArray, type RawData } from '../raw.ts';
import type { NpyArray } from './npy.ts';
import { numbersOf } from './npy-values.ts';
import { labelsOf } from './numpy-labels.ts';
import { sequenceLengths } from './sequence-lengths.ts';

const maxValues = 500_000_000;
const mostChannels = 4;
/** As many steps as features are rare, square images are not: digits scaled to floats are the commonest. */
const leastSquare = 8;

export interface NumpyPart {
  readonly role: Origin;
  readonly x: NpyArray;
  readonly y: NpyArray;
  readonly lengths: NpyArray | null;
}

/** How the axes of an array are read. */
interface Reading {
  readonly kind: RawArray['kind'];
  /** Of one row. */
  readonly shape: readonly number[];
  /** Order of the file's axes. */
  readonly axes: readonly number[];
  readonly note: string | null;
}

/**
 * Rows of all parts, in their order. [n] and [n, f] are tables, [n, h, w] of bytes or with h = w and [n, h, w, c] images, other
 * [n, t, f] sequences.
 * @throws AppError invalid: another shape, parts that differ, labels or lengths of another number, no rows.
 */
export async function rowsOf(parts: readonly NumpyPart[], spec: NpySpec | NpzSpec, pause: Pause): Promise<RawData> {
  const [first] = parts;
  if (first === undefined) throw new AppError('internal', 'A NumPy source has no part.');
  for (const part of parts) checkRows(part);
  const reading = readingOf(first.x, spec.kind);
  const size = reading.shape.reduce((product, side) => product * side, 1);
  const rows = parts.reduce((sum, { x }) => sum + (x.shape[0] ?? 0), 0);
  if (rows * size > maxValues) {
    throw new AppError('limit', `${rows} rows of ${size} values are more than the ${maxValues} that fit.`);
  }
  const blocks = [];
  for (const { x } of parts) {
    if (x.shape.slice(1).join() !== first.x.shape.slice(1).join()) {
      throw new AppError('invalid', `${x.path} has rows of ${rowText(x)}, and ${first.x.path} of ${rowText(first.x)}.`);
    }
    const isBytes = x.kind === 'u' && x.size === 1 && reading.kind !== 'sequence';
    blocks.push(await numbersOf(x, isBytes ? 'uint8' : 'float32', pause, reading.axes));
  }
  const origin = new Uint8Array(rows);
  let filled = 0;
  for (const { role, x } of parts) {
    const end = filled + (x.shape[0] ?? 0);
    origin.fill(origins[role], filled, end);
    filled = end;
  }
  const values = joined(blocks);
  const lengths = reading.kind === 'sequence' ? await sequenceLengths(parts, values, reading.shape, pause) : null;
  const notes = reading.note === null ? [] : [reading.note];
  if (lengths?.note) notes.push(lengths.note);
  const labels = await labelsOf(
    parts.map(({ y }) => y),
    spec.task ?? null,
    pause,
  );
  return {
    ...{ rows, origin, features: null, exclude: [], text: null, label: 'y' },
    ...{ columns: labels.columns, labels: labels.labels, task: labels.task },
    array: { kind: reading.kind, values, shape: reading.shape, lengths: lengths?.lengths ?? null },
    notes: [...notes, ...labels.notes],
  };
}

function checkRows({ x, y }: NumpyPart): void {
  const [rows = 0] = x.shape;
  if (x.kind === 'U' || x.kind === 'S') {
    throw new AppError(
      'invalid',
      `${x.path} holds texts; put them into a CSV file and use the source "text", with the columns "text" and "label".`,
    );
  }
  if (x.shape.length === 0) throw new AppError('invalid', `${x.path} holds one value, not one row per example.`);
  if (x.bytes.byteLength === 0) throw new AppError('invalid', `${x.path} holds no rows (${shapeText(x)}).`);
  if (y.shape[0] === rows) return;
  throw new AppError(
    'invalid',
    `${x.path} has ${rows} rows and ${y.path} ${y.shape[0] ?? 1} labels; they do not belong together.`,
  );
}

function readingOf(x: NpyArray, asked: RawArray['kind'] | undefined): Reading {
  const [, a = 1, b = 1, c = 1] = x.shape;
  const rank = x.shape.length;
  const asIs = x.shape.map((_, axis) => axis);
  const plain = (kind: RawArray['kind'], shape: readonly number[], note: string | null = null): Reading => ({
    ...{ kind, shape, axes: asIs, note },
  });
  if (asked === 'table' || (asked === undefined && rank <= 2)) return plain('table', [rowSize(x)]);
  if (asked === 'sequence' && (rank === 2 || rank === 3)) return plain('sequence', [a, b]);
  if (rank === 3 && asked !== 'sequence') {
    const isSquare = a === b && a >= leastSquare;
    const isImage = asked === 'image' || (x.kind === 'u' && x.size === 1) || isSquare;
    const other = isImage ? 'sequence' : 'image';
    const told = asked === undefined ? `; set "kind" to "${other}" to have ${other}s` : '';
    return isImage
      ? plain('image', [a, b, 1], `The inputs are read as grey images of ${a} × ${b}${told}.`)
      : plain('sequence', [a, b], `The inputs are read as sequences of ${a} steps of ${b} numbers${told}.`);
  }
  if (rank === 4 && asked !== 'sequence') {
    if (c > mostChannels && a <= mostChannels) {
      const note = `The images have their channels first (${shapeText(x)}); they are turned to ${b} × ${c} × ${a}.`;
      return { kind: 'image', shape: [b, c, a], axes: [0, 2, 3, 1], note };
    }
    if (c <= mostChannels) return plain('image', [a, b, c]);
  }
  throw new AppError(
    'invalid',
    `${x.path} has the shape ${shapeText(x)}, which is no ${asked ?? 'table, image or sequence'}; tables are [rows, features], ` +
      'images [rows, height, width] or [rows, height, width, 1 to 4 channels], sequences [rows, steps, features].',
    { path: 'data.kind' },
  );
}

function joined(blocks: readonly (Uint8Array | Float32Array)[]): Uint8Array | Float32Array {
  const [first] = blocks;
  if (first !== undefined && blocks.length === 1) return first;
  const count = blocks.reduce((sum, block) => sum + block.length, 0);
  const whole = blocks.every((block) => block instanceof Uint8Array) ? new Uint8Array(count) : new Float32Array(count);
  let at = 0;
  for (const block of blocks) {
    whole.set(block, at);
    at += block.length;
  }
  return whole;
}

function rowSize({ shape }: NpyArray): number {
  return shape.slice(1).reduce((product, side) => product * side, 1);
}

function rowText({ shape }: NpyArray): string {
  return shape.slice(1).join(' × ') || 'one value';
}

function shapeText({ shape }: NpyArray): string {
  return `[${shape.join(', ')}]`;
}
