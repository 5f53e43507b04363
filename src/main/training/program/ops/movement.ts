// Operations that move elements without computing.
import {
  dimension,
  type NoAttributes,
  noAttributes,
  type Shape,
  sameShape,
  shapeError,
  sizeOf,
  type Value,
} from '../value.ts';

export interface TransposeAttributes {
  /** Axis of the input that becomes axis i of the result. */
  readonly permutation: readonly number[];
}

/** Per axis. */
export interface SliceAttributes {
  readonly starts: readonly number[];
  /** Exclusive. */
  readonly ends: readonly number[];
}

/** Zeros added per axis. */
export interface PadAttributes {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export interface SplitAttributes {
  readonly axis: number;
  /** Of each part along the axis. */
  readonly sizes: readonly number[];
}

export interface MovementOps {
  reshape: NoAttributes;
  transpose: TransposeAttributes;
  slice: SliceAttributes;
  pad: PadAttributes;
  concat: { readonly axis: number };
  /**
   * Cuts a value into parts along an axis; the one operation with several results, each taken by `part`. Its shape is its
   * input's, and nothing but `part` may use it.
   */
  split: SplitAttributes;
  /** One of the results of `split`, counted from 0. */
  part: { readonly index: number };
  /** Rows of a [rows, ...] table at the indices (numbers) of any shape. */
  gather: NoAttributes;
  /** [rows, ...] of zeros, to which the row of `values` for each index is added: the transpose of gather. */
  scatterAdd: NoAttributes;
}

export function reshape(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  if (sizeOf(x.shape) !== sizeOf(shape))
    throw shapeError('reshape', 'changes the number of elements', [x.shape, shape]);
  return { op: 'reshape', inputs: [x], attributes: noAttributes, shape };
}

export function transpose(x: Value, permutation: readonly number[]): Value {
  const sorted = [...permutation].sort((a, b) => a - b);
  if (permutation.length !== x.shape.length || sorted.some((axis, i) => axis !== i)) {
    throw shapeError('transpose', `cannot permute by ${permutation.join(', ')}`, [x.shape]);
  }
  const attributes: TransposeAttributes = { permutation };
  return { op: 'transpose', inputs: [x], attributes, shape: permutation.map((axis) => x.shape[axis] ?? 1) };
}

export function slice(x: Value, starts: readonly number[], ends: readonly number[]): Value {
  const shape = x.shape.map((size, axis) => {
    const start = starts[axis] ?? -1;
    const end = ends[axis] ?? -1;
    if (start < 0 || end <= start || end > size)
      throw shapeError('slice', `[${starts}]..[${ends}] is outside`, [x.shape]);
    return end - start;
  });
  if (sameShape(shape, x.shape)) return x;
  const attributes: SliceAttributes = { starts, ends };
  return { op: 'slice', inputs: [x], attributes, shape };
}

export function pad(x: Value, before: readonly number[], after: readonly number[]): Value {
  const shape = x.shape.map((size, axis) => size + (before[axis] ?? 0) + (after[axis] ?? 0));
  if (sameShape(shape, x.shape)) return x;
  const attributes: PadAttributes = { before, after };
  return { op: 'pad', inputs: [x], attributes, shape };
}

export function concat(parts: readonly Value[], axis: number): Value {
  const shapes = parts.map((part) => part.shape);
  const first = shapes[0];
  const fits = (shape: Shape) =>
    shape.length === first?.length && shape.every((size, i) => i === axis || size === first[i]);
  if (first === undefined || axis < 0 || axis >= first.length || !shapes.every(fits)) {
    throw shapeError('concat', `does not fit along axis ${axis}`, shapes);
  }
  const total = shapes.reduce((sum, shape) => sum + (shape[axis] ?? 0), 0);
  return {
    op: 'concat',
    inputs: parts,
    attributes: { axis } satisfies MovementOps['concat'],
    shape: first.map((size, i) => (i === axis ? total : size)),
  };
}

/** Parts of these sizes along an axis, in order. The gradient by x is theirs, concatenated: no sum of padded slices. */
export function split(x: Value, axis: number, sizes: readonly number[]): Value[] {
  const length = x.shape[axis];
  if (length !== sizes.reduce((sum, size) => sum + size, 0) || sizes.some((size) => size < 1)) {
    throw shapeError('split', `cannot cut axis ${axis} into ${sizes.join(' + ')}`, [x.shape]);
  }
  if (sizes.length === 1) return [x];
  const attributes: SplitAttributes = { axis, sizes };
  const whole: Value = { op: 'split', inputs: [x], attributes, shape: x.shape };
  return sizes.map((size, index) => ({
    op: 'part',
    inputs: [whole],
    attributes: { index } satisfies MovementOps['part'],
    shape: x.shape.map((own, i) => (i === axis ? size : own)),
  }));
}

/** The slices along an axis, without it: x[0], x[1] ... for axis 0. */
export function unstack(x: Value, axis: number): Value[] {
  const shape = x.shape.filter((_, i) => i !== axis);
  const ones = new Array<number>(dimension(x.shape, axis)).fill(1);
  return split(x, axis, ones).map((part) => reshape(part, shape));
}

/** The values one after the other along a new first axis. */
export function stack(parts: readonly Value[]): Value {
  return concat(
    parts.map((part) => reshape(part, [1, ...part.shape])),
    0,
  );
}

export function gather(table: Value, indices: Value): Value {
  if (table.shape.length === 0) throw shapeError('gather', 'needs rows', [table.shape]);
  return {
    op: 'gather',
    inputs: [table, indices],
    attributes: noAttributes,
    shape: [...indices.shape, ...table.shape.slice(1)],
  };
}

export function scatterAdd(values: Value, indices: Value, rows: number): Value {
  const row = values.shape.slice(indices.shape.length);
  if (!sameShape(values.shape, [...indices.shape, ...row])) {
    throw shapeError('scatterAdd', 'needs a row of values for every index', [values.shape, indices.shape]);
  }
  return { op: 'scatterAdd', inputs: [values, indices], attributes: noAttributes, shape: [rows, ...row] };
}
