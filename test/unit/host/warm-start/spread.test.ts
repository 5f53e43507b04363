import { expect, it } from 'vitest';
import { spread } from '#main/host/warm-start/spread.ts';
import type { TrialState } from '#shared/study/trial-state.ts';

const accuracy = [{ metric: 'validation.accuracy', direction: 'maximize', pick: 'best' }] as const;
const trial = (number: number, value: number | null, state: TrialState = 'complete', stage: string | null = null) => ({
  ...{ number, value, state, stage },
});
const numbers = (list: readonly { number: number }[]) => list.map(({ number }) => number);

it('some of many trials stand for all: the best and the worst are there, and equal steps of the ranking between them', () => {
  const trials = Array.from({ length: 11 }, (_, i) => trial(i + 1, ((i * 7) % 11) / 10));
  const taken = spread(trials, 3, accuracy);
  expect(taken.map(({ value }) => value).sort()).toEqual([0, 0.5, 1]);
  expect(numbers(taken)).toEqual(numbers(taken).toSorted((a, b) => a - b));
  expect(spread(trials, 1, accuracy)[0]?.value).toBe(1);
  expect(spread(trials, 99, accuracy)).toHaveLength(11);
});

it('failed trials are taken last, and the last stage has the best', () => {
  const trials = [
    trial(1, 0.99, 'complete', 'coarse'),
    trial(2, null, 'failed', 'fine'),
    trial(3, 0.5, 'complete', 'fine'),
  ];
  expect(numbers(spread(trials, 1, accuracy))).toEqual([3]);
  expect(numbers(spread(trials, 2, accuracy))).toEqual([1, 3]);
});
