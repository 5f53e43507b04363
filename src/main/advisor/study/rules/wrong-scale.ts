// A linear range that spans decades: nearly all of its draws have the largest size, and the good ones may not.
import type { StudyAdvice } from '#shared/contract/advice.ts';
import { correlation, ranksOf } from '#shared/num/rank-correlation.ts';
import { roundSignificant } from '#shared/num/scales.ts';
import { binomialTail } from '#shared/num/tails.ts';
import { defaultRange, findSetting } from '#shared/settings/index.ts';
import type { NumericDimension } from '#shared/study/space.ts';
import { isOpenRange, toRange } from '../axis.ts';
import type { Ground } from '../ground.ts';
import { named, type StudyRule } from '../rule.ts';

/** Ends at least so many times apart: two decades. */
const leastRatio = 100;
/** Part of a range in which the good ones are counted, at its low end. */
const zone = 0.25;
const alarm = 0.05;
/** What a straight line over the logarithm must explain of the ranks, and by how much more than one over the value. */
const leastExplained = 0.3;
const leastMore = 0.15;
/** Complete trials without which lines are not held against each other. */
const fewest = 20;

/**
 * For a linear range without step whose ends lie a factor of 100 or more apart (an end at 0 counts as the least value that the registry
 * searches), of a setting that the registry searches on a log scale, or that it does not know. Told where either x of the k best trials
 * (ground.ts) lie in its lowest quarter with P(X ≥ x) under Binomial(k, 1/4) below 0.05 / ranges and none but 1 in 5 elsewhere; or where,
 * of 20 trials or more, r² of the results' ranks with log(value) is 0.3 or more and 0.15 above that with the value. The change is the
 * same range on a log scale. Source: Bengio 2012, Practical Recommendations, section 3.3 ("scale of values").
 */
export const wrongScale: StudyRule = (ground) => {
  const open = ground.space.dimensions.filter(isOpenRange);
  return open.flatMap((dimension) => scaleOf(ground, dimension, alarm / open.length) ?? []);
};

function scaleOf(ground: Ground, dimension: NumericDimension, limit: number): StudyAdvice | null {
  const { space, top, seen, builtin } = ground;
  const floor = floorOf(dimension, builtin);
  const { name, high } = dimension;
  const best = top.trials;
  if (floor === null || best.length === 0) return null;
  const column = top.columns[space.dimensions.indexOf(dimension)] ?? new Float64Array();
  const low = best.filter((_, i) => (column[i] ?? 1) <= zone);
  const change = {
    ...{ kind: 'range' as const, setting: name, from: toRange(dimension) },
    to: { ...toRange(dimension), low: floor, scale: 'log' as const },
  };
  const told = (id: string, values: StudyAdvice['evidence']['values'], trials: readonly { number: number }[]) => ({
    ...{ advice: 'wrong-scale' as const, setting: name, evidence: { id, values }, trials: named(trials), change },
  });
  const ratio = roundSignificant(high / floor, 2);
  const chance = binomialTail(low.length, best.length, zone);
  if (low.length >= 0.8 * best.length && chance < limit) {
    const values = {
      setting: name,
      count: low.length,
      of: best.length,
      up: quarterOf(dimension),
      ratio,
      chance,
      limit,
    };
    return told('study.scale-crowded', values, low);
  }
  const active = seen.trials.flatMap(({ params }, i) => {
    const value = params[name];
    return typeof value === 'number' && value > 0 ? [{ value, score: seen.scores[i] ?? 0 }] : [];
  });
  if (active.length < fewest) return null;
  const ranks = ranksOf(active.map(({ score }) => score));
  const explained = (of: (value: number) => number) =>
    (correlation(
      active.map(({ value }) => of(value)),
      ranks,
    ) ?? 0) ** 2;
  const [linear, log] = [explained((value) => value), explained(Math.log)];
  if (log < leastExplained || log - linear < leastMore) return null;
  return told('study.scale-effect', { setting: name, log, linear, ratio, limit: leastMore }, best);
}

/** The least value on a log scale; null where a linear scale is right. */
function floorOf({ name, low, high, scale, step }: NumericDimension, builtin: boolean): number | null {
  if (scale !== 'linear' || step !== undefined || low < 0) return null;
  const setting = builtin ? findSetting(name) : undefined;
  const usual = setting && defaultRange(setting, { settings: {}, facts: null });
  if (usual && (usual.type === 'categorical' || usual.scale !== 'log')) return null;
  const floor = low > 0 ? low : (usual?.low ?? 0);
  return floor > 0 && high / floor >= leastRatio ? floor : null;
}

function quarterOf({ low, high }: NumericDimension): number {
  return roundSignificant(low + zone * (high - low), 3);
}
