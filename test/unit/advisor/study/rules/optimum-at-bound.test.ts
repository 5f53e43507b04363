import { expect, test } from 'vitest';
import { drawn, dropout, ofRate, rate, spaceOf, study, told, trial, units } from '../studies.fixture.ts';

const rising = drawn(spaceOf(rate), 40, (params, random) => ofRate(params) + 0.02 * random.normal());
const name = 'optimum-at-bound';

test('the best at the upper end: the range grows by half of its width on its scale', () => {
  const [advice, ...more] = told(study(spaceOf(rate), rising), name);
  expect(more).toEqual([]);
  expect(advice).toMatchObject({
    setting: rate.name,
    evidence: { id: 'study.bound-high', values: { of: 8, high: 1 } },
  });
  expect(advice?.change).toEqual({
    ...{ kind: 'range', setting: rate.name, from: { type: 'float', low: 1e-5, high: 1, scale: 'log' } },
    to: { type: 'float', low: 1e-5, high: 10, scale: 'log' },
  });
  expect(advice?.trials.length).toBeGreaterThan(4);
});

test('where smaller is better it is the other end', () => {
  const [advice] = told(study(spaceOf(rate), rising, { direction: 'minimize' }), name);
  expect(advice).toMatchObject({ evidence: { id: 'study.bound-low' }, change: { to: { low: 3.2e-8, high: 1 } } });
});

test('an optimum inside is none, nor is one just before the end', () => {
  for (const best of [0.5, 0.8]) {
    const trials = drawn(
      spaceOf(rate),
      60,
      (params, random) => -((ofRate(params) - best) ** 2) + 0.01 * random.normal(),
    );
    expect(told(study(spaceOf(rate), trials), name)).toEqual([]);
  }
});

test('noise alone says it in fewer than one of twenty studies', () => {
  const false_ = Array.from({ length: 60 }, (_, seed) => {
    const space = spaceOf(rate, units, dropout);
    return told(
      study(
        space,
        drawn(space, 30, (_params, random) => random.normal(), seed + 1),
      ),
      name,
    ).length;
  });
  expect(false_.filter((count) => count > 0).length).toBeLessThan(3);
});

test('a range is not widened beyond what is legal or usual, and an end that cannot move is not told', () => {
  const share = (params: Record<string, unknown>) => Number(params['model.dropout']);
  const up = drawn(spaceOf(dropout), 40, (params, random) => share(params) + 0.01 * random.normal());
  expect(told(study(spaceOf(dropout), up), name)[0]?.change).toMatchObject({ to: { low: 0, high: 0.9 } });
  // No dropout at all is a legal end: there is nothing below it.
  expect(told(study(spaceOf(dropout), up, { direction: 'minimize' }), name)).toEqual([]);
});

test('a setting of the user’s own program keeps its sign', () => {
  const depth = { name: 'depth', type: 'int', low: 2, high: 12, scale: 'linear' } as const;
  const trials = drawn(spaceOf(depth), 40, (params, random) => -Number(params.depth) + 0.1 * random.normal());
  expect(told(study(spaceOf(depth), trials, { builtin: false }), name)[0]?.change).toMatchObject({
    to: { low: 1, high: 12 },
  });
});

test('silent below ten complete trials, and for a list of values', () => {
  expect(told(study(spaceOf(rate), rising.slice(0, 9)), name)).toEqual([]);
  const listed = spaceOf({ ...rate, values: [1e-5, 1e-3, 1] });
  expect(told(study(listed, drawn(listed, 40, ofRate)), name)).toEqual([]);
});

test('a conditional setting counts where it is active', () => {
  const optimizer = { name: 'optimizer.name', type: 'categorical', choices: ['sgd', 'adam'] } as const;
  const sgd = { when: { 'optimizer.name': ['sgd'] } };
  const momentum = { name: 'optimizer.momentum', type: 'float', low: 0, high: 0.5, scale: 'linear', ...sgd } as const;
  const space = spaceOf(optimizer, momentum);
  const trials = drawn(space, 80, ({ 'optimizer.momentum': m }, random) =>
    m === undefined ? -1 + 0.01 * random.normal() : Number(m) + 0.01 * random.normal(),
  );
  expect(told(study(space, trials), name)[0]?.change).toMatchObject({
    setting: 'optimizer.momentum',
    to: { high: 0.75 },
  });
});

test('trials of a wider range of another day do not count', () => {
  const outside = rising.map(({ number, value }) => trial(number, { params: { 'optimizer.learningRate': 50 }, value }));
  expect(told(study(spaceOf(rate), outside), name)).toEqual([]);
});

test('a sampler that has run against the end: ten trials all over, thirty on it', () => {
  const space = spaceOf(rate, units, dropout);
  const value = (params: Record<string, unknown>) =>
    0.9 - 0.6 * (1.2 - (Math.log10(Number(params[rate.name])) + 5) / 5) ** 2;
  const against = (seed: number, of: typeof value) =>
    drawn(space, 40, () => 0, seed).map((one, i) => {
      const params = i < 10 ? one.params : { ...one.params, [rate.name]: 1 };
      return { ...one, params, value: of(params) + 0.01 * Math.sin(97 * (i + seed)) };
    });
  const counted = (of: typeof value) =>
    Array.from({ length: 20 }, (_, seed) => told(study(space, against(seed + 1, of)), name))
      .flat()
      .filter(({ setting }) => setting === rate.name).length;
  expect(counted(value)).toBeGreaterThan(17);
  // Where it only went there, and nothing depends on it.
  expect(counted(() => 0.5)).toBeLessThan(4);
});

test('of three values one is a third of the range, not a quarter', () => {
  const layers = { name: 'model.layers', type: 'int', low: 1, high: 3, scale: 'linear' } as const;
  const more = drawn(spaceOf(layers), 40, (params, random) => Number(params['model.layers']) + 0.1 * random.normal());
  expect(told(study(spaceOf(layers), more), name)[0]).toMatchObject({
    evidence: { values: { count: 8, of: 8, chance: expect.closeTo(3 ** -8, 6) } },
    change: { to: { low: 1, high: 4 } },
  });
  const two = spaceOf({ ...layers, high: 2 });
  // Five of five would be chance there once in 32.
  expect(
    told(
      study(
        two,
        drawn(two, 12, (params) => Number(params['model.layers'])),
      ),
      name,
    ),
  ).toEqual([]);
});
