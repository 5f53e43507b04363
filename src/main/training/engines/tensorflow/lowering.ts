// What the lowering rules of all operations share: tensors whose axes may lie in another order than their value's.
import type { NodeOf, OpName } from '../../program/ops/table.ts';
import { type Shape, sameShape, type Value } from '../../program/value.ts';
import { inputOf, LoweredValues } from '../lowered-values.ts';
import { type Attributes, TensorflowGraph } from './graph-def.ts';

/**
 * A value's tensor. Axis i of the tensor is the value's axis `order[i]`: images lie in memory as [n, h, w, c] and kernels as
 * [h, w, c, o], which TensorFlow's kernels want, while the program speaks of [n, c, h, w] and [o, c, h, w].
 */
export interface Tensor {
  readonly name: string;
  readonly order: Order;
}

export type Order = readonly number[];

export const imageOrder: Order = [0, 2, 3, 1];
export const kernelOrder: Order = [2, 3, 1, 0];

export const floatType: Attributes = { T: { type: 'float' } };

export function plainOrder(rank: number): Order {
  return Array.from({ length: rank }, (_, axis) => axis);
}

/** The shape of the tensor that holds a value of this shape in this order. */
export function ordered(shape: Shape, order: Order): number[] {
  return order.map((axis) => shape[axis] ?? 1);
}

/** Adds the nodes for one value and returns the tensor that holds it. */
export type LoweringRules<K extends OpName> = { readonly [Op in K]: (node: NodeOf<Op>, lowering: Lowering) => Tensor };

export class Lowering {
  readonly graph: TensorflowGraph;
  readonly #tensors = new LoweredValues<Tensor>();
  /** Tensor of a value that was lowered before, in whatever order it lies. */
  readonly of = this.#tensors.of;

  constructor(prefix: string) {
    this.graph = new TensorflowGraph(prefix);
  }

  set(value: Value, tensor: Tensor): void {
    this.#tensors.set(value, tensor);
  }

  /** Tensor of a node's input, in the value's own order unless another is asked for. */
  input(node: Value, index: number, order?: Order): string {
    return this.inOrder(this.value(node, index), order);
  }

  value(node: Value, index: number): Value {
    return inputOf(node, index);
  }

  inOrder(value: Value, order: Order = plainOrder(value.shape.length)): string {
    const tensor = this.of(value);
    return this.reorder(tensor.name, value.shape, tensor.order, order);
  }

  /** Moves the axes of a tensor from one order to another; where only axes of length 1 move it costs nothing. */
  reorder(name: string, shape: Shape, from: Order, to: Order): string {
    if (sameShape(from, to)) return name;
    const long = (order: Order) => order.filter((axis) => shape[axis] !== 1);
    if (sameShape(long(from), long(to))) return this.reshape(name, ordered(shape, to));
    const permutation = this.graph.ints(to.map((axis) => from.indexOf(axis)));
    return this.graph.node('Transpose', [name, permutation], { ...floatType, Tperm: { type: 'int32' } });
  }

  reshape(name: string, shape: Shape): string {
    return this.graph.node('Reshape', [name, this.graph.ints(shape, [shape.length])], {
      ...floatType,
      Tshape: { type: 'int32' },
    });
  }

  /** A float tensor of what is integer or boolean. */
  toFloat(name: string, from: 'int64' | 'bool'): string {
    return this.graph.node('Cast', [name], { SrcT: { type: from }, DstT: { type: 'float' } });
  }

  toInt(name: string, to: 'int32' | 'int64'): string {
    return this.graph.node('Cast', [name], { SrcT: { type: 'float' }, DstT: { type: to } });
  }
}
