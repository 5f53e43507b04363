// AdaMax, Kingma & Ba 2015, algorithm 2; ε under the division keeps a weight without gradients where it is.
import { abs, add, div, maximum, mul, sub } from '../ops/elementwise.ts';
import { type Optimizer, required } from './optimizer.ts';

export const adamax: Optimizer = {
  name: 'adamax',
  slots: ['m', 'u'],
  defaults: { learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  derive(scalars) {
    const beta1 = required(scalars, 'beta1');
    return {
      beta1,
      beta2: required(scalars, 'beta2'),
      gain1: 1 - beta1,
      stepSize: required(scalars, 'learningRate') / (1 - beta1 ** required(scalars, 'step')),
      epsilon: required(scalars, 'epsilon'),
    };
  },
  update({ weight, clipped, slot, scalar }) {
    const m = add(mul(slot('m'), scalar('beta1')), mul(clipped, scalar('gain1')));
    const u = maximum(mul(slot('u'), scalar('beta2')), add(abs(clipped), scalar('epsilon')));
    return { weight: sub(weight, mul(div(m, u), scalar('stepSize'))), slots: { m, u } };
  },
};
