// AdaGrad, Duchi et al. 2011, the diagonal form of figure 1: G ← G + g²; w ← w − η g / (√G + ε).
import { add, div, mul, sqrt, sub } from '../ops/elementwise.ts';
import { type Optimizer, required } from './optimizer.ts';

export const adagrad: Optimizer = {
  name: 'adagrad',
  slots: ['g'],
  defaults: { learningRate: 0.01, epsilon: 1e-7 },
  derive: (scalars) => ({ stepSize: required(scalars, 'learningRate'), epsilon: required(scalars, 'epsilon') }),
  update({ weight, clipped, slot, scalar }) {
    const g = add(slot('g'), mul(clipped, clipped));
    const scaled = div(clipped, add(sqrt(g), scalar('epsilon')));
    return { weight: sub(weight, mul(scaled, scalar('stepSize'))), slots: { g } };
  },
};
