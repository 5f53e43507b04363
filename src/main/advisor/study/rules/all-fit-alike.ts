// Nearly all runs underfit, or overfit: it is the family's ranges that are off, not single trials.
import type { StudyAdvice, StudyChange, Verdict } from '#shared/contract/advice.ts';
import { wilsonInterval } from '#shared/num/wilson.ts';
import { findSetting } from '#shared/settings/index.ts';
import { isOpenRange, toRange, widened } from '../axis.ts';
import type { Ground } from '../ground.ts';
import { named, type StudyRule } from '../rule.ts';

/** Judged runs without which a share says nothing. */
const fewest = 8;
/** Share of the runs, by the lower end of its interval. */
const majority = 0.5;

/**
 * Of the complete runs whose verdict is known and not "too-early", at least 8: told where the lower end of Wilson's 95 % interval of the
 * share that underfits (or overfits) is above one half. Underfitting: the range of the width is raised, its low end to its middle (on its
 * scale) and its high end to four times as much; a width that is fixed is searched from it to four times as much. Overfitting: more of the
 * data where a part is used, which helps most often (advice.md); else dropout is searched to 0.5, or half as far again as now. Source:
 * Goodfellow et al. 2016, Deep Learning, 5.2 and 11.4.
 */
export const allFitAlike: StudyRule = (ground) => {
  const judged = ground.trials.filter(
    ({ state, verdict }) => state === 'complete' && verdict !== null && verdict !== 'too-early',
  );
  if (judged.length < fewest) return [];
  const of = (verdict: Verdict) => judged.filter((trial) => trial.verdict === verdict);
  const advised = (
    verdict: Verdict,
    advice: StudyAdvice['advice'],
    id: string,
    changeOf: (ground: Ground) => StudyChange | null,
  ): StudyAdvice[] => {
    const own = of(verdict);
    const share = own.length / judged.length;
    const { low } = wilsonInterval(share, judged.length);
    if (low <= majority) return [];
    const change = changeOf(ground);
    const setting = change?.kind === 'range' ? change.setting : null;
    const values = { count: own.length, of: judged.length, low, limit: majority };
    return [{ advice, setting, evidence: { id, values }, trials: named(own), change }];
  };
  return [
    ...advised('underfitting', 'all-underfit', 'study.underfit', moreCapacity),
    ...advised('overfitting', 'all-overfit', 'study.overfit', lessGap),
  ];
};

function moreCapacity({ builtin, bestSettings, space }: Ground): StudyChange | null {
  if (!builtin) return null;
  const setting = bestSettings['model.family'] === 'rnn' ? 'model.recurrentUnits' : 'model.units';
  const kind = findSetting(setting)?.kind;
  const usual = kind?.type === 'int' ? (kind.usual?.high ?? kind.high) : 10_000;
  const dimension = space.dimensions.find(({ name }) => name === setting);
  if (dimension === undefined) {
    const width = bestSettings[setting];
    if (typeof width !== 'number' || 2 * width > usual) return null;
    const to = { type: 'int' as const, low: width, high: Math.min(usual, 4 * width), scale: 'log' as const };
    return { kind: 'range', setting, from: null, to };
  }
  if (!isOpenRange(dimension) || dimension.step !== undefined || dimension.high >= usual) return null;
  const { low, high, scale } = dimension;
  const middle = Math.round(scale === 'log' ? Math.sqrt(low * high) : (low + high) / 2);
  const to = { ...toRange(dimension), low: middle, high: Math.min(usual, 4 * high) };
  return { kind: 'range', setting, from: toRange(dimension), to };
}

function lessGap({ builtin, bestSettings, space, subsetFraction }: Ground): StudyChange | null {
  if (subsetFraction !== null && subsetFraction < 1) {
    return { kind: 'subset', from: subsetFraction, to: Math.min(1, 2 * subsetFraction) };
  }
  const setting = 'model.dropout';
  if (!builtin || bestSettings[setting] === undefined) return null;
  const dimension = space.dimensions.find(({ name }) => name === setting);
  if (dimension === undefined) {
    return { kind: 'range', setting, from: null, to: { type: 'float', low: 0, high: 0.5, scale: 'linear' } };
  }
  const to = isOpenRange(dimension) ? widened(dimension, 'high', builtin) : null;
  return to === null || !isOpenRange(dimension) ? null : { kind: 'range', setting, from: toRange(dimension), to };
}
