// Elementwise operations as TensorFlow nodes. Operands meet in the order of the largest one, so that images stay as they lie.
import type { ElementwiseOps } from '../../program/ops/elementwise.ts';
import { broadcastShapes, type Shape, sameShape, sizeOf, type Value } from '../../program/value.ts';
import {
  floatType,
  type Lowering,
  type LoweringRules,
  type Order,
  ordered,
  plainOrder,
  type Tensor,
} from './lowering.ts';

export const elementwiseRules: LoweringRules<keyof ElementwiseOps> = {
  add: (node, lowering) => biasAdd(node, lowering) ?? binary('AddV2')(node, lowering),
  sub: binary('Sub'),
  mul: binary('Mul'),
  div: binary('RealDiv'),
  minimum: binary('Minimum'),
  maximum: binary('Maximum'),
  equal: comparison('Equal'),
  greater: comparison('Greater'),
  neg: unary('Neg'),
  abs: unary('Abs'),
  sign: unary('Sign'),
  exp: unary('Exp'),
  log: unary('Log'),
  sqrt: unary('Sqrt'),
  erf: unary('Erf'),
  tanh: unary('Tanh'),
  sigmoid: unary('Sigmoid'),
  relu: unary('Relu'),
};

function unary(type: string) {
  return (node: Value, lowering: Lowering): Tensor => {
    const { name, order } = lowering.of(lowering.value(node, 0));
    return { name: lowering.graph.node(type, [name], floatType), order };
  };
}

function binary(type: string) {
  return (node: Value, lowering: Lowering): Tensor => {
    const { names, order } = operands(node, lowering);
    return { name: lowering.graph.node(type, names, floatType), order };
  };
}

function comparison(type: string) {
  return (node: Value, lowering: Lowering): Tensor => {
    const { names, order } = operands(node, lowering);
    return { name: lowering.toFloat(lowering.graph.node(type, names, floatType), 'bool'), order };
  };
}

/** x + b where b runs along the axis that lies innermost in x. */
function biasAdd(node: Value, lowering: Lowering): Tensor | null {
  const x = lowering.value(node, 0);
  const bias = lowering.value(node, 1);
  const { name, order } = lowering.of(x);
  const channels = ordered(x.shape, order).at(-1) ?? 1;
  const rank = x.shape.length;
  if (rank < 2 || !sameShape(x.shape, node.shape) || channels === 1 || sizeOf(bias.shape) !== channels) return null;
  const axis = (order.at(-1) ?? 0) - (rank - bias.shape.length);
  if (bias.shape[axis] !== channels) return null;
  const vector = lowering.inOrder(bias);
  const flat = bias.shape.length === 1 ? vector : lowering.reshape(vector, [channels]);
  return { name: lowering.graph.node('BiasAdd', [name, flat], floatType), order };
}

/** Both operands in one order, so that broadcasting works on the tensors as it does on the values. */
function operands(node: Value, lowering: Lowering): { readonly names: string[]; readonly order: Order } {
  const rank = node.shape.length;
  const values = unstretched(node);
  const leading = values
    .filter(({ shape }) => shape.length === rank)
    .reduce<Value | null>((best, value) => (best && sizeOf(best.shape) >= sizeOf(value.shape) ? best : value), null);
  const order = leading === null ? plainOrder(rank) : lowering.of(leading).order;
  return { names: values.map((value) => operand(value, rank, order, lowering)), order };
}

function operand(value: Value, rank: number, order: Order, lowering: Lowering): string {
  if (sizeOf(value.shape) === 1 && value.shape.length <= rank) return lowering.of(value).name;
  if (value.shape.length === rank) return lowering.inOrder(value, order);
  const name = lowering.inOrder(value);
  const padded: Shape = [...new Array<number>(rank - value.shape.length).fill(1), ...value.shape];
  const plain = plainOrder(rank);
  return sameShape(order, plain) ? name : lowering.reorder(lowering.reshape(name, padded), padded, plain, order);
}

/** The operands without a stretching that broadcasting does by itself. */
function unstretched(node: Value): readonly Value[] {
  const values = node.inputs.map((value) => {
    const [inner] = value.inputs;
    return value.op === 'broadcastTo' && inner !== undefined ? inner : value;
  });
  const [a, b] = values;
  if (a !== undefined && b !== undefined && sameShape(broadcastShapes(node.op, a.shape, b.shape), node.shape)) {
    return values;
  }
  return node.inputs;
}
