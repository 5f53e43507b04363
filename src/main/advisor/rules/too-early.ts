// Too early: no other rule can be carried by so few epochs.
import type { Finding, Rule } from './rule.ts';

/** Epochs: the smallest number that has a trend (three) and one to check it. */
const limit = 4;

/** Fewer than 4 epochs with a validation or train loss or score. It is a statement about the curve, so it is sure. */
export const tooEarly: Rule = (m): Finding | null => {
  const measured = Math.max(
    m.validationLoss.values.length,
    m.validationScore.values.length,
    m.trainLoss.values.length,
    m.trainScore.values.length,
  );
  if (measured >= limit) return null;
  return {
    verdict: 'too-early',
    id: 'too-early',
    values: { epochs: measured, limit },
    since: m.firstEpoch,
    span: { from: m.firstEpoch, to: m.lastEpoch },
    confidence: 1,
  };
};
