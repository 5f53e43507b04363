// Slices and tiles on WebAssembly's memory equal those of plain loops, whatever the axes.
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Backend } from '#main/training/engines/tfjs/backend.ts';
import { download } from '#main/training/engines/tfjs/backend.ts';
import { openBackend } from '#main/training/engines/tfjs/backends.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await openBackend(async () => undefined, { VERNIER_TFJS_BACKEND: 'wasm' });
});

const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

/** Positions of a shape in row-major order. */
function positions(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (heads, size) => heads.flatMap((head) => Array.from({ length: size }, (_, i) => [...head, i])),
    [[]],
  );
}

const at = (shape: readonly number[], position: readonly number[]) =>
  position.reduce((offset, i, axis) => offset * (shape[axis] ?? 1) + i, 0);

async function run(kernel: string, shape: number[], attrs: object): Promise<number[]> {
  const data = Float32Array.from({ length: sizeOf(shape) }, (_, i) => i);
  const x = backend.upload(data, shape, 'float32');
  const result = backend.kernel(kernel)({ inputs: { x }, attrs: attrs as never, backend: backend.device });
  if (Array.isArray(result)) throw new Error('one result is expected');
  const values = [...(await download(backend, result))];
  for (const tensor of [x, result]) backend.release(tensor);
  return values;
}

const axis = fc.record({ size: fc.constantFrom(1, 2, 3, 35), begin: fc.nat(), length: fc.nat() });

it('Slice cuts any block', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(axis, { minLength: 1, maxLength: 3 }), async (axes) => {
      const shape = axes.map(({ size }) => size);
      const begin = axes.map(({ size, begin: start }) => start % size);
      const size = axes.map(({ size: whole, length }, i) => 1 + (length % (whole - (begin[i] ?? 0))));
      const expected = positions(size).map((position) =>
        at(
          shape,
          position.map((p, i) => p + (begin[i] ?? 0)),
        ),
      );
      expect(await run('Slice', shape, { begin, size })).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it('Tile repeats along any axes of size 1', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(axis, { minLength: 1, maxLength: 3 }), async (axes) => {
      const shape = axes.map(({ size, length }) => (length % 2 === 0 ? 1 : size));
      const reps = axes.map(({ size, length }) => (length % 2 === 0 ? size : 1));
      const expected = positions(axes.map(({ size }) => size)).map((position) =>
        at(
          shape,
          position.map((p, i) => (shape[i] === 1 ? 0 : p)),
        ),
      );
      expect(await run('Tile', shape, { reps })).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
