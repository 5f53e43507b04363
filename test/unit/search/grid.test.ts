import { describe, expect, it } from 'vitest';
import { createSampler } from '#main/search/index.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

/** All points of the grid in the order asked for, and the sentence at its end. */
function exhaust(space: Space, seed = 0): { points: Params[]; reason: string } {
  const grid = createSampler({ kind: 'grid' });
  const trials: ObservedTrial[] = [];
  for (;;) {
    const stream = randomStream(deriveSeed(seed, trials.length));
    const suggestion = grid.suggest(space, { direction: 'maximize', trials }, stream);
    if (suggestion.kind === 'exhausted')
      return { points: trials.map(({ params }) => params), reason: suggestion.reason };
    const number = trials.length + 1;
    trials.push({ number, state: 'complete', params: suggestion.params, value: number, steps: [1], values: [number] });
  }
}

const space: Space = {
  dimensions: [
    { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam'] },
    { name: 'rate', type: 'float', low: 1e-4, high: 1, scale: 'log' },
    { name: 'momentum', type: 'float', low: 0, high: 0.9, scale: 'linear', points: 4, when: { optimizer: ['sgd'] } },
    { name: 'batch', type: 'int', low: 1, high: 9, scale: 'linear', values: [2, 8] },
  ],
  constraints: ['rate < 1 or batch == 8'],
  fixed: {},
};

describe('grid', () => {
  it('is the whole product once: three points per range, inactive settings merged, constraints kept', () => {
    const { points, reason } = exhaust(space);
    // adam: 3 rates × 2 batches − 1 forbidden; sgd the same times 4 momenta.
    expect(points).toHaveLength(5 + 5 * 4);
    expect(reason).toBe('All 25 configurations of the grid have been tried.');
    expect(new Set(points.map(({ rate }) => rate))).toEqual(new Set([0.0001, 0.01, 1]));
    expect(new Set(points.flatMap(({ momentum }) => momentum ?? []))).toEqual(new Set([0, 0.3, 0.6, 0.9]));
    expect(points.filter(({ optimizer }) => optimizer === 'adam').every((point) => !('momentum' in point))).toBe(true);
    expect(points.some(({ rate, batch }) => rate === 1 && batch === 2)).toBe(false);
  });

  it('comes in an order that the seed decides', () => {
    const [one, again, other] = [exhaust(space, 1), exhaust(space, 1), exhaust(space, 2)];
    expect(again).toEqual(one);
    expect(other.points).not.toEqual(one.points);
    const sorted = (points: readonly Params[]) => points.map((point) => JSON.stringify(point)).sort();
    expect(sorted(other.points)).toEqual(sorted(one.points));
  });

  it('does not try first one value of a setting and then the next', () => {
    const rates = exhaust(space)
      .points.slice(0, 9)
      .map(({ rate }) => rate);
    expect(new Set(rates).size).toBeGreaterThan(1);
  });

  it('of one point ends after it', () => {
    const single: Space = {
      dimensions: [{ name: 'c', type: 'categorical', choices: [1] }],
      constraints: [],
      fixed: {},
    };
    expect(exhaust(single)).toEqual({
      points: [{ c: 1 }],
      reason: 'The only configuration of the grid has been tried.',
    });
  });

  it('that a constraint empties says which', () => {
    const never: Space = { ...space, constraints: ['batch == 5'] };
    expect(() => exhaust(never)).toThrow('Nothing in the grid satisfies "batch == 5"');
  });
});
