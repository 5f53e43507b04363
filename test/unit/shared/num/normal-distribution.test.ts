import { describe, expect, it } from 'vitest';
import {
  erfc,
  erfcx,
  logNormalCdf,
  logNormalDensity,
  logNormalMass,
  normalCdf,
  normalQuantile,
  truncatedNormalQuantile,
} from '#shared/num/normal-distribution.ts';

const relative = (value: number, expected: number) => Math.abs(value / expected - 1);

// Values of scipy 1.17 (ndtr, log_ndtr, ndtri, erfc, erfcx).
describe('against known values', () => {
  it.each([
    [-37, 5.7255712225239266e-300],
    [-8, 6.22096057427174e-16],
    [-1.96, 0.024997895148220435],
    [-0.3, 0.3820885778110474],
    [0, 0.5],
    [1, 0.8413447460685429],
    [5, 0.9999997133484281],
  ])('Φ(%d)', (z, expected) => {
    expect(relative(normalCdf(z), expected)).toBeLessThan(1e-13);
  });

  it.each([
    [-1e4, -50000010.12927892],
    [-100, -5005.524208694205],
    [-40, -804.6084420137539],
    [-1, -1.8410216450092636],
    [0, -Math.LN2],
    [6, -9.86587645524372e-10],
    [10, -7.61985302416047e-24],
  ])('log Φ(%d)', (z, expected) => {
    expect(relative(logNormalCdf(z), expected)).toBeLessThan(1e-13);
  });

  it.each([
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798409],
    [0.01, -2.3263478740408408],
    [0.3, -0.5244005127080409],
    [0.5, 0],
    [0.975, 1.959963984540054],
  ])('Φ⁻¹(%d)', (p, expected) => {
    expect(Math.abs(normalQuantile(p) - expected)).toBeLessThan(1e-14 * Math.max(1, Math.abs(expected)));
  });

  it.each([
    [-2, 1.9953222650189528, 108.94090438997797],
    [0.3, 0.6713732405408726, 0.7345993345676554],
    [2, 0.004677734981047266, 0.2553956763105057],
    [10, 2.088487583762545e-45, 0.05614099274382259],
  ])('erfc and erfcx of %d', (x, plain, scaled) => {
    expect(relative(erfc(x), plain)).toBeLessThan(1e-14);
    expect(relative(erfcx(x), scaled)).toBeLessThan(1e-14);
  });

  it('the ends', () => {
    expect([normalCdf(Number.NEGATIVE_INFINITY), normalCdf(Number.POSITIVE_INFINITY)]).toEqual([0, 1]);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(logNormalCdf(Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
    expect(logNormalDensity(0)).toBeCloseTo(-0.5 * Math.log(2 * Math.PI), 15);
  });
});

describe('the mass of an interval', () => {
  it('is what the distribution function says', () => {
    expect(Math.exp(logNormalMass(-1, 2))).toBeCloseTo(0.8185946141203637, 14);
    expect(logNormalMass(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toBeCloseTo(0, 15);
    expect(logNormalMass(1, 1)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('is the same on both sides, and right where it underflows', () => {
    expect(logNormalMass(50, 51)).toBeCloseTo(-1254.8313611394199, 9);
    expect(logNormalMass(-51, -50)).toBe(logNormalMass(50, 51));
    for (const [a, b] of [
      [0.5, 3],
      [4, 4.1],
      [20, 30],
    ] as const) {
      expect(logNormalMass(a, b)).toBeCloseTo(logNormalMass(-b, -a), 12);
    }
  });

  it('adds up over neighbours', () => {
    const parts = [-6, -2, -0.1, 0.4, 5].map((a, i, all) => logNormalMass(a, all[i + 1] ?? 9));
    expect(parts.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(Math.exp(logNormalMass(-6, 9)), 14);
  });
});

describe('a cut normal distribution', () => {
  it.each([
    [-1, 2],
    [-30, -29],
    [3, Number.POSITIVE_INFINITY],
    [50, 51],
    [-100, -99.5],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  ])('on [%d, %d] has its quantiles where the mass says', (a, b) => {
    for (const share of [0.001, 0.25, 0.5, 0.9]) {
      const z = truncatedNormalQuantile(share, a, b);
      expect(z).toBeGreaterThanOrEqual(a);
      expect(z).toBeLessThanOrEqual(b);
      expect(Math.exp(logNormalMass(a, z) - logNormalMass(a, b))).toBeCloseTo(share, 9);
    }
  });
});
