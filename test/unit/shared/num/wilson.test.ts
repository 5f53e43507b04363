import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonInterval } from '#shared/num/wilson.ts';

/** By scipy 1.17, binomtest(hits, rows).proportion_ci(method='wilson'). */
test.for([
  [0, 10, 0, 0.277533],
  [9, 10, 0.59585, 0.982124],
  [10, 10, 0.722467, 1],
  [343, 360, 0.925684, 0.970311],
])('of %i of %i rows is known as scipy says', ([hits = 0, rows = 0, low = 0, high = 0]) => {
  const interval = wilsonInterval(hits / rows, rows);
  expect(interval.low).toBeCloseTo(low, 5);
  expect(interval.high).toBeCloseTo(high, 5);
});

test('holds the share, lies within 0 and 1, and is mirrored when right and wrong change places', () => {
  const counts = fc
    .integer({ min: 1, max: 100_000 })
    .chain((rows) => fc.tuple(fc.nat({ max: rows }), fc.constant(rows)));
  fc.assert(
    fc.property(counts, ([hits, rows]) => {
      const { low, high } = wilsonInterval(hits / rows, rows);
      expect(0 <= low && low <= hits / rows && hits / rows <= high && high <= 1 && low < high).toBe(true);
      const mirrored = wilsonInterval((rows - hits) / rows, rows);
      expect(mirrored.low).toBeCloseTo(1 - high, 9);
      expect(mirrored.high).toBeCloseTo(1 - low, 9);
    }),
  );
});
