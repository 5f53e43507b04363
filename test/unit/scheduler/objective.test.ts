import { describe, expect, it } from 'vitest';
import { divergedKey, pick } from '#main/scheduler/objective.ts';

describe('objective', () => {
  const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
  it.each([
    ['best', 'maximize', [0.1, 0.5, 0.5, 0.2], { value: 0.5, epoch: 2 }],
    ['best', 'minimize', [0.1, 0.5, 0.1, 0.2], { value: 0.1, epoch: 1 }],
    ['last', 'maximize', [0.1, 0.5, 0.2], { value: 0.2, epoch: 3 }],
    ['last', 'maximize', [0.1, 0.5, nan], { value: 0.5, epoch: 2 }],
    ['best', 'maximize', [nan, infinity, 0.3], { value: 0.3, epoch: 3 }],
    ['best', 'minimize', [nan, -infinity], null],
    ['best', 'maximize', [], null],
  ] as const)('%s of %s %j', (how, direction, values, expected) => {
    const steps = values.map((_, i) => i + 1);
    expect(pick(steps, values, { metric: 'm', direction, pick: how })).toEqual(expected);
  });

  it('sees divergence in either loss, and not in a metric that may be infinite', () => {
    expect(divergedKey({ 'train.loss': nan })).toBe('train.loss');
    expect(divergedKey({ 'train.loss': 1, 'validation.loss': infinity })).toBe('validation.loss');
    expect(divergedKey({ 'train.loss': 1, 'train.gradientNorm': infinity })).toBeNull();
  });
});
