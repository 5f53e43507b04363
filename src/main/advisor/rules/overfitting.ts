// Overfitting: what is learned does not carry over.
import type { Measures } from '../measures.ts';
import { difference, epochFromWhich } from '../series.ts';
import { type Finding, type Rule, sureness } from './rule.ts';
import { gapLimit } from './still-improving.ts';

/** Share of the lowest validation loss. */
const riseLimit = 0.1;

/**
 * Gap = train score − validation score over the last epochs (three; 2 % of long runs) above max(0.05, 1.5 standard errors). For
 * regression scores are shares of the variance, where a small gap can be a many times larger error: there also a validation loss
 * half above the train loss that has risen by 10 %. Without train metrics: a validation loss that has risen by 25 %, with less
 * confidence. Source: Goodfellow et al. 2016, Deep Learning, 5.2 and 7.8.
 */
export const overfitting: Rule = (m): Finding | null => {
  if (!m.hasTrain || !Number.isFinite(m.gap)) return m.rise > 2.5 * riseLimit ? risen(m, 2.5 * riseLimit, 0.6) : null;
  const limit = gapLimit(m.standardError);
  if (m.scoreKnown && m.gap > limit) {
    const since = epochFromWhich(difference(m.trainScore, m.validationScore), (gap) => gap > limit);
    return {
      verdict: 'overfitting',
      id: 'overfitting.gap',
      values: {
        train: m.trainScoreEnd,
        validation: m.validationScoreEnd,
        gap: m.gap,
        limit,
        rise: m.rise,
      },
      since: since ?? m.lastEpoch,
      span: { from: since ?? m.lastEpoch, to: m.lastEpoch },
      confidence: sureness(m.gap / limit - 1 + Math.min(1, m.rise)),
    };
  }
  const relative = (m.validationLoss.values.at(-1) ?? 0) / (m.trainLoss.values.at(-1) ?? Number.POSITIVE_INFINITY);
  return (m.score === 'r2' || m.score === 'explained') && relative > 1.5 && m.rise > riseLimit
    ? risen(m, riseLimit, 0.8)
    : null;
};

function risen(m: Measures, limit: number, confidence: number): Finding {
  return {
    verdict: 'overfitting',
    id: 'overfitting.rise',
    values: { rise: m.rise, epoch: m.lowestEpoch, limit },
    since: m.lowestEpoch,
    span: { from: m.lowestEpoch, to: m.lastEpoch },
    confidence,
  };
}
