// Whether one group of numbers lies above another, by their order alone. NaN has no place in an order: callers filter it first. Pure.
import { normalCdf } from './normal-distribution.ts';
import { ranksOf } from './rank-correlation.ts';

export interface RankSum {
  /** Share of the pairs (one of each group) in which the first group's number is the larger one; ties count half. */
  readonly above: number;
  /** Standard deviation of `above` when both groups are alike; 0 when all numbers are equal. */
  readonly sd: number;
  /** One-sided: probability of such an `above`, or a larger one, when both groups are alike. */
  readonly p: number;
}

/**
 * Mann and Whitney 1947, by the normal approximation with its corrections for ties and for counts being whole (Lehmann 1975, section 1.4). For
 * an empty group `above` is 0.5 and `p` 1.
 */
export function rankSum(first: readonly number[], second: readonly number[]): RankSum {
  const [m, n] = [first.length, second.length];
  if (m === 0 || n === 0) return { above: 0.5, sd: 0, p: 1 };
  const all = [...first, ...second];
  const ranks = ranksOf(all);
  let sum = 0;
  for (let i = 0; i < m; i++) sum += ranks[i] ?? 0;
  const above = (sum - (m * (m + 1)) / 2) / (m * n);
  const total = m + n;
  const variance = ((m * n) / 12) * (total + 1 - tieTerm(all) / (total * (total - 1)));
  const sd = Math.sqrt(Math.max(0, variance)) / (m * n);
  const z = sd === 0 ? Number.NEGATIVE_INFINITY : (above - 0.5 - 0.5 / (m * n)) / sd;
  return { above, sd, p: sd === 0 ? 1 : normalCdf(-z) };
}

/** Sum of t³ − t over groups of t equal numbers. */
function tieTerm(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let sum = 0;
  for (const t of counts.values()) sum += t ** 3 - t;
  return sum;
}
