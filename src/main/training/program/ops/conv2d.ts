// Two-dimensional convolution (cross-correlation, as every framework means it). Images are [rows, channels, height, width].
import { dimension, type Shape, shapeError, type Value } from '../value.ts';

export interface Conv2dAttributes {
  /** Vertical, horizontal. */
  readonly strides: readonly [number, number];
  /** Zeros added above, left, below, right. */
  readonly pads: readonly [number, number, number, number];
  /** Channels and filters are cut into this many groups; a filter sees the channels of its own. Channels = depthwise. */
  readonly groups: number;
}

export interface ConvolutionOps {
  conv2d: Conv2dAttributes;
  /** Inputs: dy, kernel. Result: gradient by x. */
  conv2dInputGradient: Conv2dAttributes;
  /** Inputs: x, dy. Result: gradient by the kernel. */
  conv2dFilterGradient: Conv2dAttributes;
}

/** Zeros that keep ceil(size / stride) positions, the odd one after (as TensorFlow's SAME). Returns [before, after]. */
export function samePadding(size: number, kernel: number, stride: number): [number, number] {
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** x [n, c, h, w], kernel [o, c / groups, kh, kw] → [n, o, h', w'] with h' = floor((h + pads − kh) / stride) + 1. */
export function conv2d(x: Value, kernel: Value, attributes: Conv2dAttributes): Value {
  const { groups } = attributes;
  const isFour = x.shape.length === 4 && kernel.shape.length === 4;
  if (!isFour || x.shape[1] !== groups * (kernel.shape[1] ?? 0) || (kernel.shape[0] ?? 0) % groups !== 0) {
    throw shapeError('conv2d', `needs x [n, c, h, w] and a kernel [o, c / ${groups}, kh, kw]`, [x.shape, kernel.shape]);
  }
  const [top, left, bottom, right] = attributes.pads;
  const rows = outputSize(dimension(x.shape, 2) + top + bottom, dimension(kernel.shape, 2), attributes.strides[0]);
  const columns = outputSize(dimension(x.shape, 3) + left + right, dimension(kernel.shape, 3), attributes.strides[1]);
  if (rows < 1 || columns < 1)
    throw shapeError('conv2d', 'has a kernel larger than its input', [x.shape, kernel.shape]);
  const shape = [dimension(x.shape, 0), dimension(kernel.shape, 0), rows, columns];
  return { op: 'conv2d', inputs: [x, kernel], attributes, shape };
}

export function conv2dInputGradient(dy: Value, kernel: Value, xShape: Shape, attributes: Conv2dAttributes): Value {
  return { op: 'conv2dInputGradient', inputs: [dy, kernel], attributes, shape: xShape };
}

export function conv2dFilterGradient(x: Value, dy: Value, kernelShape: Shape, attributes: Conv2dAttributes): Value {
  return { op: 'conv2dFilterGradient', inputs: [x, dy], attributes, shape: kernelShape };
}

function outputSize(padded: number, kernel: number, stride: number): number {
  return Math.floor((padded - kernel) / stride) + 1;
}
