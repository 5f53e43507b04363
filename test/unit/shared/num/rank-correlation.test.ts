import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correlation, kendall, ranksOf, spearman } from '#shared/num/rank-correlation.ts';

test('ranks count from 1, and equal numbers share theirs', () => {
  expect([...ranksOf([10, 30, 20, 20])]).toEqual([1, 4, 2.5, 2.5]);
  expect([...ranksOf([Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY])]).toEqual([3, 2, 1]);
});

test('scipy says the same', () => {
  // scipy 1.17.1: spearmanr and kendalltau (tau-b) of these lists.
  const a = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3];
  const b = [2, 7, 1, 8, 2, 8, 1, 8, 2, 8];
  expect(spearman(a, b)).toBeCloseTo(0.13471506281091267, 12);
  expect(kendall(a, b)).toBeCloseTo(0.13041013273932525, 12);
});

test('nothing to correlate is null', () => {
  for (const measure of [correlation, spearman, kendall]) {
    expect(measure([], [])).toBeNull();
    expect(measure([1], [2])).toBeNull();
    expect(measure([1, 1, 1], [1, 2, 3])).toBeNull();
  }
});

const lists = fc
  .integer({ min: 2, max: 40 })
  .chain((n) =>
    fc.tuple(...[0, 1].map(() => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }))),
  );

test('tau-b is what counting all pairs gives', () => {
  fc.assert(
    fc.property(lists, ([a = [], b = []]) => {
      let [agree, tiedA, tiedB, pairs] = [0, 0, 0, 0];
      for (let i = 0; i < a.length; i++) {
        for (let j = 0; j < i; j++) {
          const [x, y] = [Math.sign((a[i] ?? 0) - (a[j] ?? 0)), Math.sign((b[i] ?? 0) - (b[j] ?? 0))];
          agree += x * y;
          tiedA += x === 0 ? 1 : 0;
          tiedB += y === 0 ? 1 : 0;
          pairs++;
        }
      }
      const scale = Math.sqrt((pairs - tiedA) * (pairs - tiedB));
      if (scale === 0) expect(kendall(a, b)).toBeNull();
      else expect(kendall(a, b)).toBeCloseTo(agree / scale, 12);
    }),
  );
});

test('equal numbers whose mean is rounded do not correlate by that', () => {
  expect(correlation([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
  expect(spearman([1, 2, 3, 4, 5, 6], [3, 3, 3, 3, 3, 3])).toBeNull();
});
