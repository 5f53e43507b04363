// ADADELTA, Zeiler 2012, algorithm 1; the learning rate (1 in the paper) scales its unit-free step.
import { add, div, mul, sqrt, sub } from '../ops/elementwise.ts';
import { type Optimizer, required } from './optimizer.ts';

export const adadelta: Optimizer = {
  name: 'adadelta',
  /** Running means of g² and of Δw². */
  slots: ['g', 'd'],
  defaults: { learningRate: 1, rho: 0.95, epsilon: 1e-6 },
  derive: (scalars) => ({
    stepSize: required(scalars, 'learningRate'),
    rho: required(scalars, 'rho'),
    gain: 1 - required(scalars, 'rho'),
    epsilon: required(scalars, 'epsilon'),
  }),
  update({ weight, clipped, slot, scalar }) {
    const g = add(mul(slot('g'), scalar('rho')), mul(mul(clipped, clipped), scalar('gain')));
    const ratio = div(add(slot('d'), scalar('epsilon')), add(g, scalar('epsilon')));
    const delta = mul(sqrt(ratio), clipped);
    const d = add(mul(slot('d'), scalar('rho')), mul(mul(delta, delta), scalar('gain')));
    return { weight: sub(weight, mul(delta, scalar('stepSize'))), slots: { g, d } };
  },
};
