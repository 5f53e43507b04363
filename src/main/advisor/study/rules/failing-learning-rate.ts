// Trials blow up above some learning rate: the search need not go there.
import { rankSum } from '#shared/num/rank-sum.ts';
import { roundSignificant } from '#shared/num/scales.ts';
import { fisherTail } from '#shared/num/tails.ts';
import { isLearningRate } from '#shared/study/learning-rate-name.ts';
import { isOpenRange, toRange } from '../axis.ts';
import { named, type StudyRule } from '../rule.ts';

/** Failures without which there is nothing to explain. */
const fewest = 3;
/** Share of the failures that must lie above the limit, and of the trials above it that must have failed. */
const most = 0.6;
const least = 0.5;
/** Probability of a false alarm, of either test. */
const alarm = 0.01;

/**
 * Trials that diverged or failed against those that ended well or were stopped, by their learning rates. The limit is the rate c at which
 * share of failures ≥ c less share of the others ≥ c is largest (Youden 1950). Told where failures have the larger rates (Mann and
 * Whitney, one-sided p < 0.01), 60 % of at least 3 lie from c on, half of the trials there failed, more than Fisher's exact test gives to
 * chance (p < 0.01), and the best trial lies below c. The range then ends between c and the largest rate below it that did not fail (their
 * geometric mean; arithmetic on a linear scale). Source: Bengio 2012, Practical Recommendations, section 3.1.1 (the largest rate that does
 * not diverge is near the best one).
 */
export const failingLearningRate: StudyRule = ({ space, trials, ranked, builtin }) => {
  const dimension = space.dimensions.find(({ name }) => isLearningRate(name));
  if (dimension === undefined || !isOpenRange(dimension)) return [];
  const { name, low, high, scale } = dimension;
  const ended = trials.flatMap((trial) => {
    const rate = trial.params[name];
    const bad = trial.state === 'diverged' || trial.state === 'failed' || trial.verdict === 'diverged';
    const counts = bad || trial.state === 'complete' || trial.state === 'stopped';
    return counts && typeof rate === 'number' && Number.isFinite(rate) ? [{ number: trial.number, rate, bad }] : [];
  });
  const failed = ended.filter(({ bad }) => bad).sort((a, b) => a.rate - b.rate);
  const fine = ended.filter(({ bad }) => !bad);
  if (failed.length < fewest || fine.length < fewest) return [];
  const rank = rankSum(
    failed.map(({ rate }) => rate),
    fine.map(({ rate }) => rate),
  );
  if (rank.p >= alarm) return [];
  const from = limitOf(
    failed.map(({ rate }) => rate),
    fine.map(({ rate }) => rate).sort((a, b) => a - b),
  );
  const above = failed.filter(({ rate }) => rate >= from);
  const tried = ended.filter(({ rate }) => rate >= from).length;
  if (above.length < most * failed.length || above.length < least * tried) return [];
  const chance = fisherTail(above.length, failed.length, tried, ended.length);
  const best = ranked[0]?.params[name];
  if (chance >= alarm || (typeof best === 'number' && best >= from)) return [];
  const below = fine.reduce((largest, { rate }) => (rate < from ? Math.max(largest, rate) : largest), low);
  const middle = roundSignificant(scale === 'log' ? Math.sqrt(below * from) : (below + from) / 2, 2);
  const to = middle > below && middle < from ? middle : below;
  if (!(to > low && to < high) || (builtin && dimension.type === 'int')) return [];
  const values = {
    ...{ setting: name, failed: failed.length, above: above.length, tried, from: roundSignificant(from, 3) },
    ...{ chance, limit: alarm },
  };
  return [
    {
      advice: 'failing-learning-rate',
      setting: name,
      evidence: { id: 'study.rate-fails', values },
      trials: named(above),
      change: { kind: 'range', setting: name, from: toRange(dimension), to: { ...toRange(dimension), high: to } },
    },
  ];
};

/** Both rising. The failure at which the two shares from it on differ most; the lowest of equals. */
function limitOf(failed: readonly number[], fine: readonly number[]): number {
  let [limit, most, j] = [failed[0] ?? 0, Number.NEGATIVE_INFINITY, 0];
  failed.forEach((rate, i) => {
    while (j < fine.length && (fine[j] ?? 0) < rate) j++;
    const difference = (failed.length - i) / failed.length - (fine.length - j) / fine.length;
    if (difference > most && rate !== failed[i - 1]) [limit, most] = [rate, difference];
  });
  return limit;
}
