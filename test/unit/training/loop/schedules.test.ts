import fc from 'fast-check';
import { expect, it } from 'vitest';
import { learningRateAt, type Schedule } from '#main/training/loop/schedules.ts';

const constant: Schedule = {
  kind: 'constant',
  learningRate: 0.8,
  factor: 0.5,
  epochs: 10,
  everyEpochs: 2,
  patience: 3,
  minimum: 0,
  warmupEpochs: 0,
};
const rates = (schedule: Schedule, epochs: number, steps = 1) =>
  Array.from({ length: epochs }, (_, epoch) =>
    Array.from({ length: steps }, (_, step) => learningRateAt(schedule, epoch + 1, step + 1, steps)),
  ).flat();

it('constant stays', () => {
  expect(rates(constant, 3)).toEqual([0.8, 0.8, 0.8]);
});

it('step multiplies after every so many epochs, down to the minimum', () => {
  const step: Schedule = { ...constant, kind: 'step' };
  expect(rates(step, 7)).toEqual([0.8, 0.8, 0.4, 0.4, 0.2, 0.2, 0.1]);
  expect(rates({ ...step, minimum: 0.3 }, 5)).toEqual([0.8, 0.8, 0.4, 0.4, 0.3]);
  expect(rates({ ...step, minimum: 3 }, 3)).toEqual([0.8, 0.8, 0.8]);
});

it('plateau falls by the factor with every drop', () => {
  const plateau: Schedule = { ...constant, kind: 'plateau', minimum: 0.15 };
  expect([0, 1, 2, 3].map((drops) => learningRateAt(plateau, 5, 1, 1, drops))).toEqual([0.8, 0.4, 0.2, 0.15]);
});

it('cosine goes from the full rate through half of it to the minimum at the last epoch', () => {
  const found = rates({ ...constant, kind: 'cosine', minimum: 0.2, epochs: 4 }, 5);
  const middle = 0.2 + 0.6 * ((1 + Math.SQRT1_2) / 2);
  [0.8, middle, 0.5, 1 - middle, 0.2].forEach((rate, i) => {
    expect(found[i]).toBeCloseTo(rate, 12);
  });
});

it('cosine and oneCycle with a length of their own begin anew after it, each time the same', () => {
  for (const kind of ['cosine', 'oneCycle'] as const) {
    const once = rates({ ...constant, kind, epochs: 3 }, 3, 4);
    const anew = rates({ ...constant, kind, epochs: 9, cycle: 3 }, 9, 4);
    expect(anew.slice(0, 12)).toEqual(once);
    for (const [i, rate] of anew.entries()) expect(rate).toBeCloseTo(once[i % 12] ?? 0, 12);
  }
});

it('exponential falls by the factor in everyEpochs epochs, smoothly over the steps', () => {
  const found = rates({ ...constant, kind: 'exponential' }, 3, 2);
  found.forEach((rate, i) => {
    expect(rate).toBeCloseTo(0.8 * 0.5 ** (i / 4), 12);
  });
});

it('oneCycle begins at a 25th, has the full rate after 30 % and ends near nothing', () => {
  const found = rates({ ...constant, kind: 'oneCycle' }, 10, 10);
  expect(found[0]).toBeCloseTo(0.8 / 25, 12);
  expect(found.indexOf(Math.max(...found))).toBe(30);
  expect(found[30]).toBeCloseTo(0.8, 12);
  expect(found[99]).toBeLessThan(0.001);
});

it('warm-up rises by equal parts to the full rate, step by step', () => {
  const found = rates({ ...constant, warmupEpochs: 2 }, 3, 2);
  [0.2, 0.4, 0.6, 0.8, 0.8, 0.8].forEach((rate, i) => {
    expect(found[i]).toBeCloseTo(rate, 12);
  });
});

it('a rate is never negative, never above the start and, after warm-up, never rises', () => {
  fc.assert(
    fc.property(
      fc.record({
        kind: fc.constantFrom('constant' as const, 'step' as const, 'cosine' as const, 'exponential' as const),
        epochs: fc.constant(10),
        patience: fc.constant(3),
        learningRate: fc.double({ min: 1e-6, max: 10, noNaN: true }),
        factor: fc.double({ min: 0.01, max: 1, noNaN: true }),
        everyEpochs: fc.integer({ min: 1, max: 5 }),
        minimum: fc.double({ min: 0, max: 1, noNaN: true }),
        warmupEpochs: fc.integer({ min: 0, max: 4 }),
      }),
      (schedule) => {
        const all = rates(schedule, 10, 3);
        expect(all.every((rate) => rate >= 0 && rate <= schedule.learningRate * (1 + 1e-12))).toBe(true);
        const settled = all.slice(3 * schedule.warmupEpochs);
        expect(settled.every((rate, i) => i === 0 || rate <= (settled[i - 1] ?? 0) * (1 + 1e-12))).toBe(true);
      },
    ),
  );
});
