import { describe, expect, it } from 'vitest';
import { randomStream } from '#shared/num/random.ts';
import { sobolDimensions, sobolPoint } from '#shared/num/sobol.ts';

function points(count: number, dimensions: number, seed: number | null): Float64Array[] {
  return Array.from({ length: count }, (_, i) => {
    const point = new Float64Array(dimensions);
    sobolPoint(point, i, seed);
    return point;
  });
}

/** Squared L2 star discrepancy (Warnock 1972). */
function discrepancy(given: readonly Float64Array[]): number {
  const [{ length: d } = { length: 0 }] = given;
  const n = given.length;
  let single = 0;
  let pairs = 0;
  for (const x of given) {
    single += x.reduce((product, u) => (product * (1 - u * u)) / 2, 1);
    for (const y of given) pairs += x.reduce((product, u, j) => product * (1 - Math.max(u, y[j] ?? 0)), 1);
  }
  return 3 ** -d - (2 / n) * single + pairs / n ** 2;
}

describe('the Sobol sequence', () => {
  it('begins as published (Joe and Kuo; scipy gives the same)', () => {
    expect(points(8, 4, null).map((point) => [...point])).toEqual([
      [0, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25],
      [0.25, 0.75, 0.75, 0.75],
      [0.375, 0.375, 0.625, 0.875],
      [0.875, 0.875, 0.125, 0.375],
      [0.625, 0.125, 0.875, 0.625],
      [0.125, 0.625, 0.375, 0.125],
    ]);
    const late = new Float64Array(sobolDimensions);
    sobolPoint(late, 49, null);
    // Dimensions 63, 64 and 101 of scipy 1.17.
    expect([late[62], late[63], late[100]]).toEqual([0.421875, 0.921875, 0.390625]);
  });

  it.each([null, 1, 2 ** 31 - 1])('puts one point into each of 2^k strips of every dimension (seed %s)', (seed) => {
    const all = points(64, sobolDimensions, seed);
    for (let j = 0; j < sobolDimensions; j++) {
      expect(new Set(all.map((point) => Math.floor((point[j] ?? 0) * 64))).size, `dimension ${j}`).toBe(64);
    }
  });

  it('fills the square far more evenly than random points, scrambled or not', () => {
    const random = randomStream(1);
    const drawn = points(256, 2, null).map((point) => point.map(() => random.uniform()));
    for (const seed of [null, 3, 4]) expect(discrepancy(points(256, 2, seed))).toBeLessThan(discrepancy(drawn) / 10);
  });

  it('differs by seed, stays for a seed, and a scrambled first point is anywhere', () => {
    expect(points(4, 3, 7)).toEqual(points(4, 3, 7));
    const firsts = Array.from({ length: 400 }, (_, seed) => points(1, 2, seed)[0]?.[1] ?? 0);
    const mean = firsts.reduce((sum, u) => sum + u, 0) / firsts.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
    expect(new Set(firsts.map((u) => Math.floor(u * 8))).size).toBe(8);
  });

  it('goes on beyond its table', () => {
    const [a, b] = points(2, sobolDimensions + 3, 5);
    expect(a?.at(-1)).not.toBe(b?.at(-1));
    expect(a?.every((u) => u >= 0 && u < 1)).toBe(true);
  });
});
