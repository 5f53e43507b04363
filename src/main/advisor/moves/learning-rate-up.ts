// Larger steps: for a run that learns calmly and too slowly.
import type { Reason } from '#shared/contract/advice.ts';
import { overfitting } from './held-back.ts';
import { clamp, known, neat, numberIn, type Remedy } from './remedy.ts';

/**
 * Gain = a fifth of the deficit, for a run that never jumps back and does not overfit, with a step known to be at most twice the
 * usual (none from three times on): the largest step that does not diverge is near the best (Bengio 2012, 3.1.1), and a calm run
 * has not found it.
 */
export const learningRateUp: Remedy = {
  harmless: false,
  gain: (m) =>
    m.jumps.length === 0
      ? 0.2 * known(m.deficit) * clamp((0.5 - (m.knobs.step ?? Number.POSITIVE_INFINITY)) / 0.2) * (1 - overfitting(m))
      : 0,
  change: (m, input) => {
    const step = m.knobs.step ?? 0;
    const rate = numberIn(input, 'optimizer.learningRate');
    if (rate === null) return { setting: 'optimizer.learningRate', direction: 'up', to: null, range: null };
    const times = Math.max(3, Math.min(30, 10 ** -step));
    return {
      setting: 'optimizer.learningRate',
      direction: 'up',
      to: neat(rate * times),
      range: { low: rate, high: neat(rate * 100) },
    };
  },
  why: ({ knobs }): Reason =>
    knobs.step !== null && knobs.step < -0.3
      ? { id: 'why.step-too-small', values: { times: 10 ** -knobs.step } }
      : { id: 'why.step-up', values: {} },
};
