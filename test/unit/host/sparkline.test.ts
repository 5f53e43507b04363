import { expect, test } from 'vitest';
import { spread } from '#main/host/sparkline.ts';

test('a long course is shown in a few points, its first and its last among them', () => {
  const values = Array.from({ length: 1000 }, (_, i) => i);
  const few = spread(values, 40);
  expect(few).toHaveLength(40);
  expect([few[0], few.at(-1)]).toEqual([0, 999]);
  expect(spread([1, 2], 40)).toEqual([1, 2]);
});
