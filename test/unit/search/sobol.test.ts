import { describe, expect, it } from 'vitest';
import { createSampler } from '#main/search/index.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

function asked(space: Space, count: number, seed: number, scramble?: boolean): Params[] {
  const sampler = createSampler({ kind: 'sobol', ...(scramble !== undefined && { scramble }) });
  const trials: ObservedTrial[] = [];
  for (let number = 1; number <= count; number++) {
    const history: History = { direction: 'minimize', trials };
    const suggestion = sampler.suggest(space, history, randomStream(deriveSeed(seed, number, 'sampler')));
    if (suggestion.kind === 'exhausted') break;
    trials.push({ number, state: 'running', params: suggestion.params, value: null, steps: [], values: [] });
  }
  return trials.map(({ params }) => params);
}

const rate = { name: 'rate', type: 'float', low: 1e-4, high: 1, scale: 'log' } as const;
const units = { name: 'units', type: 'int', low: 1, high: 8, scale: 'linear' } as const;

describe('sobol', () => {
  it('gives the plain sequence on every scale when it is not scrambled', () => {
    const space: Space = { dimensions: [rate, units], constraints: [], fixed: {} };
    const first = asked(space, 4, 0, false);
    expect(first.map((params) => params.units)).toEqual([1, 5, 3, 7]);
    [1e-4, 1e-2, 1e-1, 1e-3].forEach((wanted, i) => {
      expect(first[i]?.rate).toBeCloseTo(wanted, 10);
    });
  });

  it('covers every level equally often, whatever the seed; other seeds give other points', () => {
    const space: Space = { dimensions: [rate, units], constraints: [], fixed: {} };
    const points = asked(space, 65, 3).slice(1);
    const counts = Map.groupBy(points, (params) => params.units);
    for (const level of [1, 2, 3, 4, 5, 6, 7, 8]) {
      expect(Math.abs((counts.get(level)?.length ?? 0) - 8)).toBeLessThanOrEqual(1);
    }
    expect(asked(space, 8, 4)).not.toEqual(asked(space, 8, 3));
  });

  it('draws choices by weight and priors by their own distribution', () => {
    const space: Space = {
      dimensions: [
        { name: 'c', type: 'categorical', choices: ['a', 'b'], weights: [3, 1] },
        { name: 'z', type: 'normal', mean: 10, sd: 2 },
      ],
      constraints: [],
      fixed: {},
    };
    const points = asked(space, 257, 1).slice(1);
    expect(points.filter(({ c }) => c === 'a')).toHaveLength(192);
    expect(points.filter(({ z }) => Number(z) < 8).length / 256).toBeCloseTo(0.1587, 1);
  });

  it('passes over points that break a constraint, and asks none twice', () => {
    const space: Space = { dimensions: [rate, units], constraints: ['units * rate < 0.01'], fixed: {} };
    const points = asked(space, 40, 1);
    expect(points.every((params) => Number(params.units) * Number(params.rate) < 0.01)).toBe(true);
    expect(new Set(points.map((params) => JSON.stringify(params))).size).toBe(40);
  });
});
