import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromUnit, nearestStep, spread, stepCount, stepValue, toUnit } from '#shared/num/scales.ts';

const scale = fc.constantFrom('linear' as const, 'log' as const);
const range = fc
  .tuple(fc.double({ min: 1e-6, max: 1e3, noNaN: true }), fc.double({ min: 1.001, max: 1e4, noNaN: true }))
  .map(([low, ratio]) => ({ low, high: low * ratio }));

describe('positions on a scale', () => {
  it('go there and back', () => {
    fc.assert(
      fc.property(range, scale, fc.double({ min: 0, max: 1, noNaN: true }), ({ low, high }, kind, unit) => {
        expect(toUnit(fromUnit(unit, low, high, kind), low, high, kind)).toBeCloseTo(unit, 6);
      }),
    );
  });

  it('never leave the range', () => {
    fc.assert(
      fc.property(range, scale, fc.double({ min: 0, max: 1, noNaN: true }), ({ low, high }, kind, unit) => {
        const value = fromUnit(unit, low, high, kind);
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
      }),
    );
  });

  it('halve a log range at its geometric mean', () => {
    expect(fromUnit(0.5, 1e-4, 1, 'log')).toBeCloseTo(0.01, 12);
  });

  it('give a range of one point position 0', () => {
    expect(toUnit(3, 3, 3, 'linear')).toBe(0);
  });
});

describe('spread', () => {
  it('puts powers of ten where a person expects them', () => {
    expect(spread(1e-4, 1, 5, 'log')).toEqual([0.0001, 0.001, 0.01, 0.1, 1]);
    expect(spread(0, 0.7, 8, 'linear')).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  });

  it('takes the middle when there is one point', () => {
    expect(spread(1, 100, 1, 'log')).toEqual([10]);
  });

  it('rises and keeps both ends', () => {
    fc.assert(
      fc.property(range, scale, fc.integer({ min: 2, max: 50 }), ({ low, high }, kind, points) => {
        const values = spread(low, high, points, kind);
        expect(values[0]).toBe(low);
        expect(values.at(-1)).toBe(high);
        expect(values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0))).toBe(true);
      }),
    );
  });
});

describe('steps', () => {
  it('have no rounding noise: 0.1 + 2 · 0.1 is 0.3', () => {
    expect(stepValue(0.1, 0.1, 2)).toBe(0.3);
  });

  it('count the last value although 0.7 / 0.1 rounds below 7', () => {
    expect(stepCount(0, 0.7, 0.1)).toBe(8);
    expect(stepCount(1, 10, 4)).toBe(3);
  });

  it('snap to the nearest value inside the range', () => {
    expect(nearestStep(0.24, 0, 1, 0.25)).toBe(0.25);
    expect(nearestStep(99, 1, 10, 4)).toBe(9);
    expect(nearestStep(-5, 1, 10, 4)).toBe(1);
  });
});
