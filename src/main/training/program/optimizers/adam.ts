// Adam, Kingma & Ba 2015, algorithm 1 in the order of operations at the end of its section 2, with ε scaled alike, so that the
// result equals w ← w − η m̂ / (√v̂ + ε).
import { add, div, mul, sqrt, sub } from '../ops/elementwise.ts';
import type { Value } from '../value.ts';
import { type Optimizer, required, type UpdateContext } from './optimizer.ts';

export const adam: Optimizer = {
  name: 'adam',
  slots: ['m', 'v'],
  defaults: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  derive(scalars) {
    // As the graph reads them: kernels compute 1 − β from the float32 β, and the corrections have to be those of the same β.
    const beta1 = Math.fround(required(scalars, 'beta1'));
    const beta2 = Math.fround(required(scalars, 'beta2'));
    const step = required(scalars, 'step');
    const correction2 = Math.sqrt(1 - beta2 ** step);
    return {
      beta1,
      beta2,
      gain1: 1 - beta1,
      gain2: 1 - beta2,
      stepSize: (required(scalars, 'learningRate') * correction2) / (1 - beta1 ** step),
      epsilon: required(scalars, 'epsilon') * correction2,
    };
  },
  update(context) {
    const { step, slots } = adamStep(context);
    return { weight: sub(context.weight, step), slots };
  },
};

/** What is taken off the weight, and the slots after it. */
export function adamStep({ gradient, clipScale, slot, scalar }: UpdateContext): {
  readonly step: Value;
  readonly slots: { readonly m: Value; readonly v: Value };
} {
  const m = add(mul(slot('m'), scalar('beta1')), mul(gradient, mul(scalar('gain1'), clipScale)));
  const squared = mul(gradient, gradient);
  const v = add(mul(slot('v'), scalar('beta2')), mul(squared, mul(scalar('gain2'), mul(clipScale, clipScale))));
  const direction = div(m, add(sqrt(v), scalar('epsilon')));
  return { step: mul(direction, scalar('stepSize')), slots: { m, v } };
}
