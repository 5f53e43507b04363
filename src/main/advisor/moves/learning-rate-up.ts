// Larger steps: for a run that learns calmly and too slowly.
import type { Reason } from '#shared/contract/advice.ts';
import type { Measures } from '../measures.ts';
import { overfitting } from './held-back.ts';
import { clamp, known, neat, numberIn, type Remedy } from './remedy.ts';

/**
 * Gain = a fifth of the deficit, for a run that never jumps back and does not overfit, with a step known to be at most twice the
 * usual (none from three times on): the largest step that does not diverge is near the best (Bengio 2012, 3.1.1), and a calm run
 * has not found it.
 */
export const learningRateUp: Remedy = {
  harmless: false,
  gain: (m) => {
    const { room, fit } = partsOf(m);
    return m.jumps.length === 0 ? 0.2 * known(m.deficit) * room * fit : 0;
  },
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
  why: (m): Reason => {
    const values = { deficit: known(m.deficit), ...partsOf(m) };
    const { step } = m.knobs;
    return step !== null && step < -0.3
      ? { id: 'why.step-too-small', values: { times: 10 ** -step, ...values } }
      : { id: 'why.step-up', values };
  },
};

/** How far the step is below three times the usual one, and what overfitting leaves. */
function partsOf(m: Measures) {
  return {
    room: clamp((0.5 - (m.knobs.step ?? Number.POSITIVE_INFINITY)) / 0.2),
    fit: 1 - overfitting(m),
  };
}
