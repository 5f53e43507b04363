// What slices, the distribution, the history and parallel coordinates draw.
import { expect, test } from 'vitest';
import { axisOrder } from '#main/analysis/axis-order.ts';
import { bestSoFar } from '#main/analysis/best-so-far.ts';
import { distributionOf } from '#main/analysis/edf.ts';
import { slicesOf } from '#main/analysis/slices.ts';
import { randomStream } from '#shared/num/random.ts';
import type { Space } from '#shared/study/space.ts';
import { drawn, minimizing, told } from './made-histories.ts';

const trial = (
  number: number,
  value: number | null,
  state = 'complete',
  params: Record<string, number | string> = { x: 1 },
) => ({
  number,
  state: state as 'complete',
  params,
  value,
});

test('a slice has every ended trial of the setting, those without a result apart', () => {
  const history = minimizing([
    trial(1, 0.3),
    trial(2, 0.2, 'stopped'),
    trial(3, null, 'diverged'),
    trial(4, 0.9, 'failed'),
    trial(5, null, 'running'),
    trial(6, 0.1, 'complete', { y: 2 }),
  ]);
  const { slices, notes } = slicesOf(history, ['x', 'y']);
  expect(slices.map(({ name, trials, results, without }) => [name, [...trials], [...results], [...without]])).toEqual([
    ['x', [1, 2], [0.3, 0.2], [3, 4]],
    ['y', [6], [0.1], []],
  ]);
  expect(told(notes)).toEqual(['2 trials that failed, diverged or have no result are left out.']);
});

test('the distribution says what share of the trials is at most at a result', () => {
  const { results, shares, used, notes } = distributionOf(
    minimizing([trial(1, 3), trial(2, 1), trial(3, 3), trial(4, 2), trial(5, 0, 'stopped'), trial(6, null, 'failed')]),
  );
  expect([...results]).toEqual([1, 2, 3]);
  expect([...shares]).toEqual([0.25, 0.5, 1]);
  expect(used).toBe(4);
  expect(told(notes)).toEqual([
    '1 trial that failed, diverged or has no result is left out.',
    '1 trial stopped before the last epoch is left out.',
  ]);
});

test('the best so far goes by when trials ended, and a stopped one leads only until one is complete', () => {
  const ended = (number: number, value: number | null, endedAt: number, state = 'complete') => ({
    ...trial(number, value, state),
    endedAt,
  });
  const trials = [
    ended(1, 5, 40),
    ended(2, 3, 20),
    ended(3, 1, 10, 'stopped'),
    ended(4, 4, 30),
    ended(5, 2, 50),
    ended(6, null, 15, 'failed'),
  ];
  const history = bestSoFar({ direction: 'minimize', trials });
  expect([...history.trials]).toEqual([3, 2, 4, 1, 5]);
  expect([...history.best]).toEqual([1, 3, 3, 3, 2]);
  expect(history.improvements).toEqual([3, 2, 5]);
  const up = bestSoFar({ direction: 'maximize', trials });
  expect([...up.best]).toEqual([1, 3, 4, 5, 5]);
});

test('axes stand by importance, and related settings beside each other', () => {
  const number = (name: string) => ({ name, type: 'float', low: 0, high: 1, scale: 'linear' }) as const;
  const space: Space = {
    dimensions: [
      number('a'),
      number('b'),
      number('c'),
      number('d'),
      { name: 'k', type: 'categorical', choices: ['u', 'v'] },
    ],
    constraints: [],
    fixed: {},
  };
  const random = randomStream(2);
  // d goes with a; k goes with c: what a sampler that has found something good does.
  const trials = drawn(space, 80, () => 0).map((one, i) => {
    const a = Number(one.params.a);
    const params = { ...one.params, d: 0.9 * a + 0.1 * random.uniform(), k: Number(one.params.c) > 0.5 ? 'u' : 'v' };
    return { ...one, params, value: i };
  });
  const shares = { a: 0.5, b: 0.3, c: 0.1, d: 0.05, k: 0.05 };
  const importance = Object.entries(shares).map(([name, share]) => ({ name, share, sd: 0 }));
  const { byImportance, byRelation, related } = axisOrder(space, minimizing(trials), importance);
  expect(byImportance).toEqual(['a', 'b', 'c', 'd', 'k']);
  expect(byRelation).toEqual(['a', 'd', 'b', 'c', 'k']);
  expect(related.slice(0, 2).map(({ a, b }) => `${a}${b}`)).toEqual(['ad', 'ck']);
  expect(related.every(({ strength }) => strength > 0 && strength <= 1)).toBe(true);
});
