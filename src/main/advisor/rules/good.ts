// Good: none of the other rules holds.
import type { Measures } from '../measures.ts';
import { epochFromWhich } from '../series.ts';
import { type Finding, type Outlook, sureness } from './rule.ts';

/**
 * Always holds; since the epoch from which the validation score stayed within two standard errors of its best. The less a move
 * promises, the surer.
 */
export const good = (m: Measures, { best }: Outlook): Finding => {
  const since =
    epochFromWhich(m.validationScore, (score) => score >= m.validationScoreBest - 2 * m.standardError) ?? m.lastEpoch;
  return {
    verdict: 'good',
    id: Number.isFinite(m.validationScoreBest) ? 'good' : 'good.unknown',
    values: Number.isFinite(m.validationScoreBest)
      ? { score: m.validationScoreBest, gap: Number.isFinite(m.gap) ? m.gap : 0, gain: best }
      : {},
    since,
    span: { from: m.firstEpoch, to: m.lastEpoch },
    confidence: Number.isFinite(m.validationScoreBest) ? sureness(1 - best / 0.03) : 0.3,
  };
};
