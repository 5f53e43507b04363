import fc from 'fast-check';
import { expect, it } from 'vitest';
import { learningRateAt, type Schedule } from '#main/training/loop/schedules.ts';

const constant: Schedule = {
  kind: 'constant',
  learningRate: 0.8,
  factor: 0.5,
  everyEpochs: 2,
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
        kind: fc.constantFrom('constant' as const, 'step' as const),
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
        expect(settled.every((rate, i) => i === 0 || rate <= (settled[i - 1] ?? 0))).toBe(true);
      },
    ),
  );
});
