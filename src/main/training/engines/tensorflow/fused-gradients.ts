// Gradients that the program composes of primitives and TensorFlow has as one kernel. Each is recognised by its exact structure
// (program/gradients/): where the structure changes, the composed form is lowered instead.
import type { PoolAttributes } from '../../program/ops/pooling.ts';
import { sameShape, type Value } from '../../program/value.ts';
import { image, pool } from './lower-convolutions.ts';
import { floatType, imageOrder, type Lowering, type Tensor } from './lowering.ts';
import { captured, match, type Pattern } from './pattern.ts';

/** One node for a composed gradient, or null. */
export function fusedGradient(value: Value, lowering: Lowering): Tensor | null {
  if (value.op === 'upsample2d') return averagePoolGradient(value, lowering);
  if (value.op !== 'mul') return null;
  return activationGradient(value, lowering) ?? maxPoolGradient(value, lowering);
}

interface ActivationGradient {
  readonly op: string;
  readonly pattern: Pattern;
  readonly type: string;
  readonly operands: readonly string[];
}

const activationGradients: readonly ActivationGradient[] = [
  { op: 'relu', pattern: ['mul', '$dy', ['greater', '$y', 0]], type: 'ReluGrad', operands: ['$dy', '$y'] },
  { op: 'tanh', pattern: ['mul', '$dy', ['sub', 1, ['mul', '$y', '$y']]], type: 'TanhGrad', operands: ['$y', '$dy'] },
  {
    op: 'sigmoid',
    pattern: ['mul', '$dy', ['mul', '$y', ['sub', 1, '$y']]],
    type: 'SigmoidGrad',
    operands: ['$y', '$dy'],
  },
];

function activationGradient(value: Value, lowering: Lowering): Tensor | null {
  for (const { op, pattern, type, operands } of activationGradients) {
    const found = match(pattern, value);
    if (found === null) continue;
    const y = captured(found, '$y');
    if (y.op !== op || !sameShape(captured(found, '$dy').shape, y.shape)) continue;
    const { order } = lowering.of(y);
    const inputs = operands.map((name) => lowering.inOrder(captured(found, name), order));
    return { name: lowering.graph.node(type, inputs, floatType), order };
  }
  return null;
}

/**
 * The gradient of a maximum, shared among equal maxima of a window. TensorFlow's kernel gives all of it to one of them, in a fraction of
 * the time. What a trial learns is the same: maxima are equal where their fields of view are equal (a flat background) or where an
 * activation is saturated, and then what each of them would pass on to the weights is equal too, or zero.
 */
function maxPoolGradient(value: Value, lowering: Lowering): Tensor | null {
  const isMaximum = value.inputs[0];
  const [, repeated] = isMaximum?.inputs ?? [];
  const [y] = repeated?.inputs ?? [];
  if (y?.op !== 'maxPool2d') return null;
  const attributes = y.attributes as PoolAttributes;
  const equal: Pattern = ['equal', '$x', ['upsample2d', ['maxPool2d', '$x']]];
  const count: Pattern = ['mul', ['averagePool2d', '$equal'], attributes.window[0] * attributes.window[1]];
  const found = match(['mul', '$equal', ['upsample2d', ['div', '$dy', count]]], value);
  const mask = found && match(equal, captured(found, '$equal'));
  if (!found || !mask) return null;
  const inputs = [captured(mask, '$x'), y, captured(found, '$dy')].map((operand) =>
    lowering.inOrder(operand, imageOrder),
  );
  return image(pool('MaxPoolGrad', { attributes }, inputs, lowering));
}

function averagePoolGradient(node: Value, lowering: Lowering): Tensor | null {
  const attributes = node.attributes as PoolAttributes;
  const found = match(['upsample2d', ['div', '$dy', attributes.window[0] * attributes.window[1]]], node);
  if (found === null) return null;
  const [n = 1, c = 1, h = 1, w = 1] = node.shape;
  const inputs = [lowering.graph.ints([n, h, w, c]), lowering.inOrder(captured(found, '$dy'), imageOrder)];
  return image(pool('AvgPoolGrad', { attributes }, inputs, lowering));
}
