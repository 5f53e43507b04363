// A part of the data does not rank configurations as all of it does.
import { named, type StudyRule } from '../rule.ts';

/** Configurations trained on both. */
const fewest = 6;
/** Rank correlation from which a part is worth choosing by. */
const enough = 0.5;

/**
 * Told where at least 6 configurations have a result both on the part and on all rows, and the whole 95 % bootstrap interval of Spearman's
 * rho between the two lies below 0.5 (analysis/subset-trust.ts). Only the survivors of a part are trained on all rows; they differ less,
 * which lowers rho: the interval is wide then. The change is twice the part. Source: Klein et al. 2017, Fast Bayesian Optimization of
 * Machine Learning Hyperparameters on Large Datasets.
 */
export const subsetTooSmall: StudyRule = ({ trust, subsetFraction }) => {
  if (trust === null || trust.pairs < fewest || !(trust.high < enough)) return [];
  const { pairs, rho, low, high, trials } = trust;
  return [
    {
      advice: 'subset-too-small',
      setting: null,
      evidence: { id: 'study.subset', values: { pairs, rho, low, high, limit: enough } },
      trials: named(trials.map((number) => ({ number }))),
      change:
        subsetFraction !== null && subsetFraction < 1
          ? { kind: 'subset', from: subsetFraction, to: Math.min(1, 2 * subsetFraction) }
          : null,
    },
  ];
};
