import { expect, it } from 'vitest';
import { augmenter, noAugmentation } from '#main/training/loop/augment/augmentation.ts';
import type { AugmentedBatch } from '#main/training/loop/augment/batch.ts';
import { moveImage } from '#main/training/loop/augment/geometry.ts';

const still = { flipHorizontal: false, flipVertical: false, down: 0, right: 0, turn: 0 };

/** 2×3 pixels of one channel. */
const image = () => Float32Array.of(1, 2, 3, 4, 5, 6);
const moved = (movement: Partial<typeof still>) => {
  const pixels = image();
  moveImage(pixels, [2, 3, 1], new Float32Array(6), { ...still, ...movement });
  return [...pixels];
};

it('flips and shifts by whole pixels; the edge repeats', () => {
  expect(moved({ flipHorizontal: true })).toEqual([3, 2, 1, 6, 5, 4]);
  expect(moved({ flipVertical: true })).toEqual([4, 5, 6, 1, 2, 3]);
  expect(moved({ right: 1 })).toEqual([1, 1, 2, 4, 4, 5]);
  expect(moved({ down: 0.8 })).toEqual([1, 2, 3, 1, 2, 3]);
  expect(moved({ right: 0.4 })).toEqual([1, 2, 3, 4, 5, 6]);
});

it('turns about the middle: a quarter turn of a square moves every pixel, four of them none', () => {
  const square = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
  const pixels = square.slice();
  const turn = () => moveImage(pixels, [3, 3, 1], new Float32Array(9), { ...still, turn: Math.PI / 2 });
  turn();
  const clockwise = [7, 4, 1, 8, 5, 2, 9, 6, 3];
  const counterclockwise = [3, 6, 9, 2, 5, 8, 1, 4, 7];
  expect([clockwise, counterclockwise]).toContainEqual([...pixels].map(Math.round));
  for (let i = 0; i < 3; i++) turn();
  square.forEach((value, i) => {
    expect(pixels[i]).toBeCloseTo(value, 4);
  });
});

it('channels of a pixel stay together', () => {
  const pixels = Float32Array.of(1, 10, 2, 20);
  moveImage(pixels, [1, 2, 2], new Float32Array(4), { ...still, flipHorizontal: true });
  expect([...pixels]).toEqual([2, 20, 1, 10]);
});

function batch(rows: number, real = rows): AugmentedBatch {
  return {
    x: Float32Array.from({ length: rows * 4 }, (_, i) => i),
    y: Float32Array.from({ length: rows * 2 }, (_, i) => (i % 4 === 0 || i % 4 === 3 ? 1 : 0)),
    weight: new Float32Array(rows).fill(1).fill(0, real),
    mask: null,
    real,
  };
}

it('is nothing when nothing is switched on, or only what needs an image', () => {
  expect(augmenter(noAugmentation, [2, 2, 1], 1)).toBeNull();
  expect(augmenter({ ...noAugmentation, flip: 'both', shift: 0.1, rotate: 5 }, null, 1)).toBeNull();
});

it('draws the same for the same epoch and place, else something else, and leaves the padding rows alone', () => {
  const augment = augmenter({ ...noAugmentation, noise: 0.5 }, null, 7);
  const after = (epoch: number, position: number) => {
    const changed = batch(4, 3);
    augment?.(changed, epoch, position);
    return [...changed.x];
  };
  expect(after(1, 0)).toEqual(after(1, 0));
  expect(after(2, 0)).not.toEqual(after(1, 0));
  expect(after(1, 4)).not.toEqual(after(1, 0));
  expect(after(1, 0).slice(12)).toEqual([12, 13, 14, 15]);
});

it('noise has the asked deviation', () => {
  const augment = augmenter({ ...noAugmentation, noise: 0.5 }, null, 7);
  const big = { ...batch(1000), x: new Float32Array(4000) };
  augment?.(big, 1, 0);
  const variance = big.x.reduce((sum, value) => sum + value * value, 0) / 4000;
  expect(Math.sqrt(variance)).toBeGreaterThan(0.47);
  expect(Math.sqrt(variance)).toBeLessThan(0.53);
});

it('noise leaves the padding of sequences alone', () => {
  const augment = augmenter({ ...noAugmentation, noise: 0.5 }, null, 7);
  // Two rows of two steps of two numbers; the second row has one step.
  const sequences = { ...batch(2), x: new Float32Array(8), mask: Float32Array.of(1, 1, 1, 0) };
  augment?.(sequences, 1, 0);
  expect([...sequences.x.subarray(6)]).toEqual([0, 0]);
  expect([...sequences.x.subarray(0, 6)].every((value) => value !== 0)).toBe(true);
});

it('mixup mixes inputs and labels in the same proportion; probabilities still sum to 1', () => {
  const augment = augmenter({ ...noAugmentation, mixup: 1 }, null, 3);
  const mixed = batch(8);
  augment?.(mixed, 1, 0);
  const before = batch(8);
  let changed = 0;
  for (let row = 0; row < 8; row++) {
    const [a = 0, b = 0] = mixed.y.subarray(row * 2, row * 2 + 2);
    expect(a + b).toBeCloseTo(1, 6);
    // Rows are 0 1 2 3, 4 5 6 7 …: the first number tells how far the row moved towards its partner.
    const moved = (mixed.x[row * 4] ?? 0) - (before.x[row * 4] ?? 0);
    if (Math.abs(moved) > 1e-6) changed++;
    expect((mixed.x[row * 4 + 3] ?? 0) - (before.x[row * 4 + 3] ?? 0)).toBeCloseTo(moved, 4);
  }
  expect(changed).toBeGreaterThan(3);
});
