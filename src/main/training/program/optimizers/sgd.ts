// Plain stochastic gradient descent: w ← w − η g.
import { mul, sub } from '../ops/elementwise.ts';
import { type Optimizer, required } from './optimizer.ts';

export const sgd: Optimizer = {
  name: 'sgd',
  slots: [],
  defaults: { learningRate: 0.1 },
  derive: (scalars) => ({ stepSize: required(scalars, 'learningRate') }),
  update: ({ weight, gradient, clipScale, scalar }) => ({
    weight: sub(weight, mul(gradient, mul(scalar('stepSize'), clipScale))),
    slots: {},
  }),
};
