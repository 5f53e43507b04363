import { describe, expect, it } from 'vitest';
import { rangeOfRanges, rangeOfValues, withConditions } from '#main/import/ranges.ts';
import type { Params } from '#shared/study/values.ts';

const drawn = { type: 'float', low: 0, high: 1, log: false, step: null } as const;

describe('a range of what was tried', () => {
  it('spans numbers, whole ones as such, and lists everything else', () => {
    expect(rangeOfValues([3, 1, 2])).toEqual({ type: 'int', low: 1, high: 3 });
    expect(rangeOfValues([0.5, 2])).toEqual({ type: 'float', low: 0.5, high: 2 });
    expect(rangeOfValues(['a', null, 'a', 2])).toEqual({ type: 'categorical', choices: ['a', null, 2] });
    expect(rangeOfValues([true, true])).toBe(true);
  });
});

describe('the range of several', () => {
  it('holds them all, with scale and step where they agree', () => {
    expect(rangeOfRanges([drawn, { ...drawn, low: -1 }])).toEqual({ type: 'float', low: -1, high: 1 });
    const log = { ...drawn, low: 0.1, log: true };
    expect(rangeOfRanges([log, log])).toEqual({ type: 'float', low: 0.1, high: 1, scale: 'log' });
    expect(rangeOfRanges([log, { ...log, log: false }])).toEqual({ type: 'float', low: 0.1, high: 1 });
    const stepped = { ...drawn, step: 0.25 };
    expect(rangeOfRanges([stepped, stepped])).toEqual({ type: 'float', low: 0, high: 1, step: 0.25 });
    expect(rangeOfRanges([stepped, { ...stepped, low: 0.1 }])).toEqual({ type: 'float', low: 0, high: 1 });
  });

  it('is a value where there is only one', () => {
    expect(rangeOfRanges([{ ...drawn, low: 2, high: 2 }])).toBe(2);
  });
});

describe('a setting that only some trials have', () => {
  const settings = {
    name: { type: 'categorical', choices: ['sgd', 'adam', 'adamw'] },
    momentum: { type: 'float', low: 0, high: 1 },
  };

  it('applies to the choices of the trials that have it', () => {
    const trials: Params[] = [{ name: 'sgd', momentum: 0.5 }, { name: 'adam' }, { name: 'sgd', momentum: 0.9 }];
    expect(withConditions(settings, trials).momentum).toEqual({ ...settings.momentum, when: { name: ['sgd'] } });
  });

  it('applies always where no choice decides', () => {
    expect(withConditions(settings, [{ name: 'sgd', momentum: 0.5 }, { name: 'sgd' }])).toEqual(settings);
  });
});
