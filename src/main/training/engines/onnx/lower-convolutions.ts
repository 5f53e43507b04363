// Convolution and pooling as ONNX nodes.
import type { ConvolutionOps } from '../../program/ops/conv2d.ts';
import type { PoolingOps } from '../../program/ops/pooling.ts';
import { dimension, type Value } from '../../program/value.ts';
import type { LoweringRules } from './lowering.ts';

/** Height and width of a node's input. */
function imageSize(node: Value, index: number): [number, number] {
  const shape = node.inputs[index]?.shape ?? [];
  return [dimension(shape, 2), dimension(shape, 3)];
}

export const convolutionRules: LoweringRules<keyof (ConvolutionOps & PoolingOps)> = {
  conv2d: ({ attributes, inputs }, { graph, of }) =>
    graph.node('Conv', inputs.map(of), { strides: attributes.strides, pads: attributes.pads }),

  conv2dInputGradient(node, { graph, of }) {
    const { strides, pads } = node.attributes;
    const [top, left, bottom, right] = pads;
    const [dyHeight, dyWidth] = imageSize(node, 0);
    const [kernelHeight, kernelWidth] = imageSize(node, 1);
    // Rows and columns at the end that no window reached.
    const rest = [
      dimension(node.shape, 2) - ((dyHeight - 1) * strides[0] + kernelHeight - top - bottom),
      dimension(node.shape, 3) - ((dyWidth - 1) * strides[1] + kernelWidth - left - right),
    ];
    return graph.node('ConvTranspose', node.inputs.map(of), { strides, pads, output_padding: rest });
  },

  // Channels take the place of the batch: dK[o, c] = conv(x[c, n], dy[o, n]), with the stride as dilation.
  conv2dFilterGradient(node, { graph, input }) {
    const { strides, pads } = node.attributes;
    const byChannel = graph.node('Transpose', [input(node, 0)], { perm: [1, 0, 2, 3] });
    const byFilter = graph.node('Transpose', [input(node, 1)], { perm: [1, 0, 2, 3] });
    const full = graph.node('Conv', [byChannel, byFilter], { dilations: strides, pads });
    const taps = graph.ints([dimension(node.shape, 2), dimension(node.shape, 3)]);
    const cropped = graph.node('Slice', [full, graph.ints([0, 0]), taps, graph.ints([2, 3])]);
    return graph.node('Transpose', [cropped], { perm: [1, 0, 2, 3] });
  },

  maxPool2d: ({ attributes: { window }, inputs }, { graph, of }) =>
    graph.node('MaxPool', inputs.map(of), { kernel_shape: window, strides: window }),
  averagePool2d: ({ attributes: { window }, inputs }, { graph, of }) =>
    graph.node('AveragePool', inputs.map(of), { kernel_shape: window, strides: window }),
  upsample2d: ({ attributes: { window }, inputs }, { graph, of }) =>
    graph.node('Resize', [...inputs.map(of), '', graph.float([1, 1, ...window])], {
      mode: 'nearest',
      coordinate_transformation_mode: 'asymmetric',
      nearest_mode: 'floor',
    }),
};
