// Gradients of the elementwise operations. Where two branches meet one of them counts: relu has slope 0 at 0, and at a tie the
// maximum and the minimum follow their right and left operand.
import { add, div, type ElementwiseOps, exp, greater, mul, neg, sign, sub } from '../ops/elementwise.ts';
import { constant } from '../ops/leaves.ts';
import { sumTo } from '../ops/reductions.ts';
import type { Value } from '../value.ts';
import { type GradientRules, inputOf } from './rule.ts';

const one = constant(1);

/** Undoes the broadcasting of a binary operation: one gradient per operand, summed to its shape. */
function toOperands(node: Value, left: Value, right: Value): Value[] {
  return [sumTo(left, inputOf(node, 0).shape), sumTo(right, inputOf(node, 1).shape)];
}

export const elementwiseGradients: GradientRules<keyof ElementwiseOps> = {
  add: (node, dy) => toOperands(node, dy, dy),
  sub: (node, dy) => toOperands(node, dy, neg(dy)),
  mul: (node, dy) => toOperands(node, mul(dy, inputOf(node, 1)), mul(dy, inputOf(node, 0))),
  div: (node, dy) => {
    const left = div(dy, inputOf(node, 1));
    return toOperands(node, left, neg(mul(left, node)));
  },
  maximum: (node, dy) => {
    const first = greater(inputOf(node, 0), inputOf(node, 1));
    return toOperands(node, mul(dy, first), mul(dy, sub(one, first)));
  },
  minimum: (node, dy) => {
    const second = greater(inputOf(node, 0), inputOf(node, 1));
    return toOperands(node, mul(dy, sub(one, second)), mul(dy, second));
  },
  equal: () => [null, null],
  greater: () => [null, null],
  neg: (_node, dy) => [neg(dy)],
  abs: (node, dy) => [mul(dy, sign(inputOf(node, 0)))],
  sign: () => [null],
  exp: (node, dy) => [mul(dy, node)],
  log: (node, dy) => [div(dy, inputOf(node, 0))],
  sqrt: (node, dy) => [div(dy, add(node, node))],
  // d erf(x) / dx = 2/√π · e^(−x²)
  erf: (node, dy) => {
    const x = inputOf(node, 0);
    return [mul(dy, mul(constant(2 / Math.sqrt(Math.PI)), exp(neg(mul(x, x)))))];
  },
  tanh: (node, dy) => [mul(dy, sub(one, mul(node, node)))],
  sigmoid: (node, dy) => [mul(dy, mul(node, sub(one, node)))],
  relu: (node, dy) => [mul(dy, greater(node, constant(0)))],
};
