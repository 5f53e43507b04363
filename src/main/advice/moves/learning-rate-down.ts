// Smaller steps: for what a large step holds back or throws away.
import type { Reason } from '#shared/contract/advice.ts';
import { largeStep, shareOfStep } from './held-back.ts';
import { known, neat, numberIn, type Remedy } from './remedy.ts';

/** Validation score that the run had at its best and lost again beyond 0.08; counted where the step is above twice the usual. */
const lostLimit = 0.08;

/** Gain = deficit × the step's share of it, plus the validation score that the run has lost again. */
export const learningRateDown: Remedy = {
  harmless: false,
  gain: (m) => {
    const lost = Math.max(0, m.validationScoreBest - m.validationScoreEnd);
    return known(m.deficit) * shareOfStep(m) + (largeStep(m) > 0 && lost > lostLimit ? lost - 0.02 : 0);
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
    return (m.knobs.step ?? 0) > 0.3
      ? { id: 'why.step-too-large', values: { times: 10 ** (m.knobs.step ?? 0), ...jumps } }
      : { id: 'why.step-down', values: jumps };
  },
};
