// Smaller steps: for what a large step holds back or throws away.
import type { Reason } from '#shared/contract/advice.ts';
import type { Measures } from '../measures.ts';
import { largeStep, shareOfStep } from './held-back.ts';
import { clamp, known, neat, numberIn, type Remedy } from './remedy.ts';

/** Score that the run had at its best and lost again, on train and validation rows alike: below this it is noise. */
const lostLimit = 0.08;

/**
 * Gain = 0.7 × deficit × the step's share of it, less where the train loss is below half of the baseline's (what is left then is
 * little); plus the score that the run has lost again, on both parts, with a step far above the usual. What only validation loses
 * is overfitting and no matter of the step.
 */
export const learningRateDown: Remedy = {
  harmless: false,
  gain: (m) => {
    const { share, height, lost } = partsOf(m);
    return 0.7 * known(m.deficit) * share * height + lost;
  },
  change: (m, input) => {
    const rate = numberIn(input, 'optimizer.learningRate');
    if (rate === null) return { setting: 'optimizer.learningRate', direction: 'down', to: null, range: null };
    // Back to the usual rate where it is more than a third too large; at least to a third.
    const to = neat(rate / Math.max(3, Math.min(30, 10 ** (m.knobs.step ?? 0))));
    return {
      setting: 'optimizer.learningRate',
      direction: 'down',
      to,
      range: { low: neat(rate / 100), high: neat(rate / 2) },
    };
  },
  why: (m): Reason => {
    const jumps: Reason['values'] = m.jumps.length > 0 ? { jumps: m.jumps.length } : {};
    const values = { ...jumps, deficit: known(m.deficit), ...partsOf(m) };
    return (m.knobs.step ?? 0) > 0.3
      ? { id: 'why.step-too-large', values: { times: 10 ** (m.knobs.step ?? 0), ...values } }
      : { id: 'why.step-down', values };
  },
};

/** The step's share of the deficit, how high the train loss still stands, and the score that the run had and lost. */
function partsOf(m: Measures) {
  const lost = Math.min(m.validationScoreBest - m.validationScoreEnd, m.trainScoreBest - m.trainScoreEnd);
  return {
    share: shareOfStep(m),
    height: clamp(m.trainLossEnd / 0.5),
    lost: largeStep(m) > 0 && lost > lostLimit ? lost - 0.02 : 0,
  };
}
