import { describe, expect, it } from 'vitest';
import { distributionOf } from '#main/export/optuna/distributions.ts';
import type { Dimension } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';

const stored = (dimension: Dimension | undefined, value: SettingValue, tried = [value]) => {
  const { value: number, distribution } = distributionOf(dimension, tried)(value);
  const { name, attributes } = JSON.parse(distribution);
  return { number, name, ...attributes };
};

describe('a distribution of Optuna', () => {
  it('has the scale, the ends and the step of a numeric setting', () => {
    const rate = { name: 'lr', type: 'float', low: 1e-4, high: 1, scale: 'log' } as const;
    expect(stored(rate, 0.01)).toEqual({
      ...{ number: 0.01, name: 'FloatDistribution' },
      ...{ low: 1e-4, high: 1, log: true, step: null },
    });
    const units = { name: 'units', type: 'int', low: 8, high: 64, scale: 'linear', step: 8 } as const;
    expect(stored(units, 24)).toMatchObject({ name: 'IntDistribution', low: 8, high: 64, step: 8, log: false });
    const open = { name: 'n', type: 'int', low: 1, high: 9, scale: 'log' } as const;
    expect(stored(open, 3)).toMatchObject({ name: 'IntDistribution', step: 1, log: true });
  });

  it('ends where the last step does: Optuna warns of a range that its step does not divide', () => {
    const dropout = { name: 'd', type: 'float', low: 0, high: 0.35, scale: 'linear', step: 0.1 } as const;
    expect(stored(dropout, 0.1)).toMatchObject({ high: 0.3, step: 0.1 });
  });

  it('reaches as far as a value outside of the range, which no step divides', () => {
    const units = { name: 'units', type: 'int', low: 8, high: 64, scale: 'linear', step: 8 } as const;
    expect(stored(units, 100)).toMatchObject({ low: 8, high: 100, step: 1 });
    expect(stored(units, 3)).toMatchObject({ low: 3, high: 64, step: 1 });
    const rate = { name: 'lr', type: 'float', low: 1e-4, high: 1, scale: 'log' } as const;
    expect(stored(rate, 0)).toMatchObject({ low: 0, high: 1, log: false });
  });

  it('has choices of every kind, those that are no longer there too, and the index of the value', () => {
    const optimizer = { name: 'o', type: 'categorical', choices: ['sgd', null, true, 3] } as const;
    expect(stored(optimizer, null)).toEqual({
      number: 1,
      name: 'CategoricalDistribution',
      choices: ['sgd', null, true, 3],
    });
    expect(stored(optimizer, 'adam', ['sgd', 'adam'])).toMatchObject({
      number: 4,
      choices: ['sgd', null, true, 3, 'adam'],
    });
  });

  it('spans three standard deviations of an unbounded prior, on the scale of its logarithm', () => {
    expect(stored({ name: 'x', type: 'normal', mean: 1, sd: 2 }, 0)).toMatchObject({ low: -5, high: 7, log: false });
    const scale = stored({ name: 'x', type: 'lognormal', mean: 0, sd: 1 }, 30);
    expect(scale).toMatchObject({ low: expect.closeTo(Math.exp(-3), 12), high: 30, log: true });
  });

  it('is what was tried where the setting is searched no longer', () => {
    expect(stored(undefined, 2, [1, 2, 5])).toMatchObject({ name: 'IntDistribution', low: 1, high: 5 });
    expect(stored(undefined, 0.5, [0.5, 1])).toMatchObject({ name: 'FloatDistribution', low: 0.5, high: 1 });
    expect(stored(undefined, 'a', ['a', 2])).toMatchObject({ name: 'CategoricalDistribution', choices: ['a', 2] });
  });
});
