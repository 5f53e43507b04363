// What the lowering rules of all operations share.
import type { NodeOf, OpName } from '../../program/ops/table.ts';
import type { Shape, Value } from '../../program/value.ts';
import type { OnnxGraph } from './model-proto.ts';

export interface Lowering {
  readonly graph: OnnxGraph;
  /** Tensor of an input or a state. */
  leaf(name: string, shape: Shape): string;
  /** Tensor of a value that was lowered before. */
  of(value: Value): string;
  /** Tensor of a node's input. */
  input(node: Value, index: number): string;
  /** Of each split, by the tensor that stands for it (its first part): the tensors of its parts. */
  readonly parts: Map<string, readonly string[]>;
  /** Channels of a block in the blocked convolution; null where it is not to be used (blocked-convolution.ts). */
  readonly blockSize: number | null;
  /** Tensors of shape [1] by scalar name. */
  readonly scalars: ReadonlyMap<string, string>;
}

/** Adds the nodes for one value and returns the tensor that holds it. */
export type LoweringRules<K extends OpName> = { readonly [Op in K]: (node: NodeOf<Op>, lowering: Lowering) => string };
