// Not learning: after all epochs the network is no better than a constant.
import type { Measures } from '../measures.ts';
import { type Finding, type Rule, sureness } from './rule.ts';

/** Relative loss: 2 % under a constant prediction is the least that counts as learning. */
const lossLimit = 0.98;

export function isDead(m: Measures): boolean {
  return m.trainLossLowest >= lossLimit;
}

/**
 * Train rows are learned and validation rows are not: labels that do not go with their inputs, or parts that do not belong
 * together.
 */
export function memorizesOnly(m: Measures): boolean {
  return !isDead(m) && m.trainScoreEnd > m.chance + 0.1 && m.rise > 0.05;
}

/**
 * Either the train loss never falls 2 % below that of a constant prediction (entropy of the label shares, or variance), or the
 * validation score never rises above chance by two standard errors while validation loss never falls 2 % below it either. Chance
 * is the share of the commonest class, not 1 / classes.
 */
export const notLearning: Rule = (m): Finding | null => {
  const span = { from: m.firstEpoch, to: m.lastEpoch };
  const common = { verdict: 'not-learning', since: m.firstEpoch, span } as const;
  if (isDead(m)) {
    return {
      ...common,
      id: 'not-learning.loss',
      values: { loss: m.trainLossLowest, limit: lossLimit },
      confidence: sureness((m.trainLossLowest - lossLimit) / 0.02),
    };
  }
  const beyondChance = m.chance + 2 * m.standardError;
  if (!(m.validationScoreBest <= beyondChance && m.validationLossLowest >= lossLimit)) return null;
  return {
    ...common,
    id: memorizesOnly(m) ? 'not-learning.memorizes' : 'not-learning.chance',
    values: {
      score: m.validationScoreBest,
      chance: m.chance,
      error: m.standardError,
      bound: beyondChance,
      train: m.hasTrain ? m.trainScoreEnd : 0,
    },
    confidence: sureness((beyondChance - m.validationScoreBest) / m.standardError),
  };
};
