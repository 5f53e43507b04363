import { expect, test } from 'vitest';
import { randomStream } from '#shared/num/random.ts';
import { rate, spaceOf, study, told, trial } from '../studies.fixture.ts';

const name = 'sampler-not-better';
const space = spaceOf(rate);
function searched(even: number, chosen: number, better: number, seed = 1) {
  const random = randomStream(seed);
  return Array.from({ length: even + chosen }, (_, i) =>
    trial(i + 1, {
      origin: i < even ? 'even' : 'model',
      value: random.normal() + (i < even ? 0 : better),
      params: { 'optimizer.learningRate': 0.1 },
    }),
  );
}

test('trials that are no better than the even ones before them', () => {
  const [advice] = told(study(space, searched(15, 40, -0.5)), name);
  expect(advice).toMatchObject({ evidence: { values: { chosen: 40, even: 15, limit: 0.7 } }, change: null });
});

test('a sampler that has learned is left alone, also one that minimizes', () => {
  expect(told(study(space, searched(10, 30, 1.5)), name)).toEqual([]);
  const minimized = searched(10, 30, -1.5);
  expect(told(study(space, minimized, { direction: 'minimize' }), name)).toEqual([]);
  expect(told(study(space, minimized), name)).toHaveLength(1);
});

test('trials that were stopped or blew up are the worst', () => {
  const trials = searched(15, 40, 1.5).map((one, i) => (i >= 25 ? { ...one, state: 'stopped' as const } : one));
  expect(told(study(space, trials), name)).toHaveLength(1);
});

test('silent for random search, for few trials, and for several objectives', () => {
  expect(told(study(space, searched(60, 0, 0)), name)).toEqual([]);
  expect(told(study(space, searched(7, 40, -0.5)), name)).toEqual([]);
  expect(told(study(space, searched(15, 14, -0.5)), name)).toEqual([]);
  expect(told(study(space, searched(15, 40, -0.5), { objectives: 2 }), name)).toEqual([]);
});
