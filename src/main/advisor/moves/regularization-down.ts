// Less dropout or a smaller penalty: for a deficit under strong regularization.
import type { Reason } from '#shared/contract/advice.ts';
import type { RunInput } from '../input.ts';
import type { Measures } from '../measures.ts';
import { overfitting } from './held-back.ts';
import { type Change, clamp, known, neat, numberIn, type Remedy } from './remedy.ts';

/** 1 from dropout 0.4 on: the noise then is as large as the signal's half. */
function ofDropout({ knobs }: Measures): number {
  return clamp(knobs.dropout / 0.4);
}

/** 0 up to a penalty of 0.03, 1 from 0.3 on, in decades between. */
function ofPenalty({ knobs }: Measures): number {
  return clamp(Math.log10(knobs.penalty + 1e-9) + 1.5);
}

/** 0 to 1: the stronger of dropout and penalty. */
export function strengthOf(m: Measures): number {
  return Math.max(ofDropout(m), ofPenalty(m));
}

/** Gain = deficit × the larger of 0.25 × dropout's and 0.5 × the penalty's strength, none once the run overfits. */
export const regularizationDown: Remedy = {
  harmless: false,
  gain: (m) => known(m.deficit) * Math.max(0.25 * ofDropout(m), 0.5 * ofPenalty(m)) * (1 - overfitting(m)),
  change: (m, input): Change | null =>
    (ofPenalty(m) > ofDropout(m) ? [penalty, dropout] : [dropout, penalty])
      .map((one) => one(input))
      .find((one) => one !== null) ?? null,
  why: (m): Reason => {
    const shared = { deficit: m.deficit, fit: 1 - overfitting(m) };
    return ofPenalty(m) > ofDropout(m)
      ? { id: 'why.penalty-down', values: { ...shared, penalty: m.knobs.penalty, strength: ofPenalty(m) } }
      : { id: 'why.dropout-down', values: { ...shared, dropout: m.knobs.dropout, strength: ofDropout(m) } };
  },
};

function dropout(input: RunInput): Change | null {
  const used = ['model.dropout', 'model.recurrentDropout'].map((key) => ({ key, value: numberIn(input, key) ?? 0 }));
  const [largest] = used.sort((a, b) => b.value - a.value);
  if (largest === undefined || largest.value <= 0) return null;
  return {
    setting: largest.key,
    direction: 'down',
    to: Math.max(0, neat(largest.value - 0.3)),
    range: { low: 0, high: largest.value },
  };
}

function penalty(input: RunInput): Change | null {
  const used = ['regularization.l2', 'regularization.l1'].map((key) => ({ key, value: numberIn(input, key) ?? 0 }));
  const [largest] = used.sort((a, b) => b.value - a.value);
  if (largest === undefined || largest.value <= 0) return null;
  // By powers of ten: the registry's rule of thumb.
  return {
    setting: largest.key,
    direction: 'down',
    to: neat(largest.value / 10),
    range: { low: neat(largest.value / 1000), high: largest.value },
  };
}
