// Matrix product. Leading axes, equal in both operands, are a batch (one matrix per lane).
import { dimension, sameShape, shapeError, type Value } from '../value.ts';

export interface MatmulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

export interface MatmulOps {
  matmul: MatmulAttributes;
}

/** [..., n, k] × [..., k, m] → [..., n, m], after the transpositions asked for. */
export function matmul(a: Value, b: Value, { transposeA = false, transposeB = false } = {}): Value {
  const rank = a.shape.length;
  const lead = a.shape.slice(0, -2);
  if (rank < 2 || b.shape.length !== rank || !sameShape(lead, b.shape.slice(0, -2))) {
    throw shapeError('matmul', 'needs matrices with the same leading axes', [a.shape, b.shape]);
  }
  const inner = dimension(a.shape, transposeA ? -2 : -1);
  if (inner !== dimension(b.shape, transposeB ? -1 : -2)) {
    throw shapeError('matmul', 'needs equal inner dimensions', [a.shape, b.shape]);
  }
  const rows = dimension(a.shape, transposeA ? -1 : -2);
  const columns = dimension(b.shape, transposeB ? -2 : -1);
  const attributes: MatmulAttributes = { transposeA, transposeB };
  return { op: 'matmul', inputs: [a, b], attributes, shape: [...lead, rows, columns] };
}
