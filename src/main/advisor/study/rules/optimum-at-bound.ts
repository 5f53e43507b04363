// The best trials crowd an end of a range: better values may lie beyond it.
import type { StudyAdvice } from '#shared/contract/advice.ts';
import { studentTail } from '#shared/num/student-distribution.ts';
import { binomialTail } from '#shared/num/tails.ts';
import { isOpenRange, toRange, widened } from '../axis.ts';
import type { Ground } from '../ground.ts';
import { named, type StudyRule } from '../rule.ts';

/** Share of a range, at its end, in which the best trials are counted. */
const zone = 0.25;
/** Probability of a false alarm, over both ends of all ranges together (Bonferroni). */
const alarm = 0.05;
/** Probability of a rise at the end where there is none, at each. */
const flat = 0.02;

/**
 * Told where, of the best fifth (5 to 50 of at least 10 complete trials), x of k lie in the last quarter of the range on its scale, the
 * best one among them, and P(X ≥ x) under Binomial(k, 1/4) is below 0.05 / (2 · ranges); and where the result still rises at the very end:
 * the slope there, f′(1) or −f′(0) of effects.ts in standard deviations per range, is above 0 by Student's t, p < 0.02. The second test
 * keeps an optimum inside the last quarter silent, and a sampler that merely went there. All other settings are held where there are three
 * trials a coefficient. The range is widened by half of its width on its scale (axis.ts). Source: Godbole et al. 2023, Deep Learning
 * Tuning Playbook, "Identifying bad search space boundaries".
 */
export const optimumAtBound: StudyRule = (ground) => {
  const { space } = ground;
  const ranges = space.dimensions.filter(isOpenRange).length;
  return space.dimensions.flatMap((_, j) =>
    (['low', 'high'] as const).flatMap((end) => atEnd(ground, j, end, alarm / (2 * ranges)) ?? []),
  );
};

function atEnd(ground: Ground, j: number, end: 'low' | 'high', limit: number): StudyAdvice | null {
  const { space, top, builtin } = ground;
  const dimension = space.dimensions[j];
  const column = top.columns[j];
  if (dimension === undefined || column === undefined || !isOpenRange(dimension)) return null;
  const isThere = (i: number) => {
    const at = column[i] ?? Number.NaN;
    return end === 'high' ? at >= 1 - zone : at <= zone;
  };
  const best = top.trials;
  const there = best.filter((_, i) => isThere(i));
  const chance = binomialTail(there.length, best.length, zone);
  if (!isThere(0) || chance >= limit) return null;
  const effects = ground.effects();
  const fit = effects ?? ground.effectAlone(j);
  if (fit === null) return null;
  const slope = fit.slope(effects === null ? 0 : j, end === 'high' ? 1 : 0);
  const rise = end === 'high' ? slope.value : -slope.value;
  if (!(rise > 0) || studentTail(rise / slope.error, fit.df) >= flat) return null;
  const to = widened(dimension, end, builtin);
  if (to === null) return null;
  const { name, low, high } = dimension;
  const values = { setting: name, count: there.length, of: best.length, low, high, chance, limit, slope: rise };
  return {
    advice: 'optimum-at-bound',
    setting: name,
    evidence: { id: end === 'low' ? 'study.bound-low' : 'study.bound-high', values },
    trials: named(there),
    change: { kind: 'range', setting: name, from: toRange(dimension), to },
  };
}
