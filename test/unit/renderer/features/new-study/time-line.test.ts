import { expect, test } from 'vitest';
import { type Budget, estimateOf } from '../../../../../src/renderer/features/new-study/model/budget.ts';
import { timeLine } from '../../../../../src/renderer/features/new-study/model/time-line.ts';

const noon = Date.UTC(2026, 4, 3, 12, 0);
const minutes = (low: number, middle: number, high: number) => ({
  low: 60 * low,
  middle: 60 * middle,
  high: 60 * high,
});

test('bars follow each other on a linear scale of clock times: solid to the early end, outlined to the late one', () => {
  const ends = [minutes(1, 1, 1), minutes(61, 67, 74), minutes(196, 212, 228), minutes(290, 320, 365)];
  const { kind, bars, ticks } = timeLine(ends, 1, noon, 0);
  expect(kind).toBe('linear');
  expect(bars[0]?.from).toBe(0);
  for (const [i, { from, early, late }] of bars.entries()) {
    expect(from).toBeLessThanOrEqual(early);
    expect(early).toBeLessThanOrEqual(late);
    expect(late).toBeLessThanOrEqual(1);
    // A phase begins within the range in which the one before ends.
    const before = bars[i - 1];
    if (before) expect(from).toBeGreaterThanOrEqual(before.early);
    if (before) expect(from).toBeLessThanOrEqual(before.late);
  }
  expect(bars.map(({ nameAtStart }) => nameAtStart)).toEqual([true, true, true, false]);
  expect(new Set(ticks.map(({ level }) => level))).toEqual(new Set([0, 1, 2]));
  const labelled = ticks.flatMap(({ value, x }) => (value === null ? [] : [{ value, x }]));
  expect(labelled.length).toBeGreaterThanOrEqual(2);
  for (const { value, x } of labelled) {
    expect(value % 3_600_000).toBe(0);
    expect(x).toBeCloseTo((value - noon) / 1000 / (365 * 60 * 1.02), 6);
  }
});

test('a stage that a linear scale would hide makes it log, with whole units of time from now', () => {
  const ends = [minutes(0.02, 0.02, 0.02), minutes(0.4, 0.5, 0.6), minutes(600, 700, 800)];
  const { kind, bars, ticks } = timeLine(ends, 1, noon, 0);
  expect(kind).toBe('log');
  expect(bars[1]?.late ?? 0).toBeGreaterThan(0.07);
  expect(bars[2]?.late).toBeLessThanOrEqual(1);
  const labelled = ticks.flatMap(({ value }) => value ?? []);
  expect(labelled).toContain(60);
  expect(labelled).toContain(3600);
  for (const [i, tick] of ticks.entries()) if (i > 0) expect(tick.x).toBeGreaterThan(ticks[i - 1]?.x ?? 1);
  // The checks alone are never a reason: they are a stroke at the left.
  expect(timeLine([minutes(0.01, 0.01, 0.01), minutes(300, 350, 400)], 1, noon, 0).kind).toBe('linear');
});

test('each stage has its own end, the last one is the end of the study, and the first epoch comes before them all', () => {
  const draws = [1, 2, 3].map((secondsPerEpoch) => ({
    ...{ point: 'trial' as const, params: {}, epochs: 10, secondsPerEpoch, openSeconds: 0.01, refusal: null },
  }));
  const budget: Budget = {
    times: { engine: 'onnx', threads: 1, processes: 1, speedup: 1, drift: 1, dataShare: 1, points: draws },
    parts: [
      { trials: 10, epochs: 5, dataShare: 0.25 },
      { trials: 4, epochs: 20, dataShare: 1 },
    ],
    ...{ own: false, runs: 1, lanes: 1, limit: null, file: {} },
  };
  const estimate = estimateOf(budget);
  const [first, last] = estimate?.ends ?? [];
  expect(last).toMatchObject(estimate?.span ?? {});
  expect(first?.high).toBeLessThan(last?.low ?? 0);
  expect(first?.middle).toBeGreaterThan(10 * 5 * 0.25);
  expect(first?.middle).toBeLessThan(10 * (5 * 0.25 * 3 + 1));
  expect(estimate?.firstEpoch).toBeGreaterThan(0.3);
  expect(estimate?.firstEpoch).toBeLessThan(first?.low ?? 0);
  expect(estimateOf({ ...budget, limit: 30 })?.ends).toMatchObject([
    { high: expect.any(Number) },
    { low: 30, high: 30 },
  ]);
});
