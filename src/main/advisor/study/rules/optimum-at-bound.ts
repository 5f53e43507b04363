// The best trials crowd an end of a range: better values may lie beyond it.
import type { StudyAdvice } from '#shared/contract/advice.ts';
import { studentTail } from '#shared/num/student-distribution.ts';
import { binomialTail } from '#shared/num/tails.ts';
import { isOpenRange, partAt, toRange, widened } from '../axis.ts';
import type { Effects } from '../effects.ts';
import type { Ground } from '../ground.ts';
import { named, type StudyRule } from '../rule.ts';

/** Share of a range, at its end, in which the best trials are counted. */
const zone = 0.25;
/** Where all of them lie when the sampler has run against the end. */
const edge = 0.02;
/** Probability of a false alarm, over both ends of all ranges together (Bonferroni). */
const alarm = 0.05;
/** And of a rise where there is none: of a parabola at the end, of a line over the range. */
const flat = { parabola: 0.02, line: 0.05 };

/**
 * Told where, of the best fifth (5 to 50 of at least 10 complete trials), x of k lie in the last quarter of the range on its scale, the
 * best one among them, and P(X ≥ x) under Binomial(k, 1/4) (of a few whole numbers their own share) is below 0.05 / (2 · ranges); and
 * where the result still rises at the very end: the slope there, f′(1) or −f′(0) of effects.ts in standard deviations per range, is above
 * 0 by Student's t, p < 0.02. The second test keeps an optimum inside the last quarter silent, and a sampler that merely went there. All
 * other settings are held where there are three trials a coefficient. A Gaussian process puts all its trials on the end itself, which
 * leaves a parabola too little: where all of the best lie in the last 2 %, no optimum inside can have drawn them, and the slope of a
 * straight line over the range does (p < 0.05). The range is widened by half of its width on its scale (axis.ts). Source: Godbole et al.
 * 2023, Deep Learning Tuning Playbook, "Identifying bad search space boundaries".
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
  const part = partAt(dimension, zone, end);
  const best = top.trials;
  const there = best.filter((_, i) => part.has(column[i] ?? Number.NaN));
  const chance = binomialTail(there.length, best.length, part.mass);
  if (there[0] !== best[0] || chance >= limit) return null;
  const isAgainst = column.every(partAt(dimension, edge, end).has);
  const rise = risesAt(ground, j, end) ?? (isAgainst ? risesTowards(ground, j, end) : null);
  const to = rise === null ? null : widened(dimension, end, builtin);
  if (rise === null || to === null) return null;
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

/** Slope of the parabola at the end, outwards; null where it may be none. */
function risesAt(ground: Ground, j: number, end: 'low' | 'high'): number | null {
  const effects = ground.effects();
  return rising(effects ?? ground.effectAlone(j), effects === null ? 0 : j, end, flat.parabola);
}

/** Slope of a straight line over the whole range, outwards; null where it may be none. */
function risesTowards(ground: Ground, j: number, end: 'low' | 'high'): number | null {
  return rising(ground.effectsStraight(j), j, end, flat.line);
}

function rising(fit: Effects | null, place: number, end: 'low' | 'high', least: number): number | null {
  if (fit === null) return null;
  const { value, error } = fit.slope(place, end === 'high' ? 1 : 0);
  const rise = end === 'high' ? value : -value;
  return rise > 0 && studentTail(rise / error, fit.df) < least ? rise : null;
}
