// Convolution and pooling as TensorFlow nodes. Images lie as [n, h, w, c], kernels as [h, w, c, o]: the layouts that all of the
// processor kernels have.
import { type Conv2dAttributes, type ConvolutionOps, samePadding } from '../../program/ops/conv2d.ts';
import type { PoolingOps } from '../../program/ops/pooling.ts';
import type { NodeOf } from '../../program/ops/table.ts';
import { dimension, type Shape } from '../../program/value.ts';
import type { Attributes } from './graph-def.ts';
import {
  floatType,
  imageOrder,
  kernelOrder,
  type Lowering,
  type LoweringRules,
  ordered,
  type Tensor,
} from './lowering.ts';

export const convolutionRules: LoweringRules<keyof (ConvolutionOps & PoolingOps)> = {
  conv2d(node, lowering) {
    const form = new ConvolutionForm(node, lowering.value(node, 0).shape, lowering.value(node, 1).shape);
    const x = lowering.input(node, 0, imageOrder);
    const kernel = lowering.input(node, 1, kernelOrder);
    return image(form.forward(lowering, x, kernel));
  },
  conv2dInputGradient(node, lowering) {
    const form = new ConvolutionForm(node, node.shape, lowering.value(node, 1).shape);
    const dy = lowering.input(node, 0, imageOrder);
    const kernel = lowering.input(node, 1, kernelOrder);
    return image(form.inputGradient(lowering, dy, kernel));
  },
  conv2dFilterGradient(node, lowering) {
    const form = new ConvolutionForm(node, lowering.value(node, 0).shape, node.shape);
    const x = lowering.input(node, 0, imageOrder);
    const dy = lowering.input(node, 1, imageOrder);
    return { name: form.filterGradient(lowering, x, dy), order: kernelOrder };
  },

  maxPool2d: (node, lowering) => image(pool('MaxPool', node, [lowering.input(node, 0, imageOrder)], lowering)),
  averagePool2d: (node, lowering) => image(pool('AvgPool', node, [lowering.input(node, 0, imageOrder)], lowering)),
  upsample2d(node, lowering) {
    const size = lowering.graph.ints(node.shape.slice(2));
    const inputs = [lowering.input(node, 0, imageOrder), size];
    return image(lowering.graph.node('ResizeNearestNeighbor', inputs, floatType));
  },
};

export const image = (name: string): Tensor => ({ name, order: imageOrder });

/** A pooling node or its gradient; windows tile the image. */
export function pool(
  type: string,
  { attributes: { window } }: { readonly attributes: { readonly window: readonly [number, number] } },
  inputs: readonly string[],
  { graph }: Lowering,
): string {
  const steps = [1, ...window, 1];
  return graph.node(type, inputs, {
    ...floatType,
    ksize: { ints: steps },
    strides: { ints: steps },
    padding: { text: 'VALID' },
  });
}

type ConvolutionNode = NodeOf<'conv2d' | 'conv2dInputGradient' | 'conv2dFilterGradient'>;

/** Ordinary and depthwise convolutions have kernels of their own; other groups are convolved one by one. */
class ConvolutionForm {
  readonly #attributes: Conv2dAttributes;
  readonly #x: Shape;
  readonly #kernel: Shape;

  /** Shapes as the program has them: x [n, c, h, w], kernel [o, c / groups, kh, kw]. */
  constructor({ attributes }: ConvolutionNode, x: Shape, kernel: Shape) {
    this.#attributes = attributes;
    this.#x = x;
    this.#kernel = kernel;
  }

  forward(lowering: Lowering, x: string, kernel: string): string {
    const { graph } = lowering;
    if (this.#isDepthwise) {
      return graph.node('DepthwiseConv2dNative', [x, this.#depthwiseKernel(lowering, kernel)], this.#node());
    }
    return this.#byGroup(
      lowering,
      [
        [x, 3],
        [kernel, 3],
      ],
      3,
      (inputs) => graph.node('Conv2D', inputs, this.#node()),
    );
  }

  inputGradient(lowering: Lowering, dy: string, kernel: string): string {
    const { graph } = lowering;
    if (this.#isDepthwise) {
      const inputs = [graph.ints(ordered(this.#x, imageOrder)), this.#depthwiseKernel(lowering, kernel), dy];
      return graph.node('DepthwiseConv2dNativeBackpropInput', inputs, this.#node());
    }
    const [n = 1, c = 1, h = 1, w = 1] = this.#x;
    const sizes = graph.ints([n, h, w, c / this.#attributes.groups]);
    return this.#byGroup(
      lowering,
      [
        [dy, 3],
        [kernel, 3],
      ],
      3,
      ([own = '', filters = '']) => graph.node('Conv2DBackpropInput', [sizes, filters, own], this.#node()),
    );
  }

  filterGradient(lowering: Lowering, x: string, dy: string): string {
    const { graph } = lowering;
    const sizes = ordered(this.#kernel, kernelOrder);
    const [kh = 1, kw = 1, c = 1, o = 1] = sizes;
    if (this.#isDepthwise) {
      const inputs = [x, graph.ints(this.#depthwiseShape), dy];
      return lowering.reshape(graph.node('DepthwiseConv2dNativeBackpropFilter', inputs, this.#node()), sizes);
    }
    const own = graph.ints([kh, kw, c, o / this.#attributes.groups]);
    return this.#byGroup(
      lowering,
      [
        [x, 3],
        [dy, 3],
      ],
      3,
      ([image = '', gradient = '']) => graph.node('Conv2DBackpropFilter', [image, own, gradient], this.#node()),
    );
  }

  /** One filter bank per channel; TensorFlow's kernel for it wants equal strides. */
  get #isDepthwise(): boolean {
    const { groups, strides } = this.#attributes;
    return groups > 1 && groups === this.#x[1] && strides[0] === strides[1];
  }

  /** [kh, kw, channels, filters of a channel] */
  get #depthwiseShape(): number[] {
    const [filters = 1, , kh = 1, kw = 1] = this.#kernel;
    const { groups } = this.#attributes;
    return [kh, kw, groups, filters / groups];
  }

  #depthwiseKernel(lowering: Lowering, kernel: string): string {
    return lowering.reshape(kernel, this.#depthwiseShape);
  }

  #node(): Attributes {
    const { strides, pads } = this.#attributes;
    const [top, left, bottom, right] = pads;
    const isSame = [0, 1].every((i) => {
      const [before, after] = samePadding(dimension(this.#x, 2 + i), dimension(this.#kernel, 2 + i), strides[i] ?? 1);
      return pads[i] === before && pads[i + 2] === after;
    });
    const padding: Attributes = pads.every((amount) => amount === 0)
      ? { padding: { text: 'VALID' } }
      : isSame
        ? { padding: { text: 'SAME' } }
        : { padding: { text: 'EXPLICIT' }, explicit_paddings: { ints: [0, 0, top, bottom, left, right, 0, 0] } };
    return { ...floatType, strides: { ints: [1, ...strides, 1] }, ...padding };
  }

  /** Cuts the operands along their axes, computes each group and joins the results. */
  #byGroup(
    lowering: Lowering,
    operands: readonly (readonly [string, number])[],
    axis: number,
    compute: (inputs: readonly string[]) => string,
  ): string {
    const { groups } = this.#attributes;
    const { graph } = lowering;
    if (groups === 1) return compute(operands.map(([name]) => name));
    const cut = operands.map(([name, at]) =>
      graph.node('Split', [graph.ints(at), name], { ...floatType, num_split: { int: groups } }),
    );
    const results = Array.from({ length: groups }, (_, i) =>
      compute(cut.map((name) => (i === 0 ? name : `${name}:${i}`))),
    );
    return graph.node('ConcatV2', [...results, graph.ints(axis)], {
      ...floatType,
      Tidx: { type: 'int32' },
      N: { int: groups },
    });
  }
}
