import { describe, expect, it } from 'vitest';
import type { ObservedTrial } from '#main/search/search.ts';
import { noiseOf } from '#main/search/stages/noise.ts';
import { randomStream } from '#shared/num/random.ts';

function curve(values: readonly number[]): ObservedTrial {
  return {
    number: 1,
    state: 'complete',
    params: {},
    value: Math.max(...values),
    steps: values.map((_, i) => i + 1),
    values,
  };
}

describe('noise of a value', () => {
  it('of a share of rows is that of a binomial share', () => {
    expect(noiseOf([], 'validation.accuracy', { best: 0.9, validationRows: 400 })).toBeCloseTo(0.015, 12);
    expect(noiseOf([], 'validation.loss', { best: 0.9, validationRows: 400 })).toBe(0);
    expect(noiseOf([], 'validation.accuracy', { best: null, validationRows: 400 })).toBe(0);
  });

  it('with several runs adds how these scatter to what the rows leave open', () => {
    const trials = [0.02, 0.02].map((spread) => ({ ...curve([0.9]), spread }));
    const noise = noiseOf(trials, 'validation.accuracy', { best: 0.9, validationRows: 400 });
    expect(noise).toBeCloseTo(Math.hypot(0.015, 0.02), 12);
    expect(noiseOf(trials, 'validation.loss', { best: 0.9, validationRows: 400 })).toBeCloseTo(0.02, 12);
  });

  it('of other metrics is found in curves that rise beside it', () => {
    const random = randomStream(4);
    const trials = Array.from({ length: 40 }, () =>
      curve(Array.from({ length: 30 }, (_, epoch) => 2 - epoch / 50 + 0.02 * random.normal())),
    );
    const noise = noiseOf(trials, 'validation.loss', { best: 1.4, validationRows: null });
    expect(noise).toBeGreaterThan(0.017);
    expect(noise).toBeLessThan(0.023);
  });

  it('is not read from curves of a few epochs, which still bend', () => {
    expect(noiseOf([curve([0.1, 0.5, 0.7, 0.8])], 'loss', { best: 0.8, validationRows: null })).toBe(0);
  });
});
