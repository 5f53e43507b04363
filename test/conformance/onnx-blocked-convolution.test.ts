// The blocked convolution against the standard one, operator by operator.

import { expect, it } from 'vitest';
import { probeBlockSize } from '#main/training/engines/onnx/blocked-convolution.ts';
import { lower } from '#main/training/engines/onnx/lower.ts';
import { OnnxGraph } from '#main/training/engines/onnx/model-proto.ts';
import { runtime } from '#main/training/engines/onnx/runtime.ts';
import { conv2d, conv2dInputGradient } from '#main/training/program/ops/conv2d.ts';
import { input } from '#main/training/program/ops/leaves.ts';
import { sizeOf, type Value } from '#main/training/program/value.ts';
import { randomStream } from '#shared/num/random.ts';

const { InferenceSession, Tensor } = runtime();

const block = await probeBlockSize();
if (block === null) process.stdout.write('onnxruntime has no blocked convolution on this processor: not tested.\n');

interface Form {
  readonly channels: number;
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly pads: readonly [number, number, number, number];
}

const plain: Form = { channels: 32, filters: 32, kernel: 3, stride: 1, pads: [1, 1, 1, 1] };
const forms: readonly Form[] = [
  plain,
  { ...plain, channels: 3 },
  { ...plain, filters: 64, pads: [0, 0, 0, 0] },
  { ...plain, kernel: 4, pads: [1, 1, 2, 2] },
  { ...plain, kernel: 1, pads: [0, 0, 0, 0] },
  { ...plain, stride: 2, pads: [0, 0, 1, 1] },
];

async function compute(value: Value, blockSize: number | null): Promise<{ data: Float32Array; blocked: boolean }> {
  const graph = new OnnxGraph();
  const [result = ''] = lower(graph, [value], { scalarNames: [], blockSize });
  graph.output('result', result);
  const model = graph.encode();
  const session = await InferenceSession.create(model, { executionProviders: ['cpu'] });
  const feeds = Object.fromEntries(
    value.inputs.map(({ shape, attributes }, i) => {
      const random = randomStream(i + 1);
      const data = Float32Array.from({ length: sizeOf(shape) }, () => random.uniform() - 0.5);
      return [(attributes as { name: string }).name, new Tensor('float32', data, shape)];
    }),
  );
  const { result: output } = await session.run(feeds);
  await session.release();
  return { data: output?.data as Float32Array, blocked: Buffer.from(model).includes('com.microsoft.nchwc') };
}

async function expectAlike(value: Value, isBlocked: boolean): Promise<void> {
  const [actual, expected] = [await compute(value, block), await compute(value, null)];
  expect([actual.blocked, expected.blocked]).toEqual([isBlocked, false]);
  expect(actual.data).toHaveLength(expected.data.length);
  actual.data.forEach((element, i) => {
    expect(element).toBeCloseTo(expected.data[i] ?? Number.NaN, 4);
  });
}

it.runIf(block !== null).each(forms)('forward and input gradient: %j', async (form) => {
  const { channels, filters, kernel, stride, pads } = form;
  const attributes = { strides: [stride, stride], pads, groups: 1 } as const;
  const kernelShape = [filters, channels, kernel, kernel];
  const x = input('x', [2, channels, 8, 6]);
  const forward = conv2d(x, input('kernel', kernelShape), attributes);
  await expectAlike(forward, true);
  const gradient = conv2dInputGradient(input('dy', forward.shape), input('kernel', kernelShape), x.shape, attributes);
  await expectAlike(gradient, stride === 1 && channels > 3);
});

it.runIf(block !== null)('channels or filters that are no whole blocks, and groups, stay standard', async () => {
  const attributes = { strides: [1, 1], pads: [1, 1, 1, 1], groups: 1 } as const;
  await expectAlike(conv2d(input('x', [2, 40, 5, 5]), input('kernel', [32, 40, 3, 3]), attributes), block === 8);
  await expectAlike(conv2d(input('x', [2, 32, 5, 5]), input('kernel', [20, 32, 3, 3]), attributes), false);
  const grouped = { ...attributes, groups: 32 };
  await expectAlike(conv2d(input('x', [2, 32, 5, 5]), input('kernel', [32, 1, 3, 3]), grouped), false);
});
