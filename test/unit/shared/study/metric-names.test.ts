import { describe, expect, it } from 'vitest';
import { betterDirection, isMetricName, metricLabel, metricNames } from '#shared/study/metric-names.ts';

describe('metric names', () => {
  it.each([
    'train.loss',
    'validation.balancedAccuracy',
    'validation.recall[setosa]',
    'train.gradientNorm',
    'learningRate',
    'train.steps',
    'classMix[3]',
  ])('%s exists', (name) => expect(isMetricName(name)).toBe(true));

  it.each([
    'loss',
    'test.loss',
    'validation.recall',
    'validation.recall[]',
    'validation.toString',
    'train.learningRate',
  ])('%s does not', (name) => expect(isMetricName(name)).toBe(false));

  it('may hold any class, brackets and line breaks too', () => {
    expect(metricLabel('validation.recall[a]b]')).toBe('a]b');
    expect(metricLabel('classMix[two\nlines]')).toBe('two\nlines');
    expect(isMetricName('validation.recall[two\nlines]')).toBe(true);
    expect(metricLabel('validation.accuracy')).toBeNull();
  });

  it('know which way is better', () => {
    const directions = metricNames
      .filter((name) => name.startsWith('validation.'))
      .map((name) => [name, betterDirection(name)]);
    expect(Object.fromEntries(directions)).toEqual({
      'validation.loss': 'minimize',
      'validation.accuracy': 'maximize',
      'validation.macroF1': 'maximize',
      'validation.balancedAccuracy': 'maximize',
      'validation.rmse': 'minimize',
      'validation.mae': 'minimize',
      'validation.r2': 'maximize',
    });
    expect(betterDirection('validation.recall[cat]')).toBe('maximize');
    expect(betterDirection('learningRate')).toBeNull();
    expect(betterDirection('validation.constructor')).toBeNull();
  });
});
