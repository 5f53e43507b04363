// Reference kernels of convolution and pooling: the definitions, loop by loop.
import type { Conv2dAttributes, ConvolutionOps } from '../../program/ops/conv2d.ts';
import type { PoolingOps } from '../../program/ops/pooling.ts';
import { dimension, type Shape, sizeOf, type Value } from '../../program/value.ts';
import { at, type FloatArray, type Kernels, operand } from './kernel.ts';

/** Calls `visit` with the offsets into x, kernel and y of every product that the convolution sums. */
function everyTap(
  x: Shape,
  kernel: Shape,
  y: Shape,
  { strides, pads, groups }: Conv2dAttributes,
  visit: (x: number, kernel: number, y: number) => void,
): void {
  const [rows, channels, height, width] = quad(x);
  const [filters, ownChannels, kernelHeight, kernelWidth] = quad(kernel);
  const [, , outHeight, outWidth] = quad(y);
  for (let n = 0; n < rows; n++) {
    for (let o = 0; o < filters; o++) {
      const firstChannel = Math.floor(o / (filters / groups)) * ownChannels;
      for (let own = 0; own < ownChannels; own++) {
        const c = firstChannel + own;
        for (let i = 0; i < outHeight; i++) {
          for (let j = 0; j < outWidth; j++) {
            for (let p = 0; p < kernelHeight; p++) {
              for (let q = 0; q < kernelWidth; q++) {
                const row = i * strides[0] + p - pads[0];
                const column = j * strides[1] + q - pads[1];
                if (row < 0 || row >= height || column < 0 || column >= width) continue;
                visit(
                  ((n * channels + c) * height + row) * width + column,
                  ((o * ownChannels + own) * kernelHeight + p) * kernelWidth + q,
                  ((n * filters + o) * outHeight + i) * outWidth + j,
                );
              }
            }
          }
        }
      }
    }
  }
}

/** Calls `visit` with the offset of every pixel of the large image and of its window in the small one. */
function everyPixel(
  large: Shape,
  window: readonly [number, number],
  visit: (large: number, small: number) => void,
): void {
  const [rows, channels, height, width] = quad(large);
  const smallWidth = width / window[1];
  for (let plane = 0; plane < rows * channels; plane++) {
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        const small =
          (plane * (height / window[0]) + Math.floor(i / window[0])) * smallWidth + Math.floor(j / window[1]);
        visit((plane * height + i) * width + j, small);
      }
    }
  }
}

function quad(shape: Shape): [number, number, number, number] {
  return [dimension(shape, 0), dimension(shape, 1), dimension(shape, 2), dimension(shape, 3)];
}

const shapeOf = (node: Value, index: number): Shape => node.inputs[index]?.shape ?? [];

function increase(array: FloatArray, index: number, by: number): void {
  array[index] = at(array, index) + by;
}

export const convolutionKernels: Kernels<keyof (ConvolutionOps & PoolingOps)> = {
  conv2d(node, inputs, { create }) {
    const [x, kernel] = [operand(inputs, 0), operand(inputs, 1)];
    const result = create(sizeOf(node.shape));
    everyTap(shapeOf(node, 0), shapeOf(node, 1), node.shape, node.attributes, (i, k, o) => {
      increase(result, o, at(x, i) * at(kernel, k));
    });
    return result;
  },
  conv2dInputGradient(node, inputs, { create }) {
    const [dy, kernel] = [operand(inputs, 0), operand(inputs, 1)];
    const result = create(sizeOf(node.shape));
    everyTap(node.shape, shapeOf(node, 1), shapeOf(node, 0), node.attributes, (i, k, o) => {
      increase(result, i, at(dy, o) * at(kernel, k));
    });
    return result;
  },
  conv2dFilterGradient(node, inputs, { create }) {
    const [x, dy] = [operand(inputs, 0), operand(inputs, 1)];
    const result = create(sizeOf(node.shape));
    everyTap(shapeOf(node, 0), node.shape, shapeOf(node, 1), node.attributes, (i, k, o) => {
      increase(result, k, at(x, i) * at(dy, o));
    });
    return result;
  },

  maxPool2d(node, inputs, { create }) {
    const x = operand(inputs, 0);
    const result = create(sizeOf(node.shape)).fill(Number.NEGATIVE_INFINITY);
    everyPixel(shapeOf(node, 0), node.attributes.window, (large, small) => {
      result[small] = Math.max(at(result, small), at(x, large));
    });
    return result;
  },
  averagePool2d(node, inputs, { create }) {
    const x = operand(inputs, 0);
    const { window } = node.attributes;
    const result = create(sizeOf(node.shape));
    everyPixel(shapeOf(node, 0), window, (large, small) => {
      increase(result, small, at(x, large) / (window[0] * window[1]));
    });
    return result;
  },
  upsample2d(node, inputs, { create }) {
    const x = operand(inputs, 0);
    const result = create(sizeOf(node.shape));
    everyPixel(node.shape, node.attributes.window, (large, small) => {
      result[large] = at(x, small);
    });
    return result;
  },
};
