// Convolution on images whose channels lie in blocks of one vector register: onnxruntime's own layout, twice as fast as the standard
// operator. Its optimiser uses it for constant weights only; here the weights are put into blocks in every step. The operators are internal
// to onnxruntime and the block depends on the processor, so both are probed, against the standard operator, before they are used.

import { randomStream } from '#shared/num/random.ts';
import type { NodeOf } from '../../program/ops/table.ts';
import { dimension, type Shape, sizeOf } from '../../program/value.ts';
import type { Lowering } from './lowering.ts';
import { OnnxGraph } from './model-proto.ts';
import { createSession, type OnnxTensor } from './session.ts';

const domain = 'com.microsoft.nchwc';

type Quad = readonly [number, number, number, number];
export const quad = (shape: Shape): Quad => [
  dimension(shape, 0),
  dimension(shape, 1),
  dimension(shape, 2),
  dimension(shape, 3),
];

interface BlockedCall {
  /** [rows, channels, height, width]. */
  readonly x: string;
  readonly channels: number;
  /** Weights in blocks, of the shape [filters, channels, height, width]. */
  readonly kernel: string;
  readonly kernelShape: Quad;
  readonly strides: readonly number[];
  readonly pads: readonly number[];
}

/** Without blocks of the input where it has fewer channels than a block. */
function call(
  graph: OnnxGraph,
  block: number,
  { x, channels, kernel, kernelShape, strides, pads }: BlockedCall,
): string {
  const [filters, , height, width] = kernelShape;
  const input = channels < block ? x : graph.node(`${domain}:ReorderInput`, [x], { channels_last: 0 });
  const result = graph.node(`${domain}:Conv`, [input, kernel], {
    kernel_shape: [height, width],
    strides,
    pads,
    group: 1,
    dilations: [1, 1],
  });
  return graph.node(`${domain}:ReorderOutput`, [result], { channels: filters, channels_last: 0 });
}

/** [filters, channels, ...] with both in blocks: filter blocks, channel blocks, height, width, channel in its block, filter in its block. */
function blockKernel(graph: OnnxGraph, kernel: string, shape: Quad, block: number): string {
  const [filters, channels, height, width] = shape;
  const parts =
    channels < block
      ? { shape: [filters / block, block, channels, height, width], perm: [0, 2, 3, 4, 1] }
      : { shape: [filters / block, block, channels / block, block, height, width], perm: [0, 2, 4, 5, 3, 1] };
  const cut = graph.node('Reshape', [kernel, graph.ints(parts.shape)]);
  return graph.node('Reshape', [graph.node('Transpose', [cut], { perm: parts.perm }), graph.ints(shape)]);
}

const fits = (block: number, channels: number, filters: number): boolean =>
  filters % block === 0 && (channels % block === 0 || channels < block);

/** null where the blocked layout is not there or does not fit. */
export function blockedConvolution(node: NodeOf<'conv2d'>, { graph, input, blockSize }: Lowering): string | null {
  const { strides, pads, groups } = node.attributes;
  const kernelShape = quad(node.inputs[1]?.shape ?? []);
  const [filters, channels] = kernelShape;
  if (blockSize === null || groups !== 1 || !fits(blockSize, channels, filters)) return null;
  const kernel = blockKernel(graph, input(node, 1), kernelShape, blockSize);
  return call(graph, blockSize, { x: input(node, 0), channels, kernel, kernelShape, strides, pads });
}

/** dX of stride 1: the convolution of dY with the kernel turned round and its two channel axes exchanged. */
export function blockedInputGradient(
  node: NodeOf<'conv2dInputGradient'>,
  { graph, input, blockSize }: Lowering,
): string | null {
  const { strides, pads, groups } = node.attributes;
  const [filters, channels, height, width] = quad(node.inputs[1]?.shape ?? []);
  if (blockSize === null || groups !== 1 || strides.some((stride) => stride !== 1)) return null;
  if (filters % blockSize !== 0 || channels % blockSize !== 0) return null;
  const [top = 0, left = 0, bottom = 0, right = 0] = pads;
  const around = [height - 1 - top, width - 1 - left, height - 1 - bottom, width - 1 - right];
  if (around.some((pad) => pad < 0)) return null;
  const last = graph.ints([-1, -1]);
  const turned = graph.node('Slice', [
    ...[input(node, 1), last, graph.ints([-height - 1, -width - 1])],
    ...[graph.ints([2, 3]), last],
  ]);
  const cut = graph.node('Reshape', [
    turned,
    graph.ints([filters / blockSize, blockSize, channels / blockSize, blockSize, height, width]),
  ]);
  const kernelShape: Quad = [channels, filters, height, width];
  const blocks = graph.node('Transpose', [cut], { perm: [2, 0, 4, 5, 1, 3] });
  const kernel = graph.node('Reshape', [blocks, graph.ints(kernelShape)]);
  return call(graph, blockSize, { x: input(node, 0), channels: filters, kernel, kernelShape, strides, pads: around });
}

let probed: Promise<number | null> | null = null;

/** Channels of a block on this processor; null where the layout is not there or computes something else. Probed once, about 10 ms. */
export function probeBlockSize(): Promise<number | null> {
  probed ??= probe();
  return probed;
}

async function probe(): Promise<number | null> {
  for (const block of [16, 8]) {
    if (await agrees(block).catch(() => false)) return block;
  }
  return null;
}

/** Whether blocks of this size give what the standard operator gives, for inputs with blocks and without. */
async function agrees(block: number): Promise<boolean> {
  for (const channels of [3, 2 * block]) {
    const [xShape, kernelShape]: [Quad, Quad] = [
      [2, channels, 7, 6],
      [2 * block, channels, 3, 3],
    ];
    const [strides, pads] = [
      [1, 1],
      [1, 1, 1, 1],
    ];
    const graph = new OnnxGraph();
    const x = graph.input('x', xShape);
    const plain = graph.input('kernel', kernelShape);
    graph.output('standard', graph.node('Conv', [x, plain], { strides, pads, group: 1 }));
    const kernel = blockKernel(graph, plain, kernelShape, block);
    graph.output('blocked', call(graph, block, { x, channels, kernel, kernelShape, strides, pads }));
    const session = await createSession(graph.encode(), { threads: 1 });
    const shape: Quad = [2, 2 * block, 7, 6];
    const [standard, blocked] = [zeros(shape), zeros(shape)];
    try {
      await session.run({ x: randomTensor(xShape, 1), kernel: randomTensor(kernelShape, 2) }, { standard, blocked });
      const differs = (value: number, i: number) => !(Math.abs(value - (blocked.data[i] ?? Number.NaN)) < 1e-4);
      if (standard.data.some(differs)) return false;
    } finally {
      await session.release();
    }
  }
  return true;
}

function zeros(shape: Quad): OnnxTensor {
  return { data: new Float32Array(sizeOf(shape)), shape };
}

function randomTensor(shape: Quad, seed: number): OnnxTensor {
  const random = randomStream(seed);
  return { data: Float32Array.from({ length: sizeOf(shape) }, () => random.uniform() - 0.5), shape };
}
