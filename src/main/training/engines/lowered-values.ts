// What every engine's lowering keeps: what holds the values that were lowered so far, and which products take an addition in.
import type { Shape, Value } from '../program/value.ts';

export class LoweredValues<Held> {
  readonly #held = new Map<Value, Held>();

  set(value: Value, held: Held): void {
    this.#held.set(value, held);
  }

  /** Throws RangeError for a value that was not lowered before. */
  readonly of = (value: Value): Held => {
    const held = this.#held.get(value);
    if (held === undefined) throw new RangeError(`${value.op} is used before it is lowered`);
    return held;
  };

  /** What holds a node's input. */
  readonly input = (node: Value, index: number): Held => this.of(inputOf(node, index));
}

/** Throws RangeError when the node has fewer inputs. */
export function inputOf(node: Value, index: number): Value {
  const value = node.inputs[index];
  if (value === undefined) throw new RangeError(`${node.op} has no input ${index}`);
  return value;
}

/** Products of matrices whose only use is an addition that the engine does with the product, in one kernel. */
export function productsWithBias(
  order: readonly Value[],
  canAdd: (bias: Shape, product: Shape) => boolean,
): ReadonlySet<Value> {
  const uses = new Map<Value, number>();
  for (const { inputs } of order) for (const value of inputs) uses.set(value, (uses.get(value) ?? 0) + 1);
  const absorbed = new Set<Value>();
  for (const { op, inputs } of order) {
    const [product, bias] = inputs;
    if (op !== 'add' || product?.op !== 'matmul' || product.shape.length !== 2 || bias === undefined) continue;
    if (uses.get(product) === 1 && canAdd(bias.shape, product.shape)) absorbed.add(product);
  }
  return absorbed;
}

/** Whether a bias is one row, added to all rows of a matrix. */
export function isRowOf(bias: Shape, matrix: Shape): boolean {
  return bias.length === 1 && bias[0] === matrix[1];
}
