// The elements of an NPY array as numbers or texts, whatever their type, byte order and order of axes.
import { AppError } from '#shared/errors.ts';
import type { Pause } from '../pause.ts';
import type { NpyArray } from './npy.ts';

/** Less than a millisecond of copying. */
const sliceValues = 1 << 14;

/**
 * The elements as numbers, row-major, with the array's axes in the order `axes` (default: as they are). What needs no conversion is a
 * view of the file's bytes, never to be written. 64-bit integers beyond 2^53 are rounded.
 */
export async function numbersOf<Type extends 'uint8' | 'float32' | 'float64'>(
  array: NpyArray,
  type: Type,
  pause: Pause,
  axes: readonly number[] = array.shape.map((_, axis) => axis),
): Promise<Numbers[Type]> {
  const count = array.shape.reduce((product, side) => product * side, 1);
  const ordered = axes.every((axis, at) => axis === at);
  const asIs = ordered && (!array.fortran || array.shape.length < 2) ? viewOf(array, type) : null;
  if (asIs !== null) return asIs as Numbers[Type];
  const target = new arrays[type](count);
  await copyNumbers(array, target, axes, pause);
  return target as Numbers[Type];
}

interface Numbers {
  uint8: Uint8Array;
  float32: Float32Array;
  float64: Float64Array;
}

const arrays = { uint8: Uint8Array, float32: Float32Array, float64: Float64Array } as const;
const hostIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function viewOf({ kind, size, littleEndian, bytes }: NpyArray, type: keyof Numbers): Numbers[keyof Numbers] | null {
  if (type === 'uint8') return size === 1 && (kind === 'u' || kind === 'b') ? bytes : null;
  const { BYTES_PER_ELEMENT } = arrays[type];
  const fits = kind === 'f' && size === BYTES_PER_ELEMENT && littleEndian === hostIsLittleEndian;
  if (!fits || bytes.byteOffset % size !== 0) return null;
  return new arrays[type](bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength / size);
}

async function copyNumbers(
  array: NpyArray,
  target: Numbers[keyof Numbers],
  axes: readonly number[],
  pause: Pause,
): Promise<void> {
  const read = elementReader(array);
  const strides = stridesOf(array);
  const sides = axes.map((axis) => array.shape[axis] ?? 1);
  const steps = axes.map((axis) => strides[axis] ?? 0);
  const inner = sides.pop() ?? 1;
  const innerStep = steps.pop() ?? 1;
  const place = sides.map(() => 0);
  let source = 0;
  let untilPause = sliceValues;
  for (let written = 0; written < target.length; ) {
    for (let i = 0; i < inner; i++) {
      target[written++] = read(source + i * innerStep);
      if (--untilPause > 0) continue;
      untilPause = sliceValues;
      await pause();
    }
    for (let axis = sides.length - 1; axis >= 0; axis--) {
      source += steps[axis] ?? 0;
      place[axis] = (place[axis] ?? 0) + 1;
      if (place[axis] !== sides[axis]) break;
      source -= (steps[axis] ?? 0) * (sides[axis] ?? 0);
      place[axis] = 0;
    }
  }
}

/** Elements from one place of an axis to the next. */
function stridesOf({ shape, fortran }: NpyArray): number[] {
  const strides = shape.map(() => 1);
  for (let at = 1; at < shape.length; at++) {
    const [axis, before] = fortran ? [at, at - 1] : [shape.length - 1 - at, shape.length - at];
    strides[axis] = (strides[before] ?? 1) * (shape[before] ?? 1);
  }
  return strides;
}

/** The number at an index of the file's order. */
function elementReader({ path, kind, size, littleEndian, bytes }: NpyArray): (index: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (`${kind}${size}`) {
    case 'b1':
    case 'u1':
      return (index) => view.getUint8(index);
    case 'i1':
      return (index) => view.getInt8(index);
    case 'u2':
      return (index) => view.getUint16(index * 2, littleEndian);
    case 'i2':
      return (index) => view.getInt16(index * 2, littleEndian);
    case 'u4':
      return (index) => view.getUint32(index * 4, littleEndian);
    case 'i4':
      return (index) => view.getInt32(index * 4, littleEndian);
    case 'u8':
      return (index) => Number(view.getBigUint64(index * 8, littleEndian));
    case 'i8':
      return (index) => Number(view.getBigInt64(index * 8, littleEndian));
    case 'f2':
      return (index) => halfToNumber(view.getUint16(index * 2, littleEndian));
    case 'f4':
      return (index) => view.getFloat32(index * 4, littleEndian);
    case 'f8':
      return (index) => view.getFloat64(index * 8, littleEndian);
    default:
      throw new AppError('invalid', `${path} holds texts where numbers are needed.`, { path });
  }
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** The elements of a one-dimensional array of fixed-width texts, without the NULs that fill them up. Bytes are read as UTF-8. */
export async function textsOf({ kind, size, littleEndian, bytes, shape }: NpyArray, pause: Pause): Promise<string[]> {
  const count = shape.reduce((product, side) => product * side, 1);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: string[] = [];
  for (let row = 0; row < count; row++) {
    const start = row * size;
    if (kind === 'S') {
      const element = Buffer.from(bytes.buffer, bytes.byteOffset + start, size);
      const end = element.findLastIndex((byte) => byte !== 0) + 1;
      texts.push(element.toString('utf8', 0, end));
    } else {
      let text = '';
      for (let at = start; at < start + size; at += 4) {
        const point = view.getUint32(at, littleEndian);
        if (point !== 0) text += String.fromCodePoint(Math.min(point, 0x10ffff));
      }
      texts.push(text);
    }
    if ((row & 255) === 0) await pause();
  }
  return texts;
}
