// Binary frames for transports that carry bytes: a JSON header, then the raw bytes of the typed arrays it points to.
//
//   u32 little-endian: length of the header in bytes · header, UTF-8 JSON · zeros up to a multiple of 8 · sections,
//   each little-endian and starting at a multiple of 8
//
// What JSON cannot say stands in the header as an object with the one key "$": a string for NaN, infinities, -0 and undefined,
// [kind, offset, length in elements] for a typed array, or the object itself where it has a key "$" of its own.
import { AppError } from '../errors.ts';

const kinds = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as const;
type Kind = keyof typeof kinds;
type TypedArray = InstanceType<(typeof kinds)[Kind]>;

const bigEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 0;
const specials: Readonly<Record<string, number | undefined>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
  undefined: undefined,
};
const align = (bytes: number) => Math.ceil(bytes / 8) * 8;

/** Values as Port allows them; throws `invalid` on functions, symbols, bigints, class instances and cycles. */
export function encodeFrame(value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: { array: TypedArray; offset: number }[] = [];
  let sectionBytes = 0;

  function pack(item: unknown, depth: number): unknown {
    switch (typeof item) {
      case 'number':
        return Number.isFinite(item) && !Object.is(item, -0) ? item : { $: Object.is(item, -0) ? '-0' : String(item) };
      case 'undefined':
        return { $: 'undefined' };
      case 'string':
      case 'boolean':
        return item;
      case 'object':
        break;
      default:
        throw unsendable(`a ${typeof item}`);
    }
    if (item === null) return null;
    if (depth > maxDepth) throw unsendable('a value nested too deeply, or in a circle');
    if (Array.isArray(item)) return item.map((child) => pack(child, depth + 1));
    if (ArrayBuffer.isView(item)) {
      const kind = kindOf(item);
      if (!kind) throw unsendable('a DataView');
      const array = item as TypedArray;
      const offset = sectionBytes;
      arrays.push({ array, offset });
      sectionBytes += align(array.byteLength);
      return { $: [kind, offset, array.length] };
    }
    const prototype: unknown = Object.getPrototypeOf(item);
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw unsendable('an instance of a class');
    const packed = Object.fromEntries(Object.entries(item).map(([key, child]) => [key, pack(child, depth + 1)]));
    return Object.hasOwn(packed, '$') ? { $: packed } : packed;
  }

  const header = new TextEncoder().encode(JSON.stringify(pack(value, 0)));
  const sectionsAt = align(4 + header.length);
  const frame = new Uint8Array(sectionsAt + sectionBytes);
  new DataView(frame.buffer).setUint32(0, header.length, true);
  frame.set(header, 4);
  for (const { array, offset } of arrays) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    frame.set(bytes, sectionsAt + offset);
    if (bigEndian)
      swap(frame.subarray(sectionsAt + offset, sectionsAt + offset + bytes.length), array.BYTES_PER_ELEMENT);
  }
  return frame;
}

/** The value that was encoded; its typed arrays share one memory of their own, not the frame's. Throws `invalid` on anything else, whatever the bytes are. */
export function decodeFrame(frame: Uint8Array): unknown {
  if (frame.byteLength < 4) throw unreadable('it is too short');
  const headerBytes = new DataView(frame.buffer, frame.byteOffset, 4).getUint32(0, true);
  if (headerBytes > frame.byteLength - 4) throw unreadable('its header is cut off');
  // A copy of all sections is one allocation, one of each would be thousands; and views need it to begin at a multiple of eight.
  const owned = new Uint8Array(frame.subarray(Math.min(align(4 + headerBytes), frame.byteLength)));

  function unpack(item: unknown, depth: number): unknown {
    if (typeof item !== 'object' || item === null) return item;
    if (depth > maxDepth) throw unreadable('it is nested too deeply');
    if (Array.isArray(item)) {
      for (let i = 0; i < item.length; i++) item[i] = unpack(item[i], depth + 1);
      return item;
    }
    const record = item as Record<string, unknown>;
    if (!Object.hasOwn(record, '$')) return unpackFields(record, depth);
    const escaped = record.$;
    if (typeof escaped === 'string' && Object.hasOwn(specials, escaped)) return specials[escaped];
    if (Array.isArray(escaped)) return section(escaped);
    if (typeof escaped !== 'object' || escaped === null) throw unreadable('it has an unknown escape');
    return unpackFields(escaped as Record<string, unknown>, depth);
  }

  function unpackFields(record: Record<string, unknown>, depth: number): unknown {
    // In place: the keys are JSON.parse's own properties, so even "__proto__" is an ordinary one.
    for (const key of Object.keys(record)) record[key] = unpack(record[key], depth + 1);
    return record;
  }

  function section([kind, offset, length]: unknown[]): TypedArray {
    const known = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind as Kind] : undefined;
    if (!known || !isCount(offset) || !isCount(length)) throw unreadable('it has an unknown kind of array');
    const bytes = length * known.BYTES_PER_ELEMENT;
    if (offset + bytes > owned.byteLength) throw unreadable('an array is cut off');
    if (offset % known.BYTES_PER_ELEMENT !== 0) throw unreadable('an array is out of place');
    if (bigEndian) swap(owned.subarray(offset, offset + bytes), known.BYTES_PER_ELEMENT);
    return new known(owned.buffer, offset, length);
  }

  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(4, 4 + headerBytes)));
  } catch {
    throw unreadable('its header is not JSON');
  }
  return unpack(header, 0);
}

const maxDepth = 200;

function kindOf(view: ArrayBufferView): Kind | null {
  const tag = (view as { [Symbol.toStringTag]?: string })[Symbol.toStringTag] ?? '';
  return Object.hasOwn(kinds, tag) ? (tag as Kind) : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function swap(bytes: Uint8Array, elementBytes: number): void {
  for (let at = 0; at < bytes.length; at += elementBytes) bytes.subarray(at, at + elementBytes).reverse();
}

function unsendable(what: string): AppError {
  return new AppError('invalid', `A message holds ${what}, which cannot be sent.`);
}

function unreadable(why: string): AppError {
  return new AppError('invalid', `A frame cannot be read: ${why}.`);
}
