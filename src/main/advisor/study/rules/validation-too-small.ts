// The validation part has too few rows for the differences between the trials.

import type { StudyChange } from '#shared/contract/advice.ts';
import { median } from '#shared/num/statistics.ts';
import { standardError } from '#shared/study/metric-error.ts';
import type { Ground } from '../ground.ts';
import { named, type StudyRule } from '../rule.ts';

/** Complete trials whose middle is known well enough. */
const fewest = 10;
/** 95 %, two-sided. */
const z = 1.96;
/** An interval narrower than that hides nothing that matters: of a share of rows, and of other metrics relative to the value. */
const leastShare = 0.01;
const leastRelative = 0.02;
const mostFraction = 0.3;
const shares = /^validation\.(accuracy|balancedAccuracy|macroF1|recall\[.*\])$/s;

/**
 * e = standard error of the best value from the number of validation rows alone (shared/study/metric-error.ts: a share of rows is
 * binomial). Told where the middle one of at least 10 complete trials lies within 1.96 e of the best, so that half of all trials cannot be
 * told from it, and 1.96 e is a point of accuracy (2 % of other metrics) or more. Of two independent values the limit would be √2 larger;
 * values on the same rows go together, and a correlation of a half takes that back (Dietterich 1998). The change is a validation part
 * larger by (1.96 e / difference)², at most 30 % of the rows; from there on five folds, which validate on every row.
 */
export const validationTooSmall: StudyRule = (ground) => {
  const { ranked, metric, validationRows, top } = ground;
  const [best] = ranked;
  if (best === undefined || ranked.length < fewest || validationRows === null) return [];
  const error = standardError(metric, best.value, validationRows);
  if (error === null || !Number.isFinite(error)) return [];
  const reach = z * error;
  const least = shares.test(metric) ? leastShare : leastRelative * Math.abs(best.value);
  const difference = Math.abs(best.value - median(ranked.map(({ value }) => value)));
  if (!(reach >= least && difference < reach)) return [];
  const values = { rows: validationRows, difference, reach, best: best.value, trials: ranked.length };
  return [
    {
      advice: 'validation-too-small',
      setting: null,
      evidence: { id: 'study.validation', values },
      trials: named(top.trials),
      change: changeOf(ground, reach / difference),
    },
  ];
};

function changeOf({ validation: { fraction, folds } }: Ground, times: number): StudyChange | null {
  if (fraction !== null && fraction < mostFraction) {
    const wanted = Math.ceil(Math.min(mostFraction, fraction * times ** 2) * 20 - 1e-9) / 20;
    return { kind: 'validation', from: fraction, to: Math.max(wanted, Math.min(mostFraction, fraction + 0.05)) };
  }
  return fraction !== null && folds === null ? { kind: 'folds', from: null, to: 5 } : null;
}
