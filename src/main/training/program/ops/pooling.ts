// Pooling over windows that tile the image: window = stride, and the image is a multiple of it (layers crop first).
import { type Shape, shapeError, type Value } from '../value.ts';

export interface PoolAttributes {
  /** Height and width of the window. */
  readonly window: readonly [number, number];
}

export interface PoolingOps {
  maxPool2d: PoolAttributes;
  averagePool2d: PoolAttributes;
  /** Repeats every pixel over a window: the transpose of summing windows. */
  upsample2d: PoolAttributes;
}

export function maxPool2d(x: Value, window: readonly [number, number]): Value {
  return {
    op: 'maxPool2d',
    inputs: [x],
    attributes: { window } satisfies PoolAttributes,
    shape: pooled('maxPool2d', x, window),
  };
}

export function averagePool2d(x: Value, window: readonly [number, number]): Value {
  const shape = pooled('averagePool2d', x, window);
  return { op: 'averagePool2d', inputs: [x], attributes: { window } satisfies PoolAttributes, shape };
}

export function upsample2d(x: Value, window: readonly [number, number]): Value {
  const [rows, channels, height, width] = image('upsample2d', x.shape);
  const shape = [rows, channels, height * window[0], width * window[1]];
  return { op: 'upsample2d', inputs: [x], attributes: { window } satisfies PoolAttributes, shape };
}

function pooled(op: keyof PoolingOps, x: Value, window: readonly [number, number]): Shape {
  const [rows, channels, height, width] = image(op, x.shape);
  if (height % window[0] !== 0 || width % window[1] !== 0) {
    throw shapeError(op, `needs a multiple of its window ${window.join('×')}`, [x.shape]);
  }
  return [rows, channels, height / window[0], width / window[1]];
}

function image(op: keyof PoolingOps, shape: Shape): [number, number, number, number] {
  const [rows, channels, height, width] = shape;
  if (
    shape.length !== 4 ||
    rows === undefined ||
    channels === undefined ||
    height === undefined ||
    width === undefined
  ) {
    throw shapeError(op, 'needs [n, c, h, w]', [shape]);
  }
  return [rows, channels, height, width];
}
