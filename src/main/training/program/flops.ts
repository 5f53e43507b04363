// Floating-point operations of each primitive operation, as they are counted in the literature: a multiplication and an addition
// are two, any other arithmetic on an element is one, moving elements is none. Real time also depends on memory traffic.
import { dispatch, type NodeOf, type OpName, type PerOp } from './ops/table.ts';
import { dimension, type Shape, sizeOf, type Value } from './value.ts';

/** FLOPs of one value, its inputs not counted. */
export function flopsOf(value: Value): number {
  return dispatch(table, value);
}

const none = () => 0;
const perResult = ({ shape }: Value) => sizeOf(shape);
const perInput = ({ inputs: [x] }: Value) => sizeOf(x?.shape ?? []);
/** Largest element, difference, exponential, sum, logarithm or quotient of each logit. */
const perLogit = ({ inputs: [logits] }: Value) => 5 * sizeOf(logits?.shape ?? []);
/** A filter [o, c / groups, kh, kw] meets every element of its result once. */
const filter = (result: Shape, kernel: Shape) => 2 * sizeOf(result) * sizeOf(kernel.slice(1));
const shapeOf = (value: Value, index: number): Shape => value.inputs[index]?.shape ?? [];

const table: PerOp<[], number> = {
  input: none,
  scalar: none,
  state: none,
  constant: none,
  dropoutMask: perResult,
  add: perResult,
  sub: perResult,
  mul: perResult,
  div: perResult,
  minimum: perResult,
  maximum: perResult,
  equal: perResult,
  greater: perResult,
  neg: perResult,
  abs: perResult,
  sign: perResult,
  exp: perResult,
  log: perResult,
  sqrt: perResult,
  erf: perResult,
  tanh: perResult,
  sigmoid: perResult,
  relu: perResult,
  /** [n, k] × [k, m]: 2nmk. */
  matmul: (node) => 2 * sizeOf(node.shape) * dimension(shapeOf(node, 0), node.attributes.transposeA ? -2 : -1),
  reduceSum: perInput,
  reduceMax: perInput,
  sumSquares: (node) => 2 * perInput(node),
  argMax: perInput,
  broadcastTo: none,
  reshape: none,
  transpose: none,
  slice: none,
  pad: none,
  concat: none,
  split: none,
  part: none,
  gather: none,
  scatterAdd: perInput,
  crossEntropy: perLogit,
  crossEntropyGradient: perLogit,
  softCrossEntropy: perLogit,
  softCrossEntropyGradient: perLogit,
  sigmoidCrossEntropy: perLogit,
  conv2d: (node) => filter(node.shape, shapeOf(node, 1)),
  conv2dInputGradient: (node) => filter(shapeOf(node, 0), shapeOf(node, 1)),
  conv2dFilterGradient: (node) => filter(shapeOf(node, 1), node.shape),
  maxPool2d: perInput,
  averagePool2d: perInput,
  upsample2d: none,
} satisfies { [K in OpName]: (node: NodeOf<K>) => number };
