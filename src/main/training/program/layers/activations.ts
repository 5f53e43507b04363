// Activation functions, composed of primitives; their gradients follow.
import { add, erf, exp, maximum, minimum, mul, relu, sigmoid, sub, tanh } from '../ops/elementwise.ts';
import { constant } from '../ops/leaves.ts';
import type { Value } from '../value.ts';

export const activationNames = ['relu', 'elu', 'gelu', 'selu', 'tanh', 'sigmoid', 'leakyRelu'] as const;
export type ActivationName = (typeof activationNames)[number];

// Klambauer et al. 2017, "Self-Normalizing Neural Networks", section 2.
const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;
/** Maas et al. 2013. */
const leakySlope = 0.01;

const one = constant(1);
const zero = constant(0);

/** x for x > 0, else α (e^x − 1): Clevert et al. 2016. */
const elu = (x: Value, alpha: number): Value => add(relu(x), mul(constant(alpha), sub(exp(minimum(x, zero)), one)));

const activations: Readonly<Record<ActivationName, (x: Value) => Value>> = {
  relu,
  elu: (x) => elu(x, 1),
  // x Φ(x), exact: Hendrycks & Gimpel 2016.
  gelu: (x) => mul(mul(constant(0.5), x), add(one, erf(mul(x, constant(Math.SQRT1_2))))),
  selu: (x) => mul(constant(seluScale), elu(x, seluAlpha)),
  tanh,
  sigmoid,
  leakyRelu: (x) => maximum(x, mul(constant(leakySlope), x)),
};

export function activation(name: ActivationName, x: Value): Value {
  return activations[name](x);
}

/** Never decreasing: the maximum may be taken before or after it. All but gelu, which dips below 0. */
export function isMonotone(name: ActivationName): boolean {
  return name !== 'gelu';
}
