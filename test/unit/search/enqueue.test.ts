import { describe, expect, it } from 'vitest';
import { completePoint } from '#main/search/index.ts';
import { randomStream } from '#shared/num/random.ts';
import type { Space } from '#shared/study/space.ts';

const space: Space = {
  dimensions: [
    { name: 'model.units', type: 'int', low: 16, high: 512, scale: 'log' },
    { name: 'optimizer.name', type: 'categorical', choices: ['sgd', 'adam'] },
    { name: 'optimizer.learningRate', type: 'float', low: 1e-4, high: 0.05, scale: 'log' },
    {
      name: 'optimizer.momentum',
      type: 'float',
      low: 0.5,
      high: 0.99,
      scale: 'linear',
      when: { 'optimizer.name': ['sgd'] },
    },
  ],
  constraints: [],
  fixed: { 'training.epochs': 10 },
};
const complete = (point: Parameters<typeof completePoint>[0], of: Space = space) =>
  completePoint(point, of, randomStream(1));

describe('a starting point', () => {
  it('is completed with defaults where the range contains them', () => {
    expect(complete({ 'optimizer.name': 'adam' })).toEqual({
      'model.units': 128,
      'optimizer.name': 'adam',
      'optimizer.learningRate': 0.001,
    });
  });

  it('is completed by draws where the default lies outside', () => {
    // sgd's default rate of 0.1 and momentum of 0 are outside.
    const params = complete({ 'optimizer.name': 'sgd' });
    expect(params['optimizer.learningRate']).toBeLessThanOrEqual(0.05);
    expect(params['optimizer.momentum']).toBeGreaterThanOrEqual(0.5);
    expect(complete({ 'optimizer.name': 'sgd' })).toEqual(params);
  });

  it('loses what is inactive or not searched', () => {
    expect(complete({ 'optimizer.name': 'adam', 'optimizer.momentum': 0.9, 'training.epochs': 10 })).not.toHaveProperty(
      'optimizer.momentum',
    );
    expect(complete({ 'training.epochs': 10 })).not.toHaveProperty('training.epochs');
  });

  it('keeps its own values when the defaults would break a constraint', () => {
    const narrow: Space = { ...space, constraints: ['model.units < 100'] };
    const params = complete({ 'optimizer.name': 'adam', 'optimizer.learningRate': 0.01 }, narrow);
    expect(params['model.units']).toBeLessThan(100);
    expect(params).toMatchObject({ 'optimizer.name': 'adam', 'optimizer.learningRate': 0.01 });
  });

  it('outside its range is refused with a sentence', () => {
    expect(() => complete({ 'optimizer.learningRate': 7 })).toThrow(
      'The starting value 7 of "optimizer.learningRate" is outside its range.',
    );
  });
});
