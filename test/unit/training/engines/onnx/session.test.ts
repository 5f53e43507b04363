// Both ways to onnxruntime: its C API, and the binding for Node that stands in where that cannot be called.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { libraryName, openLibrary } from '#main/training/engines/onnx/library.ts';
import { OnnxGraph } from '#main/training/engines/onnx/model-proto.ts';
import { runtime } from '#main/training/engines/onnx/runtime.ts';
import { createSession } from '#main/training/engines/onnx/session.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as (options?: { type: 'minor' }) => void;

/** twice = a + a, sum = a + b: vectors of `size`. */
function sums(size: number): Uint8Array {
  const graph = new OnnxGraph();
  const [a, b] = [graph.input('a', [size]), graph.input('b', [size])];
  graph.output('twice', graph.node('Add', [a, a]));
  graph.output('sum', graph.node('Add', [a, b]));
  return graph.encode();
}

const vector = (...values: number[]) => ({ data: Float32Array.from(values), shape: [values.length] });

describe.each([
  ['directly', true],
  ['through the binding', false],
] as const)('%s', (_name, direct) => {
  it('reads and writes the arrays of the caller, tiny ones too, wherever the collector moves them', async () => {
    const session = await createSession(sums(2), { threads: 1, direct });
    expect(session.inputNames).toEqual(['a', 'b']);
    const [a, b, twice, sum] = [vector(1, 2), vector(10, 20), vector(0, 0), vector(0, 0)];
    for (let round = 0; round < 50; round++) {
      a.data[0] = round;
      await session.run({ a, b, more: a }, { twice, sum });
      expect([...twice.data, ...sum.data]).toEqual([2 * round, 4, round + 10, 22]);
      collectGarbage(round % 10 === 0 ? undefined : { type: 'minor' });
    }
    await session.release();
  });

  it('other arrays take the place of those of the run before, for some outputs or all', async () => {
    const session = await createSession(sums(1), { threads: 1, direct });
    const sum = vector(0);
    for (let value = 0; value < 5; value++) {
      await session.run({ a: vector(value), b: vector(1) }, { sum });
      expect([...sum.data]).toEqual([value + 1]);
    }
    const twice = vector(0);
    await session.run({ a: vector(4), b: vector(1) }, { twice });
    expect([...twice.data, ...sum.data]).toEqual([8, 5]);
    await session.release();
  });

  it('a missing input, another shape and a broken model are errors, and the session goes on', async () => {
    const session = await createSession(sums(2), { threads: 1, direct });
    const [a, b, sum] = [vector(1, 2), vector(3, 4), vector(0, 0)];
    await expect(session.run({ a }, { sum })).rejects.toThrow(/"?b"?/);
    await expect(session.run({ a, b: vector(1, 2, 3) }, { sum })).rejects.toThrow(/dimension/i);
    await session.run({ a, b }, { sum });
    expect([...sum.data]).toEqual([4, 6]);
    await session.release();
    await expect(createSession(new Uint8Array([1, 2, 3]), { threads: 1, direct })).rejects.toThrow(/protobuf|model/i);
  });
});

it('a released session cannot be run, and may be released again', async () => {
  const session = await createSession(sums(1), { threads: 1 });
  await session.release();
  await session.release();
  await expect(session.run({ a: vector(1), b: vector(1) }, { sum: vector(0) })).rejects.toThrow('released');
});

it('the library that is called directly is that of the binding', () => {
  expect(openLibrary().version).toBe(runtime().env.versions.node);
  expect(openLibrary()).toBe(openLibrary());
});

it.each([
  ['linux', 'libonnxruntime.so.1'],
  ['darwin', 'libonnxruntime.1.dylib'],
  ['win32', 'onnxruntime.dll'],
] as const)('on %s it is %s', (platform, name) => {
  expect(libraryName(platform)).toBe(name);
});
