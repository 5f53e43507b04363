// Convolution and pooling as calls of tfjs kernels, which want images as [rows, height, width, channels].
import type { Conv2dAttributes, ConvolutionOps } from '../../program/ops/conv2d.ts';
import type { PoolingOps } from '../../program/ops/pooling.ts';
import type { NodeOf } from '../../program/ops/table.ts';
import { dimension, type Shape } from '../../program/value.ts';
import { broadcast, concatenated, type Lowering, type LoweringRules, padded, product, sliceOf } from './lowering.ts';
import type { PlanBuilder, Ref } from './plan.ts';

function quad(shape: Shape): [number, number, number, number] {
  return [dimension(shape, 0), dimension(shape, 1), dimension(shape, 2), dimension(shape, 3)];
}

const channelsLast = (plan: PlanBuilder, x: Ref) => plan.transpose(x, [0, 2, 3, 1]);
const channelsFirst = (plan: PlanBuilder, x: Ref) => plan.transpose(x, [0, 3, 1, 2]);

/** Convolution without padding of [n, h, w, c] by [o, c / groups, kh, kw], of the strides given. */
function convolve(
  { plan }: Lowering,
  x: Ref,
  kernel: Ref,
  { strides, groups }: Pick<Conv2dAttributes, 'strides' | 'groups'>,
): Ref {
  const [rows, height, width, channels] = quad(x.shape);
  const [filters, ownChannels, kernelHeight, kernelWidth] = quad(kernel.shape);
  const size = [
    rows,
    Math.floor((height - kernelHeight) / strides[0]) + 1,
    Math.floor((width - kernelWidth) / strides[1]) + 1,
  ];
  const attributes = { strides, pad: 'valid', dilations: [1, 1], dataFormat: 'NHWC' };
  if (groups === 1) {
    const filter = plan.transpose(kernel, [2, 3, 1, 0]);
    return plan.call('Conv2D', { x, filter }, attributes, [...size, filters]);
  }
  const ownFilters = filters / groups;
  if (groups === channels) {
    const byChannel = plan.reshape(kernel, [channels, ownFilters, kernelHeight, kernelWidth]);
    const filter = plan.transpose(byChannel, [2, 3, 0, 1]);
    return plan.call('DepthwiseConv2dNative', { x, filter }, attributes, [...size, filters]);
  }
  const parts = Array.from({ length: groups }, (_, group) => {
    const own = sliceOf(plan, x, [0, 0, 0, group * ownChannels], [rows, height, width, ownChannels]);
    const part = [ownFilters, ownChannels, kernelHeight, kernelWidth];
    const ownKernel = sliceOf(plan, kernel, [group * ownFilters, 0, 0, 0], part);
    const filter = plan.transpose(ownKernel, [2, 3, 1, 0]);
    return plan.call('Conv2D', { x: own, filter }, attributes, [...size, ownFilters]);
  });
  return concatenated(plan, parts, 3);
}

/** [n, h, w, c] with zeros between rows and columns: [n, (h − 1) · stride + 1, …, c]. */
function dilated(plan: PlanBuilder, x: Ref, [down, right]: readonly [number, number]): Ref {
  if (down === 1 && right === 1) return x;
  const [rows, height, width, channels] = quad(x.shape);
  const wide = width * right;
  const pixels = padded(plan, plan.reshape(x, [rows * height * width, channels]), [0, 0], [0, (right - 1) * channels]);
  const line = wide * channels;
  const lines = padded(plan, plan.reshape(pixels, [rows * height, line]), [0, 0], [0, (down - 1) * line]);
  const spread = plan.reshape(lines, [rows, height * down, wide, channels]);
  return sliceOf(plan, spread, [0, 0, 0, 0], [rows, (height - 1) * down + 1, (width - 1) * right + 1, channels]);
}

/** The input gradient is a convolution of the spread dy with the turned kernel: the fast kernel of the forward pass serves twice. */
function composedInputGradient(node: NodeOf<'conv2dInputGradient'>, lowering: Lowering): Ref {
  const { plan, input } = lowering;
  const { strides, pads, groups } = node.attributes;
  const [, channels, height, width] = quad(node.shape);
  const kernel = input(node, 1);
  const [filters, ownChannels, kernelHeight, kernelWidth] = quad(kernel.shape);
  const spread = dilated(plan, channelsLast(plan, input(node, 0)), strides);
  const [, spreadHeight, spreadWidth] = quad(spread.shape);
  const [top, left] = [kernelHeight - 1 - pads[0], kernelWidth - 1 - pads[1]];
  const bottom = height + kernelHeight - 1 - spreadHeight - top;
  const right = width + kernelWidth - 1 - spreadWidth - left;
  const dy = padded(plan, spread, [0, top, left, 0], [0, bottom, right, 0]);
  const turned = plan.call('Reverse', { x: kernel }, { dims: [2, 3] }, kernel.shape);

  const plain = { strides: [1, 1], groups } as const;
  if (groups === channels && groups > 1) {
    const each = convolve(lowering, dy, turned, { ...plain, groups: filters });
    if (filters === channels) return channelsFirst(plan, each);
    const split = plan.reshape(each, [...each.shape.slice(0, 3), channels, filters / channels]);
    const sum = plan.call('Sum', { x: split }, { axis: [4], keepDims: false }, split.shape.slice(0, 4));
    return channelsFirst(plan, sum);
  }
  const ownFilters = filters / groups;
  const byGroup = plan.reshape(turned, [groups, ownFilters, ownChannels, kernelHeight * kernelWidth]);
  const swapped = plan.transpose(byGroup, [0, 2, 1, 3]);
  const back = plan.reshape(swapped, [channels, ownFilters, kernelHeight, kernelWidth]);
  return channelsFirst(plan, convolve(lowering, dy, back, plain));
}

/** Below this many channels the products of all taps are one: a product of few rows leaves most of a vector unit idle. */
const fewChannels = 8;

/** dK of a tap = Σ over rows and positions of dy · x shifted by the tap: one product of matrices per tap, a lane per group. */
function composedFilterGradient(node: NodeOf<'conv2dFilterGradient'>, lowering: Lowering): Ref {
  const { plan, input } = lowering;
  const { strides, pads, groups } = node.attributes;
  const [top, left, bottom, right] = pads;
  const [filters, ownChannels, kernelHeight, kernelWidth] = quad(node.shape);
  const ownFilters = filters / groups;
  const dy = input(node, 1);
  const [rows, , height, width] = quad(dy.shape);
  const positions = rows * height * width;

  const x = padded(plan, plan.transpose(input(node, 0), [1, 0, 2, 3]), [0, 0, top, left], [0, 0, bottom, right]);
  const channels = ownChannels * groups;
  const grouped = plan.reshape(dy, [rows, groups, ownFilters, height * width]);
  const byPosition = plan.reshape(plan.transpose(grouped, [1, 0, 3, 2]), [groups, positions, ownFilters]);
  const byTap: Ref[] = [];
  for (let i = 0; i < kernelHeight; i++) {
    for (let j = 0; j < kernelWidth; j++) {
      const shifted = strided(plan, x, [i, j], [channels, rows, height, width], strides);
      byTap.push(plan.reshape(shifted, [groups, ownChannels, positions]));
    }
  }
  const taps = byTap.length;
  if (ownChannels < fewChannels) {
    const all = product(lowering, [concatenated(plan, byTap, 1), byPosition]);
    const parted = plan.reshape(all, [groups, taps, ownChannels, ownFilters]);
    return plan.reshape(plan.transpose(parted, [0, 3, 2, 1]), node.shape);
  }
  const products = byTap.map((tap) => plan.reshape(product(lowering, [tap, byPosition]), [1, channels * ownFilters]));
  const parted = plan.reshape(concatenated(plan, products, 0), [taps, groups, ownChannels, ownFilters]);
  return plan.reshape(plan.transpose(parted, [1, 3, 2, 0]), node.shape);
}

/** Every so many-th pixel of [c, n, h, w] from (i, j) on. */
function strided(
  plan: PlanBuilder,
  x: Ref,
  [i, j]: readonly [number, number],
  size: readonly [number, number, number, number],
  [down, right]: readonly [number, number],
): Ref {
  const begin = [0, 0, i, j];
  if (down === 1 && right === 1) return sliceOf(plan, x, begin, size);
  const end = [size[0], size[1], i + (size[2] - 1) * down + 1, j + (size[3] - 1) * right + 1];
  const none = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
  return plan.call('StridedSlice', { x }, { begin, end, strides: [1, 1, down, right], ...none }, size);
}

/** What the backend's own gradient kernels are given: images without padding. */
function gradientAttributes({ strides }: Conv2dAttributes) {
  return { strides, pad: 'valid', dataFormat: 'NHWC' };
}

/** Cuts [n·c·h/high, high, w] into its `high` lines and joins them with a kernel. */
function linesJoined(plan: PlanBuilder, x: Ref, high: number, kernel: 'Maximum' | 'Add'): Ref {
  const [planes, , width] = [dimension(x.shape, 0), high, dimension(x.shape, 2)];
  const line = (i: number) => plan.reshape(sliceOf(plan, x, [0, i, 0], [planes, 1, width]), [planes, width]);
  let result = line(0);
  for (let i = 1; i < high; i++) result = plan.call(kernel, { a: result, b: line(i) }, {}, [planes, width]);
  return result;
}

/** [n·c·h'·w', wide]: the lines of every window joined by a kernel; windows tile the image. */
function windows(
  node: NodeOf<'maxPool2d' | 'averagePool2d'>,
  { plan, input }: Lowering,
  kernel: 'Maximum' | 'Add',
): Ref {
  const [high, wide] = node.attributes.window;
  const [rows, channels, height, width] = quad(node.shape);
  const strips = plan.reshape(input(node, 0), [rows * channels * height, high, width * wide]);
  return plan.reshape(linesJoined(plan, strips, high, kernel), [rows * channels * height * width, wide]);
}

export const convolutionRules: LoweringRules<keyof (ConvolutionOps & PoolingOps)> = {
  conv2d(node, lowering) {
    const { plan, input } = lowering;
    const [top, left, bottom, right] = node.attributes.pads;
    const x = padded(plan, channelsLast(plan, input(node, 0)), [0, top, left, 0], [0, bottom, right, 0]);
    return channelsFirst(plan, convolve(lowering, x, input(node, 1), node.attributes));
  },
  conv2dInputGradient(node, lowering) {
    const { plan, input, traits } = lowering;
    if (!traits.convolutionGradients || node.attributes.groups > 1) return composedInputGradient(node, lowering);
    const [top, left, bottom, right] = node.attributes.pads;
    const [rows, channels, height, width] = quad(node.shape);
    const inputShape = [rows, height + top + bottom, width + left + right, channels];
    const operands = {
      dy: channelsLast(plan, input(node, 0)),
      filter: plan.transpose(input(node, 1), [2, 3, 1, 0]),
    };
    const attributes = { ...gradientAttributes(node.attributes), inputShape };
    const whole = plan.call('Conv2DBackpropInput', operands, attributes, inputShape);
    return channelsFirst(plan, sliceOf(plan, whole, [0, top, left, 0], [rows, height, width, channels]));
  },
  conv2dFilterGradient(node, lowering) {
    const { plan, input, traits } = lowering;
    if (!traits.convolutionGradients || node.attributes.groups > 1) return composedFilterGradient(node, lowering);
    const [top, left, bottom, right] = node.attributes.pads;
    const [filters, channels, kernelHeight, kernelWidth] = quad(node.shape);
    const filterShape = [kernelHeight, kernelWidth, channels, filters];
    const operands = {
      x: padded(plan, channelsLast(plan, input(node, 0)), [0, top, left, 0], [0, bottom, right, 0]),
      dy: channelsLast(plan, input(node, 1)),
    };
    const attributes = { ...gradientAttributes(node.attributes), filterShape };
    return plan.transpose(plan.call('Conv2DBackpropFilter', operands, attributes, filterShape), [3, 2, 0, 1]);
  },

  maxPool2d(node, lowering) {
    const x = windows(node, lowering, 'Maximum');
    const attributes = { reductionIndices: [1], keepDims: false };
    return lowering.plan.reshape(lowering.plan.call('Max', { x }, attributes, [dimension(x.shape, 0)]), node.shape);
  },
  averagePool2d(node, lowering) {
    const { plan } = lowering;
    const [high, wide] = node.attributes.window;
    const x = windows(node, lowering, 'Add');
    const sums = plan.call('Sum', { x }, { axis: [1], keepDims: false }, [dimension(x.shape, 0)]);
    const share = plan.constant([1 / (high * wide)]);
    return plan.reshape(plan.call('Multiply', { a: sums, b: share }, {}, sums.shape), node.shape);
  },
  upsample2d(node, { plan, input }) {
    const [high, wide] = node.attributes.window;
    const [rows, channels, height, width] = quad(node.inputs[0]?.shape ?? []);
    const x = plan.reshape(input(node, 0), [rows * channels * height, 1, width, 1]);
    const shape = [rows * channels * height, high, width, wide];
    return plan.reshape(broadcast(plan, x, shape), node.shape);
  },
};
