import { expect, test } from 'vitest';
import { rankSum } from '#shared/num/rank-sum.ts';
import { binomialTail, fCdf, fisherTail } from '#shared/num/tails.ts';

test('binomial tails as their sums are', () => {
  const sum = (count: number, draws: number, share: number) => {
    let total = 0;
    let ways = 1;
    for (let k = 0; k <= draws; k++) {
      if (k >= count) total += ways * share ** k * (1 - share) ** (draws - k);
      ways = (ways * (draws - k)) / (k + 1);
    }
    return total;
  };
  for (const [count, draws, share] of [
    [1, 5, 0.25],
    [5, 5, 0.25],
    [8, 20, 0.1],
    [30, 50, 0.5],
  ] as const) {
    expect(binomialTail(count, draws, share)).toBeCloseTo(sum(count, draws, share), 12);
  }
  expect([binomialTail(0, 5, 0.1), binomialTail(6, 5, 0.1), binomialTail(3, 5, 0), binomialTail(3, 5, 1)]).toEqual([
    1, 0, 0, 1,
  ]);
});

test('the F distribution at tabled limits', () => {
  // 95 % points: Abramowitz and Stegun, table 26.9.
  for (const [f, df1, df2] of [
    [4.96, 1, 10],
    [3.33, 5, 10],
    [2.71, 5, 20],
    [161.4, 1, 1],
  ] as const) {
    expect(fCdf(f, df1, df2)).toBeCloseTo(0.95, 3);
  }
  expect(fCdf(0, 3, 3)).toBe(0);
});

test('Fisher’s exact test on the lady who tasted tea', () => {
  // Fisher 1935, chapter 2: 4 of 4 right by chance is 1/70, 3 or more 17/70.
  expect(fisherTail(4, 4, 4, 8)).toBeCloseTo(1 / 70, 12);
  expect(fisherTail(3, 4, 4, 8)).toBeCloseTo(17 / 70, 12);
  expect(fisherTail(0, 4, 4, 8)).toBeCloseTo(1, 12);
});

test('the rank-sum test sees order alone, and halves ties', () => {
  expect(rankSum([3, 4, 5], [0, 1, 2]).above).toBe(1);
  expect(rankSum([1, 1], [1, 1])).toEqual({ above: 0.5, sd: 0, p: 1 });
  expect(rankSum([], [1])).toEqual({ above: 0.5, sd: 0, p: 1 });
  expect(rankSum([1, 2], [1, 3]).above).toBe(0.375);
  // scipy.stats.mannwhitneyu([19, 22, 16, 29, 24], [20, 11, 17, 12], alternative="greater", method="asymptotic"): 0.0556.
  expect(rankSum([19, 22, 16, 29, 24], [20, 11, 17, 12]).p).toBeCloseTo(0.0556, 3);
  expect(rankSum([Number.NEGATIVE_INFINITY, 5], [4]).above).toBe(0.5);
});
