// AdamW, Loshchilov & Hutter 2019, algorithm 2: Adam, and beside it w ← w − η λ w. As in the frameworks λ is multiplied with the
// learning rate of the step (the paper's schedule multiplier). Biases and other weights without penalty do not decay.
import { mul, sub } from '../ops/elementwise.ts';
import { adam, adamStep } from './adam.ts';
import { type Optimizer, required } from './optimizer.ts';

export const adamw: Optimizer = {
  name: 'adamw',
  slots: adam.slots,
  defaults: { ...adam.defaults, weightDecay: 0.01 },
  derive: (scalars) => ({
    ...adam.derive(scalars),
    kept: 1 - required(scalars, 'learningRate') * required(scalars, 'weightDecay'),
  }),
  update(context) {
    const { weight, scalar, decays } = context;
    const { step, slots } = adamStep(context);
    return { weight: sub(decays ? mul(weight, scalar('kept')) : weight, step), slots };
  },
};
