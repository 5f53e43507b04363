// Longer training: for a run that still gets better.
import type { Reason } from '#shared/contract/advice.ts';
import type { Measures } from '../measures.ts';
import { clamp, known, numberIn, type Remedy } from './remedy.ts';

/**
 * Gain = 0.01 + 1.5 × what the last quarter added to the best validation score: a score that grows with the logarithm of the
 * epochs gains 2.4 × that from twice as many, one that is nearly there less. Nothing where the lowest validation loss is not in
 * the last 15 %, or where the run has not done its planned epochs yet. Under four epochs, whatever their course, a share of the
 * error is added: the curve has hardly begun.
 */
export const moreEpochs: Remedy = {
  harmless: true,
  gain: (m, input) => {
    if ((numberIn(input, 'training.epochs') ?? 0) > m.lastEpoch) return 0;
    const { near, course, begun } = partsOf(m);
    return near * course + begun;
  },
  change: (m) => ({ setting: 'training.epochs', direction: 'up', to: m.lastEpoch * 2, range: null }),
  why: (m): Reason => {
    // A loss that rose is no reason.
    const loss: Reason['values'] = m.lastQuarterLoss > 0 ? { loss: m.lastQuarterLoss } : {};
    return {
      id: 'why.more-epochs',
      values: { gain: lastQuarter(m), ...loss, error: known(m.error), ...partsOf(m) },
    };
  },
};

function lastQuarter({ lastQuarterScore }: Measures): number {
  return Math.max(0, known(lastQuarterScore));
}

/** `near`: below an error of 0.1 less is to be had; `begun`: what a curve of under four epochs still owes. */
function partsOf(m: Measures) {
  const error = known(m.error);
  const course = m.lowestPlace >= 0.85 ? 0.01 + 1.5 * lastQuarter(m) : 0;
  return {
    near: clamp(error / 0.1),
    course: Math.min(course, error),
    begun: 0.15 * error * clamp((4 - m.epochs) / 2),
  };
}
