// Many normal numbers at once.
import { expect, test } from 'vitest';
import { fillNormals } from '#shared/num/normals.ts';

const drawn = (count: number, seed: number) => {
  const values = new Float64Array(count);
  fillNormals(values, count, seed);
  return values;
};

test('the same for the same seed, others for the next one, and no more than asked for', () => {
  expect(drawn(100, 7)).toEqual(drawn(100, 7));
  expect(drawn(100, 7).subarray(0, 50)).toEqual(drawn(50, 7));
  expect(drawn(100, 8)).not.toEqual(drawn(100, 7));
  const part = new Float32Array(4);
  fillNormals(part, 2, 1);
  expect([...part.subarray(2)]).toEqual([0, 0]);
});

test('moments, tails and every tenth of the range are those of the normal distribution', () => {
  const count = 400_000;
  const values = drawn(count, 11);
  const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / count;
  // Five standard errors: sqrt(1, 2, 15, 96 / count).
  expect(Math.abs(moment(1))).toBeLessThan(5 * Math.sqrt(1 / count));
  expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
  expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / count));
  expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / count));
  // Two-sided probabilities beyond 2, 3 and, in the tail with a rule of its own, 3.7.
  for (const [limit, probability] of [
    [2, 0.0455003],
    [3, 0.0026998],
    [3.7, 0.00021562],
  ] as const) {
    const share = values.filter((value) => Math.abs(value) > limit).length / count;
    expect(Math.abs(share - probability)).toBeLessThan(5 * Math.sqrt(probability / count));
  }
  const deciles = [-1.2815516, -0.8416212, -0.5244005, -0.2533471, 0, 0.2533471, 0.5244005, 0.8416212, 1.2815516];
  deciles.forEach((limit, i) => {
    const share = values.filter((value) => value < limit).length / count;
    expect(Math.abs(share - (i + 1) / 10)).toBeLessThan(5 * Math.sqrt(0.25 / count));
  });
});

test('neighbours and neighbouring seeds have nothing to do with each other', () => {
  const count = 100_000;
  const [first, second] = [drawn(count, 1), drawn(count, 2)];
  const product = (other: Float64Array, lag: number) =>
    first.reduce((sum, value, i) => sum + value * (other[i + lag] ?? 0), 0) / count;
  for (const lag of [1, 2, 3]) expect(Math.abs(product(first, lag))).toBeLessThan(5 / Math.sqrt(count));
  expect(Math.abs(product(second, 0))).toBeLessThan(5 / Math.sqrt(count));
});
