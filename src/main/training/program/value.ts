// A value of the training program: the node that makes it and, through its inputs, everything it depends on. Values are
// immutable and pure, so a graph is nothing but a list of wanted values; what nobody wants does not exist.
import { AppError } from '#shared/errors.ts';

/** Dimensions, outermost first; [] is a scalar. Every element is a float32 (the reference engine may compute in float64). */
export type Shape = readonly number[];

export interface Value {
  /** A key of OpTable (ops/table.ts). */
  readonly op: string;
  readonly inputs: readonly Value[];
  /** Of the type that OpTable names for `op`. */
  readonly attributes: object;
  readonly shape: Shape;
}

export type NoAttributes = Readonly<Record<never, never>>;
export const noAttributes: NoAttributes = Object.freeze({});

export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const dimension of shape) size *= dimension;
  return size;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

/** "128×784", or "scalar". */
export function shapeText(shape: Shape): string {
  return shape.length === 0 ? 'scalar' : shape.join('×');
}

/** The dimension at an axis that the caller's shape rule has already required to exist. */
export function dimension(shape: Shape, axis: number): number {
  const size = shape[axis < 0 ? shape.length + axis : axis];
  if (size === undefined) throw shapeError('value', `has no axis ${axis}`, [shape]);
  return size;
}

export function shapeError(op: string, problem: string, shapes: readonly Shape[]): AppError {
  const text = shapes.map(shapeText).join(', ');
  return new AppError('internal', `The training program is inconsistent: ${op} ${problem} (${text}).`, { op });
}

/** Shape of a result under numpy's broadcasting rule: align at the last axis, 1 stretches. */
export function broadcastShapes(op: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  const result: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const left = a[axis - (rank - a.length)] ?? 1;
    const right = b[axis - (rank - b.length)] ?? 1;
    if (left !== right && left !== 1 && right !== 1) throw shapeError(op, 'cannot broadcast', [a, b]);
    result.push(left === 1 ? right : left);
  }
  return result;
}

/** Every value that the wanted ones depend on, each once, inputs before users; the order is the same in every run. */
export function topologicalOrder(wanted: readonly Value[]): Value[] {
  const order: Value[] = [];
  const seen = new Set<Value>();
  const stack: { value: Value; next: number }[] = [];
  for (const root of wanted) {
    if (seen.has(root)) continue;
    seen.add(root);
    stack.push({ value: root, next: 0 });
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const input = top.value.inputs[top.next++];
      if (input === undefined) {
        order.push(top.value);
        stack.pop();
      } else if (!seen.has(input)) {
        seen.add(input);
        stack.push({ value: input, next: 0 });
      }
    }
  }
  return order;
}
