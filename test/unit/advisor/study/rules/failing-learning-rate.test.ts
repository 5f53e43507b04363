import { expect, test } from 'vitest';
import type { StudyTrial } from '#main/advisor/index.ts';
import { adviseStudy } from '#main/advisor/index.ts';
import { drawn, ofRate, rate, spaceOf, study, told } from '../studies.fixture.ts';

const name = 'failing-learning-rate';
const space = spaceOf(rate);
const blown = (limit: number, state: StudyTrial['state'] = 'diverged') =>
  drawn(space, 40, (params) => 0.9 - (ofRate(params) - 0.5) ** 2).map((one) =>
    Number(one.params['optimizer.learningRate']) > limit ? { ...one, state, value: null } : one,
  );

test('trials that diverge above a rate: the range ends below the lowest of them', () => {
  for (const state of ['diverged', 'failed'] as const) {
    const trials = blown(0.1, state);
    const [advice] = told(study(space, trials), name);
    const failing = trials
      .filter((one) => one.state === state)
      .map((one) => Number(one.params['optimizer.learningRate']));
    const fine = trials
      .filter((one) => one.state === 'complete')
      .map((one) => Number(one.params['optimizer.learningRate']));
    const to = advice?.change?.kind === 'range' ? advice.change.to : null;
    expect(to?.low).toBe(1e-5);
    expect(to?.high).toBeLessThan(Math.min(...failing));
    expect(to?.high).toBeGreaterThanOrEqual(Math.max(...fine));
    expect(advice?.trials).toHaveLength(failing.length);
  }
});

test('a run whose curve blew up counts, whatever its state', () => {
  const trials = blown(0.1).map((one) =>
    one.state === 'diverged' ? { ...one, state: 'complete' as const, value: 0.1, verdict: 'diverged' as const } : one,
  );
  expect(told(study(space, trials), name)).toHaveLength(1);
});

test('the range is not widened at the same time', () => {
  const trials = blown(0.1).map((one) => (one.value === null ? one : { ...one, value: ofRate(one.params) }));
  const about = adviseStudy(study(space, trials)).filter(({ setting }) => setting === rate.name);
  expect(about.map(({ advice }) => advice)).toEqual([name]);
});

test('silent for failures all over the range, for two of them, and where the best trial lies among them', () => {
  const all = drawn(space, 40, ofRate);
  expect(
    told(
      study(
        space,
        all.map((one, i) => (i % 3 === 0 ? { ...one, state: 'failed', value: null } : one)),
      ),
      name,
    ),
  ).toEqual([]);
  const highest = all.toSorted((a, b) => ofRate(b.params) - ofRate(a.params));
  const two = new Set(highest.slice(0, 2).map(({ number }) => number));
  expect(
    told(
      study(
        space,
        all.map((one) => (two.has(one.number) ? { ...one, state: 'diverged', value: null } : one)),
      ),
      name,
    ),
  ).toEqual([]);
  const best = highest[0]?.number;
  const many = new Set(highest.slice(1, 9).map(({ number }) => number));
  const trials = all.map((one) =>
    many.has(one.number) && one.number !== best ? { ...one, state: 'diverged' as const, value: null } : one,
  );
  expect(told(study(space, trials), name)).toEqual([]);
});

test('programs of the users’ own call it lr', () => {
  const own = spaceOf({ ...rate, name: 'train.lr' });
  const trials = drawn(own, 40, () => 0.5).map((one) =>
    Number(one.params['train.lr']) > 0.1 ? { ...one, state: 'diverged' as const, value: null } : one,
  );
  expect(told(study(own, trials, { builtin: false }), name)[0]?.setting).toBe('train.lr');
});
