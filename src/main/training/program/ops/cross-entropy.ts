// Softmax cross-entropy with integer labels, fused because every engine has a stable form of it.
import { type NoAttributes, noAttributes, shapeError, type Value } from '../value.ts';

export interface CrossEntropyOps {
  /** Row by row: −log softmax(logits)[label]. */
  crossEntropy: NoAttributes;
  /** Its derivative by the logits: softmax(logits) − onehot(label). */
  crossEntropyGradient: NoAttributes;
}

function check(op: keyof CrossEntropyOps, logits: Value, labels: Value): void {
  if (logits.shape.length !== 2 || labels.shape.length !== 1 || labels.shape[0] !== logits.shape[0]) {
    throw shapeError(op, 'needs logits [rows, classes] and labels [rows]', [logits.shape, labels.shape]);
  }
}

/** Logits [rows, classes], labels [rows] (class index as a number) → [rows], in nats. */
export function crossEntropy(logits: Value, labels: Value): Value {
  check('crossEntropy', logits, labels);
  return { op: 'crossEntropy', inputs: [logits, labels], attributes: noAttributes, shape: labels.shape };
}

/** Logits [rows, classes], labels [rows] → [rows, classes]. */
export function crossEntropyGradient(logits: Value, labels: Value): Value {
  check('crossEntropyGradient', logits, labels);
  return { op: 'crossEntropyGradient', inputs: [logits, labels], attributes: noAttributes, shape: logits.shape };
}
