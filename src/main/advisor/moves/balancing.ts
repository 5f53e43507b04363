// Rare classes copied: for imbalanced data.
import type { Reason } from '#shared/contract/advice.ts';
import type { Measures } from '../measures.ts';
import { known, type Remedy } from './remedy.ts';

const factorOf = ({ score }: Measures) => (score === 'balancedAccuracy' ? 0.7 : 0.35);

/**
 * Gain = 0.7 × (1 − balanced accuracy at the end): accuracy mirrors the majority class there, and a network that sees each class
 * equally often has no reason to forget one. Half of it where balanced accuracy was not measured.
 */
export const balancing: Remedy = {
  harmless: true,
  gain: (m) => (m.imbalanced ? factorOf(m) * known(1 - m.validationScoreEnd) : 0),
  change: (_, { settings = {} }) =>
    settings['balance.oversample'] === 1 || settings['balance.balancedBatches'] === true
      ? null
      : { setting: 'balance.oversample', direction: 'up', to: 1, range: { low: 0, high: 1 } },
  why: (m, { facts }): Reason => ({
    id: 'why.balancing',
    values: {
      ...{ share: Math.max(0, ...(facts?.labelShares ?? [])), score: known(m.validationScoreEnd) },
      factor: factorOf(m),
    },
  }),
};
