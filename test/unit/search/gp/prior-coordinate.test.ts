import { expect, it } from 'vitest';
import { coordinateOfPrior, priorAt } from '#main/search/gp/prior-coordinate.ts';
import { createSampler } from '#main/search/index.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { median } from '#shared/num/statistics.ts';
import { samplerSchema } from '#shared/study/search-schema.ts';
import type { PriorDimension, Space } from '#shared/study/space.ts';

const normal: PriorDimension = { name: 'n', type: 'normal', mean: 10, sd: 2 };
const lognormal: PriorDimension = { name: 'l', type: 'lognormal', mean: -5, sd: 1 };
const counts: PriorDimension = { name: 'q', type: 'lognormal', mean: 1, sd: 1, step: 1 };

it('a prior has its mean in the middle, equal steps of a deviation, and the way back', () => {
  expect([4, 7, 10, 16].map((value) => coordinateOfPrior(normal, value))).toEqual([0, 0.25, 0.5, 1]);
  expect(coordinateOfPrior(lognormal, Math.exp(-5))).toBeCloseTo(0.5, 12);
  for (const at of [-0.2, 0, 0.3, 1, 1.4]) {
    expect(coordinateOfPrior(lognormal, priorAt(lognormal, at))).toBeCloseTo(at, 12);
  }
  expect(priorAt(counts, coordinateOfPrior(counts, 7))).toBe(7);
  expect(priorAt(counts, coordinateOfPrior(counts, 0))).toBe(0);
});

it('no value lies infinitely far out', () => {
  expect([-1e300, 1e300].map((value) => coordinateOfPrior(normal, value))).toEqual([-0.5, 1.5]);
  expect(coordinateOfPrior(lognormal, 0)).toBe(-0.5);
});

const all: Space = { dimensions: [{ ...normal, mean: 0 }, lognormal, counts], constraints: [], fixed: {} };

/** Smooth in the settings' own units, best at 1, e^-6 and 3. */
function loss({ n, l, q }: ObservedTrial['params']): number {
  return (Number(n) - 1) ** 2 + (Math.log(Number(l)) + 6) ** 2 + (Number(q) - 3) ** 2;
}

function bestOf(kind: string, seed: number, space: Space = all): number {
  const sampler = createSampler(samplerSchema.parse({ kind }));
  const trials: ObservedTrial[] = [];
  for (let number = 1; number <= 30; number++) {
    const suggestion = sampler.suggest(
      space,
      { direction: 'minimize', trials },
      randomStream(deriveSeed(seed, number)),
    );
    if (suggestion.kind !== 'params') throw new Error(suggestion.reason);
    const value = loss(suggestion.params);
    trials.push({ number, state: 'complete', params: suggestion.params, value, steps: [1], values: [value] });
  }
  return Math.min(...trials.map(({ value }) => value ?? Number.POSITIVE_INFINITY));
}

it('on unbounded priors a Gaussian process finds what is smooth, a hundred times nearer than random draws', () => {
  const of = (kind: string) => median([1, 2, 3].map((seed) => bestOf(kind, seed)));
  expect(of('gp')).toBeLessThan(of('random') / 100);
});

it('follows the results beyond what the prior thinks likely', () => {
  // Best 4.5 and 5 standard deviations out, where one draw in 300 000 lies.
  const far: Space = { ...all, dimensions: [{ ...normal, mean: -8 }, { ...lognormal, mean: -1 }, counts] };
  const found = median([1, 2, 3].map((seed) => bestOf('gp', seed, far)));
  expect(found).toBeLessThan(0.1);
  expect(found).toBeLessThan(median([1, 2, 3].map((seed) => bestOf('random', seed, far))) / 100);
});
