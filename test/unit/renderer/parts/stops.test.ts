import { expect, test } from 'vitest';
import { stopNear, stopsTo } from '../../../../src/renderer/parts/stops.ts';

test('a slider stops at whole round numbers, closer where they are small, and at its own end', () => {
  expect(stopsTo(100)).toEqual([1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100]);
  expect(stopsTo(7, 2)).toEqual([2, 3, 4, 5, 6, 7]);
  expect(stopsTo(16).slice(-3)).toEqual([12, 15, 16]);
  expect(stopsTo(1)).toEqual([1]);
});

test('any value has its nearest stop, also beyond the ends', () => {
  const stops = stopsTo(100);
  for (const [i, stop] of stops.entries()) expect(stopNear(stops, stop)).toBe(i);
  expect(stops[stopNear(stops, 70)]).toBe(80);
  expect(stopNear(stops, 4000)).toBe(stops.length - 1);
  expect(stopNear(stops, 0)).toBe(0);
});
