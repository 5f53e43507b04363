import { expect, test } from 'vitest';
import { pedImportance } from '#main/analysis/importance.ts';
import type { Space } from '#shared/study/space.ts';
import { drawn, minimizing } from './made-histories.ts';

const space: Space = {
  dimensions: ['strong', 'weak', 'none'].map((name) => ({ name, type: 'float', low: 0, high: 1, scale: 'linear' })),
  constraints: [],
  fixed: {},
};
const of = (count: number, seed: number) =>
  pedImportance(
    space,
    minimizing(drawn(space, count, ({ strong, weak }) => (Number(strong) - 0.5) ** 2 + Number(weak) / 20, seed)),
  );
const sdOf = (values: readonly number[]) => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
};

test('the sd of a share is about what the share varies by from study to study, and always the same for one study', () => {
  const studies = Array.from({ length: 40 }, (_, seed) => of(200, seed));
  for (const at of [0, 1, 2]) {
    const own = studies.map(({ settings }) => settings[at]?.share ?? Number.NaN);
    const told = studies.map(({ settings }) => settings[at]?.sd ?? Number.NaN);
    const middle = told.toSorted((a, b) => a - b)[20] ?? Number.NaN;
    expect(middle / sdOf(own)).toBeGreaterThan(0.5);
    expect(middle / sdOf(own)).toBeLessThan(2);
  }
  expect(of(200, 7)).toEqual(of(200, 7));
});

test('more trials make it smaller; of none and of one, nothing is known', () => {
  const strong = (count: number) => of(count, 3).settings[0]?.sd ?? Number.NaN;
  expect(strong(20)).toBeGreaterThan(strong(1000));
  for (const count of [0, 1]) expect(of(count, 3).settings.map(({ sd }) => sd)).toEqual([0, 0, 0]);
});
