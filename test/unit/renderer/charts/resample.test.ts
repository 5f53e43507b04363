import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinOnSteps, resample } from '../../../../src/renderer/charts/resample.ts';

const curve = (values: number[]) => ({
  steps: Float64Array.from(values, (_, i) => i + 1),
  values: Float64Array.from(values),
});

test('a spike between thousands of points survives, and four points per column are enough', () => {
  const values = Array.from({ length: 10_000 }, (_, i) => Math.sin(i / 500));
  values[6_321] = 9;
  values[6_322] = -9;
  const kept = resample(curve(values), 1, 10_000, 500);
  expect(kept.steps.length).toBeLessThanOrEqual(4 * 502);
  expect(Math.max(...kept.values)).toBe(9);
  expect(Math.min(...kept.values)).toBe(-9);
});

test('a short curve comes back as it is', () => {
  const short = curve([3, 1, 2]);
  expect(resample(short, 1, 3, 600)).toEqual(short);
});

test('zooming keeps one point beyond each edge, so that lines run off the plot', () => {
  expect([...resample(curve([1, 2, 3, 4, 5, 6, 7]), 3, 5, 600).steps]).toEqual([2, 3, 4, 5, 6]);
});

test('a stretch of NaN leaves a gap instead of vanishing', () => {
  const values = Array.from({ length: 4_000 }, (_, i) => (i > 1_000 && i < 3_000 ? Number.NaN : i));
  const kept = resample(curve(values), 1, 4_000, 100);
  expect([...kept.values].some(Number.isNaN)).toBe(true);
  expect(kept.steps.length).toBeLessThan(500);
});

test('law: steps stay in order and the extremes of the curve are kept', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 2_000 }),
      fc.integer({ min: 1, max: 50 }),
      (values, buckets) => {
        const kept = resample(curve(values), 1, values.length, buckets);
        for (let i = 1; i < kept.steps.length; i++) expect(kept.steps[i]).toBeGreaterThan(kept.steps[i - 1] ?? 0);
        expect(Math.max(...kept.values)).toBe(Math.max(...values));
        expect(Math.min(...kept.values)).toBe(Math.min(...values));
      },
    ),
  );
});

test('joined lines say null where the curve has a gap and undefined where it has no point', () => {
  const { x, lines } = joinOnSteps(
    [
      { steps: Float64Array.of(1, 3), values: Float64Array.of(10, 30) },
      { steps: Float64Array.of(2, 3), values: Float64Array.of(Number.NaN, 5) },
    ],
    (value) => (Number.isFinite(value) ? value : null),
  );
  expect(x).toEqual([1, 2, 3]);
  expect(lines).toEqual([
    [10, undefined, 30],
    [undefined, null, 5],
  ]);
});
