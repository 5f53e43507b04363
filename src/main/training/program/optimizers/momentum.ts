// Gradient descent with heavy-ball or Nesterov momentum, in the form of Sutskever et al. 2013 as the frameworks write it:
// v ← μ v + g; w ← w − η v, or w ← w − η (g + μ v).
import { add, mul, sub } from '../ops/elementwise.ts';
import { type Optimizer, required } from './optimizer.ts';

export function momentum({ nesterov }: { readonly nesterov: boolean }): Optimizer {
  return {
    name: nesterov ? 'nesterov' : 'momentum',
    slots: ['velocity'],
    defaults: { learningRate: 0.1, momentum: 0 },
    derive: (scalars) => ({
      stepSize: required(scalars, 'learningRate'),
      momentum: required(scalars, 'momentum'),
    }),
    update({ weight, gradient, clipScale, slot, scalar }) {
      const clipped = mul(gradient, clipScale);
      const velocity = add(mul(slot('velocity'), scalar('momentum')), clipped);
      const direction = nesterov ? add(clipped, mul(velocity, scalar('momentum'))) : velocity;
      return { weight: sub(weight, mul(direction, scalar('stepSize'))), slots: { velocity } };
    },
  };
}
