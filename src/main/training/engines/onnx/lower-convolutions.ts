// Convolution and pooling as ONNX nodes.
import type { ConvolutionOps } from '../../program/ops/conv2d.ts';
import type { PoolingOps } from '../../program/ops/pooling.ts';
import type { NodeOf } from '../../program/ops/table.ts';
import { dimension, sizeOf } from '../../program/value.ts';
import { blockedConvolution, blockedInputGradient, quad } from './blocked-convolution.ts';
import type { Lowering, LoweringRules } from './lowering.ts';

export const convolutionRules: LoweringRules<keyof (ConvolutionOps & PoolingOps)> = {
  conv2d(node, lowering) {
    const { strides, pads, groups } = node.attributes;
    const attributes = { strides, pads, group: groups };
    return blockedConvolution(node, lowering) ?? lowering.graph.node('Conv', node.inputs.map(lowering.of), attributes);
  },

  conv2dInputGradient(node, lowering) {
    const blocked = blockedInputGradient(node, lowering);
    if (blocked !== null) return blocked;
    const { graph, of } = lowering;
    const { strides, pads, groups } = node.attributes;
    const [top, left, bottom, right] = pads;
    const [, , dyHeight, dyWidth] = quad(node.inputs[0]?.shape ?? []);
    const [, , kernelHeight, kernelWidth] = quad(node.inputs[1]?.shape ?? []);
    // Rows and columns at the end that no window reached.
    const rest = [
      dimension(node.shape, 2) - ((dyHeight - 1) * strides[0] + kernelHeight - top - bottom),
      dimension(node.shape, 3) - ((dyWidth - 1) * strides[1] + kernelWidth - left - right),
    ];
    return graph.node('ConvTranspose', node.inputs.map(of), { strides, pads, group: groups, output_padding: rest });
  },

  conv2dFilterGradient: filterGradient,

  maxPool2d: ({ attributes: { window }, inputs }, { graph, of }) =>
    graph.node('MaxPool', inputs.map(of), { kernel_shape: window, strides: window }),
  // Windows tile the image, so a strip of them is contiguous: a product with a constant matrix, three times faster than AveragePool.
  averagePool2d(node, { graph, input }) {
    const [high, wide] = node.attributes.window;
    const width = dimension(node.inputs[0]?.shape ?? [], 3);
    const columns = dimension(node.shape, 3);
    const strips = sizeOf(node.shape) / columns;
    const strip = Array.from({ length: high * width }, (_, pixel) => Math.floor((pixel % width) / wide));
    const share = strip.flatMap((window) =>
      Array.from({ length: columns }, (_, column) => (column === window ? 1 / (high * wide) : 0)),
    );
    const matrix = graph.node('Reshape', [graph.float(share), graph.ints([high * width, columns])]);
    const pixels = graph.node('Reshape', [input(node, 0), graph.ints([strips, high * width])]);
    return graph.node('Reshape', [graph.node('MatMul', [pixels, matrix]), graph.ints(node.shape)]);
  },
  upsample2d: ({ attributes: { window }, inputs }, { graph, of }) =>
    graph.node('Resize', [...inputs.map(of), '', graph.float([1, 1, ...window])], {
      mode: 'nearest',
      coordinate_transformation_mode: 'asymmetric',
      nearest_mode: 'floor',
    }),
};

/**
 * dK[o, c, i, j] = Σ over rows and positions of dy[o] · x[c] shifted by the tap (i, j): one batched matrix product per tap. A third
 * faster than a convolution with dy as its kernel, whose inner products are as narrow as the kernel has taps.
 */
function filterGradient(node: NodeOf<'conv2dFilterGradient'>, { graph, input }: Lowering): string {
  const { strides, pads, groups } = node.attributes;
  const [top, left, bottom, right] = pads;
  const [filters, channels, kernelHeight, kernelWidth] = quad(node.shape);
  const ownFilters = filters / groups;
  const [rows, , height, width] = quad(node.inputs[1]?.shape ?? []);
  const positions = height * width;

  const unpadded = input(node, 0);
  const isPadded = top + left + bottom + right > 0;
  const x = isPadded ? graph.node('Pad', [unpadded, graph.ints([0, 0, top, left, 0, 0, bottom, right])]) : unpadded;
  const dy = graph.node('Reshape', [input(node, 1), graph.ints([rows, groups, ownFilters, positions])]);
  const dyByPosition = graph.node('Transpose', [dy], { perm: [0, 1, 3, 2] });
  const byTap: string[] = [];
  for (let i = 0; i < kernelHeight; i++) {
    for (let j = 0; j < kernelWidth; j++) {
      const ends = [i + (height - 1) * strides[0] + 1, j + (width - 1) * strides[1] + 1];
      const shifted = graph.node('Slice', [
        x,
        graph.ints([i, j]),
        graph.ints(ends),
        graph.ints([2, 3]),
        graph.ints(strides),
      ]);
      const matrix = graph.node('Reshape', [shifted, graph.ints([rows, groups, channels, positions])]);
      const product = graph.node('MatMul', [matrix, dyByPosition]);
      byTap.push(graph.node('ReduceSum', [product, graph.ints([0])], { keepdims: 1 }));
    }
  }
  // [taps, groups, channels, filters of a group]
  const kernel = graph.node('Transpose', [graph.node('Concat', byTap, { axis: 0 })], { perm: [1, 3, 2, 0] });
  return graph.node('Reshape', [kernel, graph.ints(node.shape)]);
}
