import { expect, test } from 'vitest';
import { contourOf } from '../../../../../src/renderer/features/analyse/model/contours.ts';

const line = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

test('the line of a cone is a circle, whole and at its radius', () => {
  const at = line(-1, 1, 41);
  const values = at.flatMap((y) => at.map((x) => Math.hypot(x, y)));
  const segments = contourOf(at, at, values, 0.6);
  for (const [x1, y1] of segments) expect(Math.hypot(x1, y1)).toBeCloseTo(0.6, 2);
  const length = segments.reduce((sum, [x1, y1, x2, y2]) => sum + Math.hypot(x2 - x1, y2 - y1), 0);
  expect(length).toBeCloseTo(2 * Math.PI * 0.6, 1);
});

test('places that are not evenly spaced are met where they are', () => {
  const [segment] = contourOf([0, 0.1, 1], [0, 1], [0, 1, 2, 0, 1, 2], 1.5);
  expect(segment?.[0]).toBeCloseTo(0.55, 12);
  expect(segment?.[2]).toBeCloseTo(0.55, 12);
});

test('of a saddle the higher corners are cut off, on either diagonal', () => {
  for (const values of [
    [1, 0, 0, 1],
    [0, 1, 1, 0],
  ]) {
    const segments = contourOf([0, 1], [0, 1], values, 0.5);
    expect(segments).toHaveLength(2);
    const high = values[0] === 1 ? [0, 0, 1, 1] : [1, 0, 0, 1];
    for (const [x1, y1, x2, y2] of segments) {
      const middle = [(x1 + x2) / 2, (y1 + y2) / 2] as const;
      const near = (x = 0, y = 0) => Math.hypot(middle[0] - x, middle[1] - y);
      expect(Math.min(near(high[0], high[1]), near(high[2], high[3]))).toBeLessThan(0.4);
    }
  }
});

test('where nothing is known there is no line', () => {
  expect(contourOf([0, 1], [0, 1], [0, Number.NaN, 1, 1], 0.5)).toEqual([]);
  expect(contourOf([0, 1], [0, 1], [1, 1, 1, 1], 0.5)).toEqual([]);
});
