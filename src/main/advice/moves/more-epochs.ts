// Longer training: for a run that still gets better.
import type { Reason } from '#shared/contract/advice.ts';
import { clamp, known, numberIn, type Remedy } from './remedy.ts';

/**
 * Gain = 0.01 + 1.5 × what the last quarter added to the best validation score: a score that grows with the logarithm of the
 * epochs gains 2.4 × that from twice as many, one that is nearly there less. Nothing where the lowest validation loss is not in
 * the last 15 %. Under four epochs, whatever their course, a share of the error is added: the curve has hardly begun.
 */
export const moreEpochs: Remedy = {
  harmless: true,
  gain: (m) => {
    const course = m.lowestPlace >= 0.85 ? 0.01 + 1.5 * Math.max(0, known(m.lastQuarterScore)) : 0;
    return clamp(known(m.error) / 0.1) * course + 0.15 * known(m.error) * clamp((4 - m.epochs) / 2);
  },
  change: (m, input) => {
    const planned = Math.max(
      m.lastEpoch,
      input.stopped === undefined ? m.lastEpoch : (numberIn(input, 'training.epochs') ?? 0),
    );
    return { setting: 'training.epochs', direction: 'up', to: planned * 2, range: null };
  },
  why: (m): Reason => ({
    id: 'why.more-epochs',
    values: { gain: Math.max(0, known(m.lastQuarterScore)), loss: known(m.lastQuarterLoss) },
  }),
};
