// Whether one configuration is better than another beyond chance. Pure.
import { mean } from '#shared/num/statistics.ts';
import { overlapFactor } from '#shared/study/run-noise.ts';
import { enoughRuns, meanError, type Noise, type Placed, type Variance } from './noise.ts';

/** A difference of two means, and its squared standard error. */
export interface Difference extends Variance {
  readonly mean: number;
}

/**
 * How much larger the mean of `a` is than that of `b`; null where nothing tells how much chance is in it.
 * - Validated on the same folds: mean of the differences fold by fold, whose variance is corrected for overlapping training parts (Nadeau
 *   and Bengio 2003, the corrected resampled t-test); below five folds the variance of the differences is pooled over the study.
 * - Else two independent means: the sum of both squared errors, with Welch's degrees of freedom (Welch 1947; Satterthwaite 1946), and
 *   with the smaller ones where both variances are pooled, as these share most of their runs.
 */
export function difference(a: Placed, b: Placed, noise: Noise): Difference | null {
  return paired(a, b, noise) ?? independent(a, b, noise);
}

function paired(a: Placed, b: Placed, { folds, pooledAt }: Noise): Difference | null {
  if (folds === null) return null;
  const others = new Map(b.configuration.observations.map(({ fold, value }) => [fold, value]));
  const gaps = a.configuration.observations.flatMap(({ fold, value }) => {
    const other = fold === null ? undefined : others.get(fold);
    return other === undefined ? [] : [value - other];
  });
  if (gaps.length < 2) return null;
  const center = mean(gaps);
  const factor = overlapFactor(gaps.length, folds);
  const pooled = pooledAt(a.place);
  if (gaps.length < enoughRuns && pooled !== null && pooled.df > gaps.length - 1) {
    return { mean: center, value: 2 * pooled.value * factor, df: pooled.df };
  }
  const squares = gaps.reduce((sum, gap) => sum + (gap - center) ** 2, 0);
  return { mean: center, value: (squares / (gaps.length - 1)) * factor, df: gaps.length - 1 };
}

function independent(a: Placed, b: Placed, noise: Noise): Difference | null {
  const [first, second] = [meanError(a, noise), meanError(b, noise)];
  if (first === null || second === null) return null;
  const value = first.value + second.value;
  const gap = a.configuration.mean - b.configuration.mean;
  if (first.from === 'pooled' && second.from === 'pooled') {
    return { mean: gap, value, df: Math.min(first.df, second.df) };
  }
  const parts = first.value ** 2 / first.df + second.value ** 2 / second.df;
  return { mean: gap, value, df: parts > 0 ? value ** 2 / parts : Number.POSITIVE_INFINITY };
}
