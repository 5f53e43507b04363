// NPY, NumPy's format for one array (NEP 1): magic, version, a header that is a Python literal, then the elements.
import { AppError } from '#shared/errors.ts';

/** Element types that can be read: bool, signed, unsigned, float; and fixed-width texts (Unicode, bytes). */
export type NpyKind = 'b' | 'i' | 'u' | 'f' | 'U' | 'S';

export interface NpyArray {
  /** For sentences: a file, or a file and the array's name in it. */
  readonly path: string;
  readonly kind: NpyKind;
  /** Bytes of one element. */
  readonly size: number;
  readonly littleEndian: boolean;
  /** First axis fastest. */
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** The elements, in the file's order. */
  readonly bytes: Uint8Array;
}

type NpyHeader = Omit<NpyArray, 'bytes'> & { readonly start: number };

const magic = Buffer.from('\x93NUMPY', 'latin1');
const sizes: Readonly<Record<NpyKind, readonly number[] | null>> = {
  ...{ b: [1], i: [1, 2, 4, 8], u: [1, 2, 4, 8], f: [2, 4, 8] },
  ...{ U: null, S: null },
};
/** The longest header NumPy itself reads without being told to. */
const mostHeaderBytes = 10_000;

/** Do these bytes begin as an NPY file does? */
export function hasNpyMagic(bytes: Uint8Array): boolean {
  return bytes.byteLength >= magic.byteLength && magic.equals(bytes.subarray(0, magic.byteLength));
}

/** Throws AppError invalid: no NPY content, pickled objects, an element type that is no number or text, a wrong length. */
export function parseNpy(path: string, content: Uint8Array): NpyArray {
  const { start, ...header } = parseNpyHeader(path, content);
  const due = start + byteLengthOf(header);
  if (content.byteLength !== due) {
    const fault = content.byteLength < due ? 'is cut short' : 'has bytes to spare';
    const told = `${header.shape.join(' × ') || 'one value'} of ${header.size} bytes`;
    throw wrong(path, `${fault}: its header (${told}) calls for ${due} bytes and it has ${content.byteLength}.`);
  }
  return { ...header, bytes: content.subarray(start) };
}

/** Bytes of the elements that a header calls for. */
export function byteLengthOf({ shape, size }: Pick<NpyArray, 'shape' | 'size'>): number {
  return shape.reduce((product, side) => product * side, size);
}

/** Reads the header; `content` may end anywhere behind it. */
export function parseNpyHeader(path: string, content: Uint8Array): NpyHeader {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (!hasNpyMagic(bytes)) {
    const found = bytes.subarray(0, 6).toString('hex');
    throw wrong(path, `is not an NPY file: it starts with 0x${found}, where 0x934e554d5059 ("\\x93NUMPY") is due.`);
  }
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3) throw wrong(path, `has NPY version ${version}; versions 1 to 3 can be read.`);
  const prefix = version === 1 ? 10 : 12;
  if (bytes.byteLength < prefix) throw wrong(path, 'is cut short inside its header.');
  const length = version === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  if (length > mostHeaderBytes) throw wrong(path, `has a header of ${length} bytes, more than any array needs.`);
  const start = prefix + length;
  if (bytes.byteLength < start) throw wrong(path, 'is cut short inside its header.');
  const text = bytes.toString(version === 3 ? 'utf8' : 'latin1', prefix, start);
  const descr = /['"]descr['"]\s*:\s*(?:'([^']*)'|"([^"]*)"|(\[))/.exec(text);
  const fortran = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /['"]shape['"]\s*:\s*\(([\d\sL,]*)\)/.exec(text)?.[1];
  if (descr === null || fortran === undefined || shape === undefined) {
    throw wrong(path, 'has a header that does not name descr, fortran_order and shape.');
  }
  if (descr[3] !== undefined) throw wrong(path, 'holds records of several fields; save one plain array instead.');
  const sides = shape.split(',').map((side) => side.trim().replace(/L$/, ''));
  return {
    ...{ path, start, fortran: fortran === 'True' },
    ...elementType(path, descr[1] ?? descr[2] ?? ''),
    shape: sides.filter((side) => side !== '').map(Number),
  };
}

function elementType(path: string, descr: string): Pick<NpyArray, 'kind' | 'size' | 'littleEndian'> {
  const [, order = '', code = '', width = ''] = /^([<>=|]?)([a-zA-Z?])(\d*)/.exec(descr) ?? [];
  if (code === 'O') {
    throw wrong(
      path,
      'holds pickled Python objects, which could run any program when read; save numbers instead, for instance ' +
        'np.stack(x), or padded sequences and their lengths.',
    );
  }
  const kind = (Object.keys(sizes) as NpyKind[]).find((known) => known === code);
  const size = Number(width) * (kind === 'U' ? 4 : 1);
  if (kind === undefined || sizes[kind]?.includes(size) === false) {
    // What a damaged header names may hold anything, and a sentence is one line.
    const named = JSON.stringify(descr);
    throw wrong(
      path,
      `holds elements of type ${named}; bool, integers, float16, float32, float64 and texts can be read.`,
    );
  }
  return { kind, size, littleEndian: order !== '>' };
}

function wrong(path: string, fault: string): AppError {
  return new AppError('invalid', `${path} ${fault}`, { path });
}
