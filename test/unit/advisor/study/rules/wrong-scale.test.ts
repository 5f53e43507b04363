import { expect, test } from 'vitest';
import { drawn, dropout, rate, spaceOf, study, told } from '../studies.fixture.ts';

const linear = { ...rate, low: 1e-4, high: 1, scale: 'linear' } as const;
const name = 'wrong-scale';
const logOf = (params: Record<string, unknown>) => Math.log10(Number(params['optimizer.learningRate']));

test('good ones in the low quarter of a linear range of four decades: a log scale', () => {
  const trials = drawn(spaceOf(linear), 40, (params, random) => -((logOf(params) + 2) ** 2) + 0.01 * random.normal());
  const [advice] = told(study(spaceOf(linear), trials), name);
  expect(advice).toMatchObject({
    evidence: { id: 'study.scale-crowded', values: { ratio: 10_000 } },
    change: { from: { scale: 'linear' }, to: { low: 1e-4, high: 1, scale: 'log' } },
  });
});

test('an end at 0 begins where the registry does', () => {
  const space = spaceOf({ ...linear, low: 0 });
  const trials = drawn(space, 40, (params, random) => -Math.abs(logOf(params) + 2) + 0.01 * random.normal());
  expect(told(study(space, trials), name)[0]?.change).toMatchObject({ to: { low: 0.00001, high: 1, scale: 'log' } });
});

test('an effect that is straight over the logarithm is one too', () => {
  const width = { name: 'width', type: 'int', low: 1, high: 1000, scale: 'linear' } as const;
  const space = spaceOf(width, dropout);
  // Twice as many small widths as large ones, as a person enqueues them.
  const sizes = [1, 3, 10, 30, 100, 300, 1000];
  const trials = drawn(space, 60, () => 0).map((one, i) => {
    const size = sizes[i % sizes.length] ?? 1;
    return { ...one, params: { ...one.params, width: size }, value: Math.log(size) + 0.1 * Math.sin(7 * i) };
  });
  expect(told(study(space, trials, { builtin: false }), name)[0]?.evidence).toMatchObject({
    id: 'study.scale-effect',
    values: { setting: 'width' },
  });
});

test('silent on a log scale, on a share such as dropout, and where the good ones lie all over', () => {
  const good = (params: Record<string, unknown>) => -((logOf(params) + 2) ** 2);
  expect(told(study(spaceOf(rate), drawn(spaceOf(rate), 40, good)), name)).toEqual([]);
  const low = drawn(spaceOf(dropout), 40, (params) => -Number(params['model.dropout']));
  expect(told(study(spaceOf(dropout), low), name)).toEqual([]);
  const noise = drawn(spaceOf(linear), 40, (_, random) => random.normal());
  expect(told(study(spaceOf(linear), noise), name)).toEqual([]);
});
