// Reference kernels of leaves and elementwise operations.
import type { ElementwiseOps } from '../../program/ops/elementwise.ts';
import type { LeafOps } from '../../program/ops/leaves.ts';
import { erf } from './erf.ts';
import { binaryKernel, type Kernels, unaryKernel } from './kernel.ts';

export const elementwiseKernels: Kernels<keyof (LeafOps & ElementwiseOps)> = {
  input: (node, _inputs, { leaf }) => leaf(node),
  state: (node, _inputs, { leaf }) => leaf(node),
  dropoutMask: (node, _inputs, { leaf }) => leaf(node),
  scalar: ({ attributes }, _inputs, { create, scalar }) => create(1).fill(scalar(attributes.name)),
  constant: ({ attributes }, _inputs, { create }) => create(1).fill(attributes.value),

  add: binaryKernel((a, b) => a + b),
  sub: binaryKernel((a, b) => a - b),
  mul: binaryKernel((a, b) => a * b),
  div: binaryKernel((a, b) => a / b),
  minimum: binaryKernel(Math.min),
  maximum: binaryKernel(Math.max),
  equal: binaryKernel((a, b) => (a === b ? 1 : 0)),
  greater: binaryKernel((a, b) => (a > b ? 1 : 0)),
  neg: unaryKernel((x) => -x),
  abs: unaryKernel(Math.abs),
  sign: unaryKernel(Math.sign),
  exp: unaryKernel(Math.exp),
  log: unaryKernel(Math.log),
  sqrt: unaryKernel(Math.sqrt),
  erf: unaryKernel(erf),
  tanh: unaryKernel(Math.tanh),
  sigmoid: unaryKernel((x) => 1 / (1 + Math.exp(-x))),
  relu: unaryKernel((x) => Math.max(x, 0)),
};
