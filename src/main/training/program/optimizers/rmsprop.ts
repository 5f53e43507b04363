// RMSProp, Tieleman & Hinton 2012, lecture 6.5: v ← ρ v + (1 − ρ) g²; w ← w − η g / (√v + ε). With momentum the step is collected
// first, b ← μ b + g / (√v + ε); w ← w − η b, as PyTorch does.
import { add, div, mul, sqrt, sub } from '../ops/elementwise.ts';
import type { Value } from '../value.ts';
import { type Optimizer, required } from './optimizer.ts';

export function rmsprop({ momentum }: { readonly momentum: boolean }): Optimizer {
  return {
    name: momentum ? 'rmspropMomentum' : 'rmsprop',
    slots: momentum ? ['v', 'b'] : ['v'],
    defaults: { learningRate: 0.001, rho: 0.9, epsilon: 1e-8, momentum: 0 },
    derive: (scalars) => ({
      stepSize: required(scalars, 'learningRate'),
      rho: required(scalars, 'rho'),
      gain: 1 - required(scalars, 'rho'),
      epsilon: required(scalars, 'epsilon'),
      momentum: required(scalars, 'momentum'),
    }),
    update({ weight, clipped, slot, scalar }) {
      const v = add(mul(slot('v'), scalar('rho')), mul(mul(clipped, clipped), scalar('gain')));
      const scaled = div(clipped, add(sqrt(v), scalar('epsilon')));
      const slots: Record<string, Value> = { v };
      if (momentum) slots.b = add(mul(slot('b'), scalar('momentum')), scaled);
      return { weight: sub(weight, mul(slots.b ?? scaled, scalar('stepSize'))), slots };
    },
  };
}
