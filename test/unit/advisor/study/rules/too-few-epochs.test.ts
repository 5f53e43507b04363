import { expect, test } from 'vitest';
import { rate, spaceOf, study, told, trial } from '../studies.fixture.ts';

const name = 'too-few-epochs';
const space = spaceOf(rate);
const ended = (best: number, epochs: number, count = 12) =>
  Array.from({ length: count }, (_, i) =>
    trial(i + 1, { bestEpoch: best, epochs, params: { 'optimizer.learningRate': 0.1 }, value: 0.5 + i / 100 }),
  );

test('the best epoch is the last one: twice as many', () => {
  const [advice] = told(study(space, ended(10, 10)), name);
  expect(advice).toMatchObject({
    evidence: { id: 'study.epochs', values: { count: 12, of: 12 } },
    change: { kind: 'epochs', from: 10, to: 20 },
  });
  expect(advice?.trials).toHaveLength(12);
});

test('of 100 epochs the last five count', () => {
  expect(told(study(space, ended(96, 100)), name)).toHaveLength(1);
  expect(told(study(space, ended(95, 100)), name)).toEqual([]);
});

test('epochs that are searched get a longer range', () => {
  const epochs = { name: 'training.epochs', type: 'int', low: 5, high: 20, scale: 'log' } as const;
  const trials = ended(10, 10).map((one) => ({ ...one, params: { ...one.params, 'training.epochs': 10 } }));
  expect(told(study(spaceOf(rate, epochs), trials), name)[0]?.change).toMatchObject({
    kind: 'range',
    to: { low: 5, high: 40 },
  });
});

test('silent where the last epoch always counts, for few runs, for two epochs, and for a mixture', () => {
  expect(told(study(space, ended(10, 10), { pick: 'last' }), name)).toEqual([]);
  expect(told(study(space, ended(10, 10, 4)), name)).toEqual([]);
  expect(told(study(space, ended(2, 2)), name)).toEqual([]);
  expect(told(study(space, [...ended(10, 10, 6), ...ended(4, 10, 12).slice(6)]), name)).toEqual([]);
});

test('a program of the user’s own is told, without a change', () => {
  expect(told(study(space, ended(10, 10), { builtin: false }), name)).toMatchObject([{ setting: null, change: null }]);
});
