// Reductions over axes, and their mirror image, broadcasting.
import {
  broadcastShapes,
  type NoAttributes,
  noAttributes,
  type Shape,
  sameShape,
  shapeError,
  type Value,
} from '../value.ts';

export interface ReduceAttributes {
  /** Non-negative, ascending, without duplicates. */
  readonly axes: readonly number[];
  /** Keep the reduced axes with size 1. */
  readonly keepDims: boolean;
}

export interface ReductionOps {
  reduceSum: ReduceAttributes;
  reduceMax: ReduceAttributes;
  /** Sum of squares over everything, [] shaped. */
  sumSquares: NoAttributes;
  /** Index (as a number) of the first largest element along the last axis, which disappears. */
  argMax: NoAttributes;
  /** numpy's broadcast_to. */
  broadcastTo: NoAttributes;
}

const allAxes = (shape: Shape): number[] => shape.map((_, axis) => axis);

function reduce(op: 'reduceSum' | 'reduceMax', x: Value, axes: readonly number[], keepDims: boolean): Value {
  const sorted = [...new Set(axes.map((axis) => (axis < 0 ? axis + x.shape.length : axis)))].sort((a, b) => a - b);
  if (sorted.some((axis) => axis < 0 || axis >= x.shape.length)) {
    throw shapeError(op, `has no axis ${axes.join(', ')}`, [x.shape]);
  }
  const shape = x.shape.flatMap((size, axis) => (!sorted.includes(axis) ? [size] : keepDims ? [1] : []));
  const attributes: ReduceAttributes = { axes: sorted, keepDims };
  return { op, inputs: [x], attributes, shape };
}

/** Over all axes unless named. */
export function reduceSum(x: Value, axes: readonly number[] = allAxes(x.shape), keepDims = false): Value {
  return axes.length === 0 ? x : reduce('reduceSum', x, axes, keepDims);
}

/** Over all axes unless named. NaN wins. */
export function reduceMax(x: Value, axes: readonly number[] = allAxes(x.shape), keepDims = false): Value {
  return axes.length === 0 ? x : reduce('reduceMax', x, axes, keepDims);
}

export function sumSquares(x: Value): Value {
  return { op: 'sumSquares', inputs: [x], attributes: noAttributes, shape: [] };
}

export function argMax(x: Value): Value {
  if (x.shape.length === 0) throw shapeError('argMax', 'needs an axis', [x.shape]);
  return { op: 'argMax', inputs: [x], attributes: noAttributes, shape: x.shape.slice(0, -1) };
}

export function broadcastTo(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  if (!sameShape(broadcastShapes('broadcastTo', x.shape, shape), shape)) {
    throw shapeError('broadcastTo', 'cannot stretch', [x.shape, shape]);
  }
  return { op: 'broadcastTo', inputs: [x], attributes: noAttributes, shape };
}

/** Sums a value down to a shape that broadcasts to its own: the transpose of broadcastTo. */
export function sumTo(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  const lead = x.shape.length - shape.length;
  const added = allAxes(x.shape).slice(0, lead);
  const stretched = shape.flatMap((size, axis) => (size === 1 && x.shape[lead + axis] !== 1 ? [axis] : []));
  return reduceSum(reduceSum(x, added), stretched, true);
}
