// Collapsed to the majority: the network answers with the commonest class whatever it sees.
import { epochFromWhich } from '../series.ts';
import { type Finding, type Rule, sureness } from './rule.ts';

const limit = 0.98;

/**
 * Imbalanced data, and 98 % or more of the predictions for validation rows are one class (mean of the last epochs). Its accuracy
 * then is the share of that class and says nothing. Where predictions were not counted: balanced accuracy within 0.02 of chance
 * while train loss fell below the baseline. Source: He and Garcia 2009, Learning from Imbalanced Data.
 */
export const collapsed: Rule = (m): Finding | null => {
  if (!m.imbalanced) return null;
  const counted = Number.isFinite(m.majorityShare);
  const mirrored =
    m.score === 'balancedAccuracy' && m.validationScoreBest <= m.chance + 0.02 && m.trainLossLowest < 0.98;
  if (counted ? m.majorityShare < limit : !mirrored) return null;
  const since = counted
    ? epochFromWhich(m.majority, (share) => share >= limit)
    : epochFromWhich(m.validationScore, (score) => score <= m.chance + 0.02);
  return {
    verdict: 'collapsed-to-majority',
    id: counted ? 'collapsed.predictions' : 'collapsed.score',
    values: counted ? { share: m.majorityShare, limit } : { score: m.validationScoreBest, chance: m.chance },
    since: since ?? m.lastEpoch,
    span: { from: m.firstEpoch, to: m.lastEpoch },
    confidence: counted ? sureness((m.majorityShare - limit) / (1 - limit)) : 0.6,
  };
};
