import { expect, test } from 'vitest';
import { randomStream } from '#shared/num/random.ts';
import { rate, spaceOf, study, told, trial } from '../studies.fixture.ts';

const name = 'seeds-over-settings';
const space = spaceOf(rate);

/** `count` configurations of `runs` runs: standard deviations of their means, and of runs around them. */
function repeated(
  count: number,
  runs: number,
  settings: number,
  seeds: number,
  seed = 1,
  fold?: (run: number) => number,
) {
  const random = randomStream(seed);
  return Array.from({ length: count }, (_, i) => {
    const center = 0.8 + settings * random.normal();
    const own = Array.from({ length: runs }, (_run, r) => ({
      ...{
        run: r + 1,
        seed: r,
        fold: fold ? r + 1 : null,
        share: 1,
        state: 'complete' as const,
        bestEpoch: 3,
        lastEpoch: 9,
      },
      value: center + seeds * random.normal() + (fold?.(r) ?? 0),
    }));
    const value = own.reduce((sum, run) => sum + run.value / runs, 0);
    return trial(i + 1, { params: { 'optimizer.learningRate': 0.01 * (i + 1) }, value, runs: own });
  });
}

test('runs that differ more than configurations: more repeats', () => {
  const [advice] = told(study(space, repeated(10, 3, 0, 0.02), { repeats: 3 }), name);
  expect(advice).toMatchObject({
    evidence: { id: 'study.seeds', values: { configurations: 10, runs: 30 } },
    change: { kind: 'repeats', from: 3, to: 5 },
  });
  const [more] = told(study(space, repeated(10, 5, 0, 0.02), { repeats: 5 }), name);
  expect(more?.change).toEqual({ kind: 'validation', from: 0.2, to: 0.3 });
});

test('silent where settings differ more, in nearly all studies', () => {
  const alarms = Array.from({ length: 50 }, (_, seed) =>
    told(study(space, repeated(6, 3, 0.03, 0.02, seed + 1), { repeats: 3 }), name),
  );
  expect(alarms.filter((list) => list.length > 0).length).toBeLessThan(5);
});

test('what folds share is no seed', () => {
  const level = (run: number) => 0.1 * run;
  const trials = repeated(8, 4, 0.05, 0.01, 1, level);
  expect(told(study(space, trials, { validation: { fraction: null, folds: 4 } }), name)).toEqual([]);
  expect(
    told(study(space, repeated(8, 4, 0, 0.01, 1, level), { validation: { fraction: null, folds: 4 } }), name),
  ).toHaveLength(1);
});

test('trials that train another one again are runs of it', () => {
  const random = randomStream(2);
  const trials = Array.from({ length: 24 }, (_, i) =>
    trial(i + 1, {
      params: { 'optimizer.learningRate': 0.01 },
      value: 0.8 + 0.02 * random.normal(),
      rerunOf: i < 6 ? null : (i % 6) + 1,
    }),
  );
  expect(told(study(space, trials), name)[0]?.change).toEqual({ kind: 'repeats', from: 1, to: 3 });
});

test('silent without repeats, and for two configurations', () => {
  expect(told(study(space, repeated(20, 1, 0.01, 0.02)), name)).toEqual([]);
  expect(told(study(space, repeated(2, 3, 0, 0.02)), name)).toEqual([]);
});
