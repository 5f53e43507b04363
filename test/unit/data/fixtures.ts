// Files that NumPy, pyarrow and Pillow wrote (test/fixtures/data/make.py).
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/data/${name}`, import.meta.url));
}

export function fixture(name: string): Buffer {
  return readFileSync(fixturePath(name));
}

/** An NPY file of version 1 as NumPy writes it, with any header. */
export function npyFile(descr: string, shape: readonly number[], bytes: Uint8Array, order = 'False'): Buffer {
  const shapeText = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shapeText}), }`;
  const text = `${header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(text.length);
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, Buffer.from(text, 'latin1'), bytes]);
}

export function npyOf(shape: readonly number[], values: ArrayLike<number>): Buffer {
  const floats = Float32Array.from(values);
  return npyFile('<f4', shape, new Uint8Array(floats.buffer));
}
