// Cross-entropies of logits, fused because every engine has a stable form of them.
import { dimension, type NoAttributes, noAttributes, sameShape, shapeError, type Value } from '../value.ts';

export interface CrossEntropyOps {
  /** Row by row: −log softmax(logits)[label]. */
  crossEntropy: NoAttributes;
  /** Its derivative by the logits: softmax(logits) − onehot(label). */
  crossEntropyGradient: NoAttributes;
  /** Row by row: −Σ target · log softmax(logits), for targets that are probabilities (mixup, label smoothing). */
  softCrossEntropy: NoAttributes;
  /** Its derivative by the logits, where each row of targets sums to 1: softmax(logits) − target. */
  softCrossEntropyGradient: NoAttributes;
  /** Element by element, for labels that are 0 or 1 or between: log(1 + e^logit) − label · logit. */
  sigmoidCrossEntropy: NoAttributes;
}

function check(op: keyof CrossEntropyOps, logits: Value, labels: Value): void {
  if (logits.shape.length !== 2 || labels.shape.length !== 1 || labels.shape[0] !== logits.shape[0]) {
    throw shapeError(op, 'needs logits [rows, classes] and labels [rows]', [logits.shape, labels.shape]);
  }
}

function soft(op: keyof CrossEntropyOps, logits: Value, targets: Value): void {
  if (logits.shape.length !== 2 || !sameShape(logits.shape, targets.shape)) {
    throw shapeError(op, 'needs logits and targets [rows, classes]', [logits.shape, targets.shape]);
  }
}

/** Logits [rows, classes], targets [rows, classes] → [rows], in nats. Differentiable by the logits only. */
export function softCrossEntropy(logits: Value, targets: Value): Value {
  soft('softCrossEntropy', logits, targets);
  const shape = [dimension(logits.shape, 0)];
  return { op: 'softCrossEntropy', inputs: [logits, targets], attributes: noAttributes, shape };
}

/** Logits [rows, classes], targets [rows, classes] → [rows, classes]. */
export function softCrossEntropyGradient(logits: Value, targets: Value): Value {
  soft('softCrossEntropyGradient', logits, targets);
  return { op: 'softCrossEntropyGradient', inputs: [logits, targets], attributes: noAttributes, shape: logits.shape };
}

/** Logits and labels [rows, labels] → [rows, labels], in nats. Differentiable by the logits only. */
export function sigmoidCrossEntropy(logits: Value, labels: Value): Value {
  soft('sigmoidCrossEntropy', logits, labels);
  return { op: 'sigmoidCrossEntropy', inputs: [logits, labels], attributes: noAttributes, shape: logits.shape };
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
