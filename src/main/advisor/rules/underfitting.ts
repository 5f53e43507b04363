// Underfitting: the network does not even learn the rows that it sees, and something within reach would let it.
import { type Finding, type Rule, sureness } from './rule.ts';

/** Score that more capacity or less regularization must promise. */
const leastGain = 0.04;

/**
 * The deficit 1 − train score leaves so much that more capacity or less regularization is expected to gain 0.04 or more
 * (moves/capacity-up.ts and moves/regularization-down.ts have the formulas). A deficit alone is none: noisy labels cannot be
 * learned by any size. Source: Goodfellow et al. 2016, Deep Learning, 5.2.
 */
export const underfitting: Rule = (m, { capacity, regularization }): Finding | null => {
  const gain = Math.max(capacity, regularization);
  if (!(m.scoreKnown && gain > leastGain)) return null;
  return {
    verdict: 'underfitting',
    id: capacity >= regularization ? 'underfitting.capacity' : 'underfitting.regularization',
    values: { train: m.trainScoreEnd, deficit: m.deficit, gain, limit: leastGain },
    since: m.firstEpoch,
    span: { from: m.firstEpoch, to: m.lastEpoch },
    confidence: sureness(gain / leastGain - 1),
  };
};
