import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, median, quantile } from '#shared/num/statistics.ts';

const numbers = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 });

describe('median', () => {
  it('is the middle value, or the mean of the two middle ones', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  it('does not depend on the order and does not change its argument', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const before = [...values];
        expect(median([...values].reverse())).toBe(median(values));
        expect(values).toEqual(before);
      }),
    );
  });

  it('keeps infinities in their place instead of making NaN of them', () => {
    expect(median([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1])).toBe(Number.POSITIVE_INFINITY);
    expect(median([1, 2, Number.POSITIVE_INFINITY])).toBe(2);
  });

  it('of huge values is between them', () => {
    expect(median([-1e308, 1e308])).toBe(0);
    expect(quantile([-1e308, 1e308], 0.25)).toBeCloseTo(-5e307, -296);
    expect(mean([1e308, 1e308, 1e308])).toBeCloseTo(1e308, -296);
    expect(mean([1, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  });

  it('refuses an empty list with a sentence', () => {
    expect(() => median([])).toThrow('at least one value');
  });
});

describe('quantile', () => {
  it("agrees with numpy's default", () => {
    // numpy.quantile([1, 2, 4, 8], [0, 0.25, 0.5, 0.9, 1])
    const values = [8, 1, 4, 2];
    expect([0, 0.25, 0.5, 0.9, 1].map((share) => quantile(values, share))).toEqual([
      1,
      1.75,
      3,
      expect.closeTo(6.8, 12),
      8,
    ]);
  });

  it('lies between the extremes and never falls', () => {
    fc.assert(
      fc.property(numbers, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2 }), (values, shares) => {
        const sorted = [...shares].sort((a, b) => a - b).map((share) => quantile(values, share));
        expect(Math.min(...sorted)).toBeGreaterThanOrEqual(Math.min(...values));
        expect(Math.max(...sorted)).toBeLessThanOrEqual(Math.max(...values));
        for (let i = 1; i < sorted.length; i++) {
          const [a = 0, b = 0] = [sorted[i - 1], sorted[i]];
          expect(b).toBeGreaterThanOrEqual(a - 1e-6);
        }
      }),
    );
  });

  it('refuses a share outside 0 to 1', () => {
    expect(() => quantile([1], 1.5)).toThrow('between 0 and 1');
    expect(() => quantile([1], Number.NaN)).toThrow('between 0 and 1');
  });
});

it('mean', () => {
  expect(mean([1, 2, 6])).toBe(3);
});
