import { expect, test } from 'vitest';
import { originOf } from '#main/host/advice/study-input.ts';
import { createSampler, samplerNames } from '#main/search/index.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { randomStream } from '#shared/num/random.ts';
import { samplerSchema } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';

const space: Space = {
  dimensions: [
    { name: 'x', type: 'float', low: 0, high: 1, scale: 'linear' },
    { name: 'y', type: 'float', low: 0, high: 1, scale: 'linear' },
  ],
  constraints: [],
  fixed: {},
};

test.each(samplerNames)('%s: what it draws before it has learned is even, and only that', (kind) => {
  const spec = samplerSchema.parse({ kind });
  const sampler = createSampler(spec);
  const random = randomStream(1);
  const trials: ObservedTrial[] = [];
  const origins: string[] = [];
  for (let number = 1; number <= 30; number++) {
    const suggestion = sampler.suggest(space, { direction: 'maximize', trials }, random);
    if (suggestion.kind === 'exhausted') break;
    const { params, why } = suggestion;
    origins.push(originOf({ source: 'sampler', why }, spec));
    const value = Number(params.x) + Math.sin(9 * Number(params.y));
    trials.push({ number, state: 'complete', params, value, steps: [1], values: [value] });
  }
  expect(origins[0]).toBe('even');
  if (['random', 'sobol', 'grid'].includes(kind)) expect(new Set(origins)).toEqual(new Set(['even']));
  else expect(origins.at(-1)).toBe('model');
  expect(originOf({ source: 'enqueued', why: null }, spec)).toBe('given');
});
