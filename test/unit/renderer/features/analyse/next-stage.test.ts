import { expect, test } from 'vitest';
import { rangeSchema } from '#shared/study/ranges.ts';
import type { Dimension } from '#shared/study/space.ts';
import { axisOf } from '../../../../../src/renderer/features/analyse/model/axes.ts';
import type { Span } from '../../../../../src/renderer/features/analyse/model/brushes.ts';
import { nextStage } from '../../../../../src/renderer/features/analyse/model/next-stage.ts';

const entry = (dimension: Dimension, ...spans: Span[]) =>
  nextStage([dimension], [axisOf(dimension, [])], spans.length === 0 ? {} : { [dimension.name]: spans })[
    dimension.name
  ];

const rate: Dimension = { name: 'lr', type: 'float', low: 1e-4, high: 1e-1, scale: 'log' };

test('several brushes of a number make one range, on the old scale, within the old range', () => {
  const range = entry(rate, [0.0011234, 0.002], [0.01, 0.5]);
  expect(range).toEqual({ type: 'float', low: 0.00112, high: 0.1, scale: 'log' });
  expect(rangeSchema.safeParse(range).success).toBe(true);
  expect(entry(rate)).toBeUndefined();
});

test('whole numbers and steps end on values that the old range has', () => {
  const units: Dimension = { name: 'u', type: 'int', low: 8, high: 64, scale: 'linear', step: 8 };
  expect(entry(units, [12, 41.5])).toEqual({ type: 'int', low: 16, high: 40, scale: 'linear', step: 8 });
  expect(entry(units, [15, 17])).toBe(16);
  expect(entry(units, [17, 18])).toBeUndefined();
  expect(entry({ name: 'n', type: 'int', low: 1, high: 9, scale: 'linear' }, [2.2, 5.9])).toMatchObject({
    low: 3,
    high: 5,
  });
});

test('listed values and choices keep those in the brush; one alone is fixed; conditions stay', () => {
  const listed: Dimension = { name: 'v', type: 'float', low: 1, high: 9, scale: 'linear', values: [1, 3, 9] };
  expect(entry(listed, [0, 4])).toEqual({ type: 'float', low: 1, high: 3, scale: 'linear', values: [1, 3] });
  const when = { family: ['mlp'] };
  const choice: Dimension = { name: 'c', type: 'categorical', choices: ['a', 'b', 'c'], weights: [1, 2, 3], when };
  expect(entry(choice, [0.5, 2.5])).toEqual({ type: 'categorical', choices: ['b', 'c'], weights: [2, 3], when });
  expect(entry(choice, [-0.5, 0.5])).toBe('a');
});

test('a prior becomes a range', () => {
  expect(entry({ name: 'p', type: 'lognormal', mean: 0, sd: 1 }, [0.5, 2])).toEqual({
    ...{ type: 'float', low: 0.5, high: 2, scale: 'log' },
  });
});
