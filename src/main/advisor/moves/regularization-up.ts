// More dropout: only where a network learns noise by heart.
import type { Reason } from '#shared/contract/advice.ts';
import type { Measures } from '../measures.ts';
import { overfitting } from './held-back.ts';
import { clamp, known, neat, numberIn, type Remedy } from './remedy.ts';

/**
 * Where the best epoch is kept, stopping early regularizes already, and dropout on top of it seldom pays. It does where the run
 * learns wrong labels or noise: validation loss turned in the first half (fully in the first quarter), ended half above its
 * lowest value, and the gap is 0.2 or more. Gain = 0.08 × gap × these three.
 */
export const regularizationUp: Remedy = {
  harmless: false,
  gain: (m) => {
    const { overfit, risen, wide, early } = partsOf(m);
    return m.knobs.dropout >= 0.1 ? 0 : 0.08 * Math.max(0, known(m.gap)) * overfit * risen * wide * early;
  },
  change: (_, input) => ({
    setting: 'model.dropout',
    direction: 'up',
    to: neat(Math.min(0.7, (numberIn(input, 'model.dropout') ?? 0) + 0.3)),
    range: { low: numberIn(input, 'model.dropout') ?? 0, high: 0.7 },
  }),
  why: (m): Reason => ({
    id: 'why.regularization-up',
    values: { epoch: m.lowestEpoch, rise: m.rise, ...(m.scoreKnown ? { gap: m.gap } : {}), ...partsOf(m) },
  }),
};

function partsOf(m: Measures) {
  return {
    overfit: overfitting(m),
    risen: clamp((known(m.rise) - 0.3) / 0.2),
    wide: clamp((known(m.gap) - 0.1) / 0.1),
    early: clamp((0.45 - m.lowestPlace) / 0.2),
  };
}
