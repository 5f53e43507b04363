import { describe, expect, it } from 'vitest';
import { createSampler } from '#main/search/index.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';
import { randomStream } from '#shared/num/random.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';

const random = createSampler({ kind: 'random' });
const empty: History = { direction: 'maximize', trials: [] };

function draws(dimension: Dimension, count: number, constraints: readonly string[] = []): SettingValue[] {
  const space: Space = { dimensions: [dimension], constraints, fixed: {} };
  const stream = randomStream(42);
  return Array.from({ length: count }, () => {
    const suggestion = random.suggest(space, empty, stream);
    return suggestion.kind === 'params' ? (suggestion.params[dimension.name] ?? null) : null;
  });
}

const numbers = (dimension: Dimension, count: number) =>
  draws(dimension, count).filter((value) => typeof value === 'number');

/** Pearson's statistic against expected counts. */
function chiSquare(observed: readonly number[], expected: readonly number[]): number {
  return observed.reduce((sum, count, i) => sum + (count - (expected[i] ?? 0)) ** 2 / (expected[i] ?? 1), 0);
}

function bins(values: readonly number[], count: number): number[] {
  const filled = new Array<number>(count).fill(0);
  for (const value of values) {
    const bin = Math.min(count - 1, Math.max(0, Math.floor(value * count)));
    filled[bin] = (filled[bin] ?? 0) + 1;
  }
  return filled;
}

// Limits are the 99.9 % points of the chi-square distribution.
describe('distribution of random draws', () => {
  it('is even over the decades of a log range', () => {
    const values = numbers({ name: 'r', type: 'float', low: 1e-5, high: 1, scale: 'log' }, 10_000);
    const positions = values.map((value) => (Math.log10(value) + 5) / 5);
    expect(chiSquare(bins(positions, 20), new Array(20).fill(500))).toBeLessThan(43.8);
  });

  it('is even over a linear range', () => {
    const values = numbers({ name: 'r', type: 'float', low: -2, high: 3, scale: 'linear' }, 10_000);
    expect(
      chiSquare(
        bins(
          values.map((value) => (value + 2) / 5),
          20,
        ),
        new Array(20).fill(500),
      ),
    ).toBeLessThan(43.8);
  });

  it('gives both ends of a whole-number range their full share', () => {
    const values = numbers({ name: 'n', type: 'int', low: 1, high: 5, scale: 'linear' }, 5000);
    const counts = [1, 2, 3, 4, 5].map((n) => values.filter((value) => value === n).length);
    expect(chiSquare(counts, new Array(5).fill(1000))).toBeLessThan(18.5);
  });

  it('weighs whole numbers on a log scale by the width of their bins', () => {
    const values = numbers({ name: 'n', type: 'int', low: 1, high: 8, scale: 'log' }, 8000);
    const width = (n: number) => Math.log((n + 0.5) / (n - 0.5)) / Math.log(8.5 / 0.5);
    const counts = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => values.filter((value) => value === n).length);
    expect(
      chiSquare(
        counts,
        [1, 2, 3, 4, 5, 6, 7, 8].map((n) => 8000 * width(n)),
      ),
    ).toBeLessThan(24.3);
  });

  it('follows the weights of choices', () => {
    const values = draws({ name: 'c', type: 'categorical', choices: ['a', 'b'], weights: [3, 1] }, 4000);
    const counts = ['a', 'b'].map((choice) => values.filter((value) => value === choice).length);
    expect(chiSquare(counts, [3000, 1000])).toBeLessThan(10.8);
  });

  it('follows the priors of hyperopt', () => {
    const normal = numbers({ name: 'z', type: 'normal', mean: 5, sd: 2 }, 5000);
    expect(normal.reduce((a, b) => a + b, 0) / 5000).toBeCloseTo(5, 0);
    const logs = numbers({ name: 'r', type: 'lognormal', mean: -5, sd: 1 }, 5000).map(Math.log);
    expect(logs.reduce((a, b) => a + b, 0) / 5000).toBeCloseTo(-5, 0);
    expect(
      numbers({ name: 'q', type: 'normal', mean: 5, sd: 2, step: 0.5 }, 200).every((q) => Number.isInteger(q * 2)),
    ).toBe(true);
  });

  it('keeps to steps, values and points', () => {
    const distinct = (dimension: Dimension) => [...new Set(numbers(dimension, 400))].sort((a, b) => a - b);
    expect(distinct({ name: 'd', type: 'float', low: 0, high: 0.3, scale: 'linear', step: 0.1 })).toEqual([
      0, 0.1, 0.2, 0.3,
    ]);
    expect(distinct({ name: 'v', type: 'float', low: 0, high: 9, scale: 'linear', values: [0, 7, 9] })).toEqual([
      0, 7, 9,
    ]);
    expect(distinct({ name: 'p', type: 'float', low: 1e-3, high: 1, scale: 'log', points: 4 })).toEqual([
      0.001, 0.01, 0.1, 1,
    ]);
  });
});

describe('finite spaces', () => {
  it('with one rare legal point among a hundred thousand are solved by listing', () => {
    const int = (name: string): Dimension => ({ name, type: 'int', low: 1, high: 46, scale: 'linear' });
    const space: Space = { dimensions: [int('a'), int('b'), int('c')], constraints: ['a * b * c == 97336'], fixed: {} };
    expect(random.suggest(space, empty, randomStream(0))).toMatchObject({ params: { a: 46, b: 46, c: 46 } });
  });

  it('say in a sentence that all is tried', () => {
    const space: Space = {
      dimensions: [{ name: 'c', type: 'categorical', choices: ['a', 'b'] }],
      constraints: [],
      fixed: {},
    };
    const trials = ['a', 'b'].map((c, i) => trial(i + 1, { c }));
    expect(random.suggest(space, { direction: 'maximize', trials }, randomStream(0))).toEqual({
      kind: 'exhausted',
      reason: 'All 2 configurations of the search space have been tried.',
    });
  });

  it('that allow one point only are exhausted after it', () => {
    const space: Space = { dimensions: [], constraints: [], fixed: {} };
    expect(random.suggest(space, { direction: 'maximize', trials: [trial(1, {})] }, randomStream(0))).toMatchObject({
      reason: 'The only configuration of the search space has been tried.',
    });
  });
});

function trial(number: number, params: Params): ObservedTrial {
  return { number, state: 'complete', params, value: 1, steps: [1], values: [1] };
}
