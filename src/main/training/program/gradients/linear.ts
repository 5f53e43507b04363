// Gradients of products, convolutions and pooling.

import { type ConvolutionOps, conv2dFilterGradient, conv2dInputGradient } from '../ops/conv2d.ts';
import { div, equal, mul } from '../ops/elementwise.ts';
import { constant } from '../ops/leaves.ts';
import { type MatmulOps, matmul } from '../ops/matmul.ts';
import { averagePool2d, type PoolAttributes, type PoolingOps, upsample2d } from '../ops/pooling.ts';
import { type GradientRules, inputOf, once } from './rule.ts';

const area = ({ window }: PoolAttributes) => constant(window[0] * window[1]);

export const linearGradients: GradientRules<keyof (MatmulOps & ConvolutionOps & PoolingOps)> = {
  matmul: (node, dy) => {
    const a = inputOf(node, 0);
    const b = inputOf(node, 1);
    const { transposeA, transposeB } = node.attributes;
    return [
      transposeA
        ? matmul(b, dy, { transposeA: transposeB, transposeB: true })
        : matmul(dy, b, { transposeB: !transposeB }),
      transposeB
        ? matmul(dy, a, { transposeA: true, transposeB: transposeA })
        : matmul(a, dy, { transposeA: !transposeA }),
    ];
  },
  conv2d: (node, dy) => {
    const x = inputOf(node, 0);
    const kernel = inputOf(node, 1);
    return [
      conv2dInputGradient(dy, kernel, x.shape, node.attributes),
      conv2dFilterGradient(x, dy, kernel.shape, node.attributes),
    ];
  },
  conv2dInputGradient: once('conv2dInputGradient'),
  conv2dFilterGradient: once('conv2dFilterGradient'),
  // Shared evenly among the maxima of a window: a flat background gives ties in every window.
  maxPool2d: (node, dy) => {
    const { window } = node.attributes;
    const isMaximum = equal(inputOf(node, 0), upsample2d(node, window));
    const count = mul(averagePool2d(isMaximum, window), area(node.attributes));
    return [mul(isMaximum, upsample2d(div(dy, count), window))];
  },
  averagePool2d: (node, dy) => [upsample2d(div(dy, area(node.attributes)), node.attributes.window)],
  upsample2d: (node, dy) => [mul(averagePool2d(dy, node.attributes.window), area(node.attributes))],
};
