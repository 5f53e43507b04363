// Gradients of leaves, reductions, movement and the loss.

import { type CrossEntropyOps, crossEntropyGradient, softCrossEntropyGradient } from '../ops/cross-entropy.ts';
import { div, equal, mul, sigmoid, sub } from '../ops/elementwise.ts';
import { constant, type LeafOps } from '../ops/leaves.ts';
import { gather, type MovementOps, pad, reshape, scatterAdd, slice, transpose } from '../ops/movement.ts';
import { broadcastTo, type ReduceAttributes, type ReductionOps, reduceSum, sumTo } from '../ops/reductions.ts';
import type { Value } from '../value.ts';
import { type GradientRules, inputOf, once } from './rule.ts';

/** Puts the reduced axes back with size 1, so that the value broadcasts against the reduction's input. */
function withReducedAxes(value: Value, input: Value, { axes }: ReduceAttributes): Value {
  return reshape(
    value,
    input.shape.map((size, axis) => (axes.includes(axis) ? 1 : size)),
  );
}

export const structureGradients: GradientRules<keyof (LeafOps & ReductionOps & MovementOps & CrossEntropyOps)> = {
  input: () => [],
  scalar: () => [],
  state: () => [],
  constant: () => [],
  dropoutMask: () => [],

  reduceSum: (node, dy) => {
    const x = inputOf(node, 0);
    return [broadcastTo(withReducedAxes(dy, x, node.attributes), x.shape)];
  },
  // Shared evenly among equal maxima, as in pooling.
  reduceMax: (node, dy) => {
    const x = inputOf(node, 0);
    const isMaximum = equal(x, withReducedAxes(node, x, node.attributes));
    const share = div(withReducedAxes(dy, x, node.attributes), reduceSum(isMaximum, node.attributes.axes, true));
    return [mul(isMaximum, share)];
  },
  sumSquares: (node, dy) => [mul(inputOf(node, 0), mul(constant(2), dy))],
  argMax: () => [null],
  broadcastTo: (node, dy) => [sumTo(dy, inputOf(node, 0).shape)],

  reshape: (node, dy) => [reshape(dy, inputOf(node, 0).shape)],
  transpose: (node, dy) => {
    const { permutation } = node.attributes;
    return [
      transpose(
        dy,
        permutation.map((_, axis) => permutation.indexOf(axis)),
      ),
    ];
  },
  slice: (node, dy) => {
    const { starts, ends } = node.attributes;
    const after = inputOf(node, 0).shape.map((size, axis) => size - (ends[axis] ?? size));
    return [pad(dy, starts, after)];
  },
  pad: (node, dy) => {
    const { before } = node.attributes;
    const { shape } = inputOf(node, 0);
    return [
      slice(
        dy,
        before,
        shape.map((size, axis) => (before[axis] ?? 0) + size),
      ),
    ];
  },
  concat: (node, dy) => {
    const { axis } = node.attributes;
    let offset = 0;
    return node.inputs.map(({ shape }) => {
      const starts = shape.map((_, i) => (i === axis ? offset : 0));
      offset += shape[axis] ?? 0;
      return slice(
        dy,
        starts,
        shape.map((size, i) => (i === axis ? offset : size)),
      );
    });
  },
  // gradient.ts gathers the parts' gradients before it asks for this one.
  split: (_node, dy) => [dy],
  part: (_node, dy) => [dy],
  gather: (node, dy) => {
    const table = inputOf(node, 0);
    return [scatterAdd(dy, inputOf(node, 1), table.shape[0] ?? 0), null];
  },
  scatterAdd: (node, dy) => [gather(dy, inputOf(node, 1)), null],

  crossEntropy: (node, dy) => {
    const gradient = crossEntropyGradient(inputOf(node, 0), inputOf(node, 1));
    return [mul(gradient, reshape(dy, [...dy.shape, 1])), null];
  },
  crossEntropyGradient: once('crossEntropyGradient'),
  softCrossEntropy: (node, dy) => {
    const gradient = softCrossEntropyGradient(inputOf(node, 0), inputOf(node, 1));
    return [mul(gradient, reshape(dy, [...dy.shape, 1])), null];
  },
  softCrossEntropyGradient: once('softCrossEntropyGradient'),
  sigmoidCrossEntropy: (node, dy) => [mul(dy, sub(sigmoid(inputOf(node, 0)), inputOf(node, 1))), null],
};
