// Diverged: the loss is not a number any more, or has left every scale.
import type { Finding, Rule } from './rule.ts';

/** Times the loss before training, or of a constant prediction where that is larger. */
const limit = 10;

/**
 * A train loss, validation loss or gradient norm that ends in NaN or ±∞, or a train loss that ends above 10 × max(loss before
 * training, loss of a constant prediction). Weights do not come back from either. True on one epoch already. Source: Goodfellow
 * et al. 2016, Deep Learning, 8.2.4 (cliffs and exploding gradients).
 */
export const diverged: Rule = (m): Finding | null => {
  const span = { from: m.firstEpoch, to: m.lastEpoch };
  if (m.brokenAt !== null) {
    return {
      verdict: 'diverged',
      id: 'diverged.not-finite',
      values: { epoch: m.brokenAt },
      since: m.brokenAt,
      span,
      confidence: 1,
    };
  }
  const start = Math.max(1, Number.isFinite(m.initialLoss) ? m.initialLoss : 1);
  if (!(m.trainLossEnd > limit * start)) return null;
  const at = m.trainLoss.values.findIndex((value) => value > limit * start);
  const since = m.trainLoss.epochs[at] ?? m.lastEpoch;
  return {
    verdict: 'diverged',
    id: 'diverged.grown',
    values: { times: m.trainLossEnd / start, limit },
    since,
    span: { from: since, to: m.lastEpoch },
    confidence: 0.99,
  };
};
