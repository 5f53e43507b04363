import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart } from '../../../../src/renderer/charts/apart.ts';
import { gapStretches } from '../../../../src/renderer/charts/draw-gaps.ts';

test('labels that meet stand around the middle of where they belong; others stay', () => {
  expect(apart([20, 60, 62, 150], 13, 0, 200)).toEqual([20, 54.5, 67.5, 150]);
  expect(apart([198, 199], 13, 0, 200)).toEqual([187, 200]);
  expect(apart([], 13, 0, 200)).toEqual([]);
});

test('law: up to eight labels never overlap and never leave the plot', () => {
  const places = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(places, (raw) => {
      const moved = apart(
        raw.toSorted((a, b) => a - b),
        13,
        0,
        300,
      );
      expect(moved).toHaveLength(raw.length);
      moved.forEach((place, i) => {
        expect(place).toBeGreaterThanOrEqual(-1e-9);
        expect(place).toBeLessThanOrEqual(300 + 1e-9);
        if (i > 0) expect(place - (moved[i - 1] ?? 0)).toBeGreaterThanOrEqual(13 - 1e-9);
      });
    }),
  );
});

test('the band of a gap is where both lines have points, and breaks where one of them does', () => {
  expect(gapStretches([1, 2, undefined, 4, null, 6, 7], [1, 2, 3, 4, 5, 6, 7])).toEqual([
    [0, 1, 3],
    [5, 6],
  ]);
  expect(gapStretches([1, null, 3], [1, 2, 3])).toEqual([]);
});
