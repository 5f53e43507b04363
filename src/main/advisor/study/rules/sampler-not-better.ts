// The trials that the sampler chose are not better than those that were drawn evenly.
import { rankSum } from '#shared/num/rank-sum.ts';
import { named, type StudyRule } from '../rule.ts';

const fewestChosen = 15;
const fewestEven = 8;
/** Share of the pairs that a sampler which has learned something wins. */
const enough = 0.7;
/** Standard normal: one-sided 90 %. */
const z = 1.2816;

/**
 * A = share of the pairs (a trial chosen by a model, one drawn at random or spread evenly before) in which the chosen one is better (Mann
 * and Whitney); ended trials without a full training (stopped, failed, diverged) are the worst of all, alike. Told from 15 chosen and 8
 * even ones on, where the upper 90 % end A + 1.28 · sd, with the sd of equal groups, is still below 0.7. No single change puts that right:
 * more trials do, or ranges that leave less to chance. Of one objective. Source: Bergstra and Bengio 2012, Random Search for
 * Hyper-Parameter Optimization (random search as the baseline).
 */
export const samplerNotBetter: StudyRule = ({ trials, direction, objectives }) => {
  if (objectives > 1) return [];
  const sign = direction === 'maximize' ? 1 : -1;
  const ended = trials.flatMap(({ number, state, value, origin, rerunOf }) => {
    const whole = state === 'complete' && value !== null && Number.isFinite(value);
    if (!whole && state !== 'stopped' && state !== 'failed' && state !== 'diverged') return [];
    if (rerunOf !== null || origin === 'given') return [];
    return [{ number, origin, score: whole ? sign * value : Number.NEGATIVE_INFINITY }];
  });
  const chosen = ended.filter(({ origin }) => origin === 'model');
  const even = ended.filter(({ origin }) => origin === 'even');
  if (chosen.length < fewestChosen || even.length < fewestEven) return [];
  const scoresOf = (list: typeof ended) => list.map(({ score }) => score);
  const { above, sd } = rankSum(scoresOf(chosen), scoresOf(even));
  const upper = above + z * sd;
  if (!(sd > 0 && upper < enough)) return [];
  const values = { share: above, upper, chosen: chosen.length, even: even.length, limit: enough };
  const best = chosen.toSorted((a, b) => b.score - a.score);
  return [
    {
      advice: 'sampler-not-better',
      setting: null,
      evidence: { id: 'study.sampler', values },
      trials: named(best.slice(0, 5)),
      change: null,
    },
  ];
};
