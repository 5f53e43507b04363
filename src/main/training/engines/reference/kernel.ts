// What the kernels of all operations share.
import type { NodeOf, OpName } from '../../program/ops/table.ts';
import { type Shape, sizeOf, type Value } from '../../program/value.ts';

export type FloatArray = Float32Array | Float64Array;

export interface KernelContext {
  /** A zeroed array of the precision in use. */
  create(size: number): FloatArray;
  /** Contents of an input, a state or a dropout mask. */
  leaf(value: Value): FloatArray;
  scalar(name: string): number;
}

/** Computes one value from its inputs' contents, row-major. */
export type Kernels<K extends OpName> = {
  readonly [Op in K]: (node: NodeOf<Op>, inputs: readonly FloatArray[], context: KernelContext) => FloatArray;
};

/** Element `index` of an array that the constructor of the node guarantees to be long enough. */
export function at(array: FloatArray | readonly number[], index: number): number {
  return array[index] ?? Number.NaN;
}

/** The contents of a node's input. */
export function operand(inputs: readonly FloatArray[], index: number): FloatArray {
  const array = inputs[index];
  if (array === undefined) throw new RangeError(`a kernel lacks its input ${index}`);
  return array;
}

/** Row-major strides; 0 along axes of size 1, so that they broadcast. `rank` adds leading axes. */
export function strides(shape: Shape, rank = shape.length): number[] {
  const result = new Array<number>(rank).fill(0);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    result[axis + rank - shape.length] = size === 1 ? 0 : step;
    step *= size;
  }
  return result;
}

/** Calls `visit` for every position of `shape` in row-major order with the offsets that each list of strides gives it. */
export function walk(
  shape: Shape,
  allStrides: readonly (readonly number[])[],
  visit: (offsets: number[]) => void,
): void {
  const position = shape.map(() => 0);
  const offsets = allStrides.map(() => 0);
  for (let left = sizeOf(shape); left > 0; left--) {
    visit(offsets);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (position[axis] ?? 0) + 1;
      const wraps = next === shape[axis];
      position[axis] = wraps ? 0 : next;
      allStrides.forEach((own, i) => {
        offsets[i] = (offsets[i] ?? 0) + (wraps ? (1 - next) * (own[axis] ?? 0) : (own[axis] ?? 0));
      });
      if (!wraps) break;
    }
  }
}

/** Elementwise with broadcasting. */
export function binaryKernel(compute: (a: number, b: number) => number) {
  return (node: Value, inputs: readonly FloatArray[], { create }: KernelContext): FloatArray => {
    const [a, b] = [operand(inputs, 0), operand(inputs, 1)];
    const result = create(sizeOf(node.shape));
    const rank = node.shape.length;
    const shapes = node.inputs.map(({ shape }) => shape);
    let i = 0;
    walk(
      node.shape,
      shapes.map((shape) => strides(shape, rank)),
      ([left = 0, right = 0]) => {
        result[i++] = compute(at(a, left), at(b, right));
      },
    );
    return result;
  };
}

/** Elementwise, one operand. */
export function unaryKernel(compute: (x: number) => number) {
  return (_node: Value, inputs: readonly FloatArray[], { create }: KernelContext): FloatArray => {
    const x = operand(inputs, 0);
    const result = create(x.length);
    for (let i = 0; i < x.length; i++) result[i] = compute(at(x, i));
    return result;
  };
}
