import { expect, it } from 'vitest';
import { fillDropoutMask } from '#main/training/program/dropout-mask.ts';

const draw = (size: number, options: Partial<Parameters<typeof fillDropoutMask>[1]> = {}) => {
  const mask = new Float32Array(size);
  fillDropoutMask(mask, { rate: 0.3, seed: 9, step: 1, salt: 1, ...options });
  return mask;
};

it.each([0.1, 0.3, 0.5, 0.9])('rate %d drops that share and keeps the mean at 1', (rate) => {
  const mask = draw(200_001, { rate });
  const dropped = mask.filter((value) => value === 0).length / mask.length;
  expect(Math.abs(dropped - rate)).toBeLessThan(0.005);
  expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
});

it('rate 0 keeps everything', () => {
  expect(new Set(draw(1000, { rate: 0 }))).toEqual(new Set([1]));
});

it('is a function of seed, step and salt', () => {
  expect(draw(64)).toEqual(draw(64));
  for (const other of [{ seed: 10 }, { step: 2 }, { salt: 2 }]) expect(draw(64, other)).not.toEqual(draw(64));
});

it('masks of neighbouring steps, layers and elements are independent', () => {
  const size = 100_000;
  const correlation = (a: Float32Array, b: Float32Array) => {
    const both = a.reduce((sum, value, i) => sum + (value === 0 && b[i] === 0 ? 1 : 0), 0) / size;
    return Math.abs(both - 0.09);
  };
  const first = draw(size);
  expect(correlation(first, draw(size, { step: 2 }))).toBeLessThan(0.004);
  expect(correlation(first, draw(size, { salt: 2 }))).toBeLessThan(0.004);
  expect(correlation(first, draw(size + 1).subarray(1))).toBeLessThan(0.004);
  expect(correlation(first, draw(size + 2).subarray(2))).toBeLessThan(0.004);
});
