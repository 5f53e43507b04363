// Every primitive operation and the type of its attributes. An engine's lowering is total over this table, so an operation
// without a lowering does not compile.
import type { Value } from '../value.ts';
import type { ConvolutionOps } from './conv2d.ts';
import type { CrossEntropyOps } from './cross-entropy.ts';
import type { ElementwiseOps } from './elementwise.ts';
import type { LeafOps } from './leaves.ts';
import type { MatmulOps } from './matmul.ts';
import type { MovementOps } from './movement.ts';
import type { PoolingOps } from './pooling.ts';
import type { ReductionOps } from './reductions.ts';

interface OpTable
  extends LeafOps,
    ElementwiseOps,
    MatmulOps,
    ReductionOps,
    MovementOps,
    CrossEntropyOps,
    ConvolutionOps,
    PoolingOps {}

export type OpName = keyof OpTable;

/** A value made by a given operation. */
export interface NodeOf<K extends OpName> extends Value {
  readonly op: K;
  readonly attributes: OpTable[K];
}

/** One function per operation. */
export type PerOp<Arguments extends readonly unknown[], Result> = {
  readonly [K in OpName]: (node: NodeOf<K>, ...rest: Arguments) => Result;
};

/** Calls the function for the value's operation. The constructors in this folder are the only makers of values, so the cast is sound. */
export function dispatch<Arguments extends readonly unknown[], Result>(
  table: PerOp<Arguments, Result>,
  value: Value,
  ...rest: Arguments
): Result {
  const rule = table[value.op as OpName] as (node: Value, ...rest: Arguments) => Result;
  return rule(value, ...rest);
}
