// What a gradient rule is. Rules build values; those that nobody asks for cost nothing, so a rule may always give all.
import { AppError } from '#shared/errors.ts';
import type { NodeOf, OpName } from '../ops/table.ts';
import type { Value } from '../value.ts';

/**
 * From a node and the gradient by its result to the gradients by its inputs, in order; null where the derivative is zero
 * everywhere (indices, comparisons). A rule may use the node itself: its result is kept.
 */
export type GradientRule<K extends OpName> = (node: NodeOf<K>, dy: Value) => readonly (Value | null)[];

export type GradientRules<K extends OpName> = { readonly [Op in K]: GradientRule<Op> };

/** The input at a position that the operation's constructor guarantees. */
export function inputOf(node: Value, index: number): Value {
  const value = node.inputs[index];
  if (value === undefined) throw new RangeError(`${node.op} has no input ${index}`);
  return value;
}

/** The rule of an operation that is a gradient itself. */
export function once(op: OpName): () => never {
  return () => {
    throw new AppError('internal', `The training program is inconsistent: ${op} is differentiated only once.`, { op });
  };
}
