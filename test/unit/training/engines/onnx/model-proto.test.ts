import { expect, it } from 'vitest';
import { OnnxGraph } from '#main/training/engines/onnx/model-proto.ts';
import { openModel } from '#main/training/engines/onnx/run-model.ts';

const anyBatch = 1_000_003;

it('a graph lowered for a number that stands for any takes every number of rows', async () => {
  const graph = new OnnxGraph({ anyBatch });
  const x = graph.input('x', ['batch', 2, 3]);
  // As the recurrent layers do: one step after the other, [2 · batch, 3], then cut into steps again.
  const steps = graph.node('Reshape', [
    graph.node('Transpose', [x], { perm: [1, 0, 2] }),
    graph.ints([2 * anyBatch, 3]),
  ]);
  const [first = '', second = ''] = graph.split(steps, [anyBatch, anyBatch], 0);
  graph.output('y', graph.node('Sub', [first, second]), ['batch', 3]);
  const model = await openModel(graph.encode());
  for (const rows of [1, 2, 5]) {
    const data = Float32Array.from({ length: rows * 6 }, (_, i) => i * i);
    const found = await model.run({ x: { type: 'float32', dims: [rows, 2, 3], data } }, 'y');
    const wanted = Array.from({ length: rows * 3 }, (_, i) => {
      const at = 6 * Math.floor(i / 3) + (i % 3);
      return (data[at] ?? 0) - (data[at + 3] ?? 0);
    });
    expect([...found]).toEqual(wanted);
  }
  await model.dispose();
});

it('an operation that must know the number of rows is refused', () => {
  const graph = new OnnxGraph({ anyBatch });
  const x = graph.input('x', ['batch', 3]);
  expect(() => graph.node('Expand', [x, graph.ints([anyBatch, 3])])).toThrow('Expand needs to know the number of rows');
  expect(() => graph.split(x, [anyBatch, 2 * anyBatch], 0)).toThrow('Split needs to know the number of rows');
  expect(() => graph.ints([anyBatch, anyBatch])).toThrow('more than one size');
});
