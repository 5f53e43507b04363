// Samplers in a study of several objectives.
import { describe, expect, it } from 'vitest';
import { createSampler } from '#main/search/index.ts';
import { byRank, byTradeOff } from '#main/search/pareto/flatten.ts';
import { hypervolume } from '#main/search/pareto/hypervolume.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { median } from '#shared/num/statistics.ts';
import type { SamplerSpec } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';

const directions = ['maximize', 'minimize'] as const;

function trial(
  number: number,
  objectives: readonly number[] | null,
  params: Record<string, number> = {},
): ObservedTrial {
  const common = { number, params, steps: [1], values: [objectives?.[0] ?? Number.NaN] };
  return objectives === null
    ? { ...common, state: 'failed', value: null }
    : { ...common, state: 'complete', value: objectives[0] ?? null, objectives };
}

const history = (...results: (readonly number[] | null)[]): History => ({
  direction: 'maximize',
  directions,
  trials: results.map((objectives, i) => trial(i + 1, objectives)),
});

const places = (given: History) => byRank(given).trials.map(({ value }) => value);

describe('the place of a trial', () => {
  it('goes by fronts, in the directions of the objectives', () => {
    // Accuracy up, size down: the second is better in both than the first, the third in one than the second.
    expect(places(history([0.8, 30], [0.9, 20], [0.95, 25], null))).toEqual([
      2,
      expect.any(Number),
      expect.any(Number),
      null,
    ]);
  });

  it('within a front, by what a trial adds to the hypervolume of those before it', () => {
    // The middle one dominates most; the two ends follow.
    expect(places(history([0.9, 90], [0.5, 50], [0.1, 10]))[1]).toBe(0);
  });

  it('is nobody’s where a result is missing', () => {
    const { trials } = byRank({ ...history([1, 1]), trials: [{ ...trial(1, [1, 1]), objectives: undefined }] });
    expect(trials[0]?.value).toBeNull();
  });
});

it('a trade-off weighs the objectives anew at every ask, and never prefers a dominated trial', () => {
  const given = history([0.8, 30], [0.9, 20], [0.95, 25], [0.99, 60], null);
  const random = randomStream(1);
  const firsts = new Set<number>();
  for (let i = 0; i < 50; i++) {
    const { history: flat, weights } = byTradeOff(given, random);
    expect(weights[0] ?? 0).toBeCloseTo(1 - (weights[1] ?? 0), 12);
    const values = flat.trials.map(({ value }) => value ?? Number.POSITIVE_INFINITY);
    expect(values[1]).toBeLessThan(values[0] ?? 0);
    firsts.add(values.indexOf(Math.min(...values)));
  }
  expect([...firsts].sort()).toEqual([1, 2, 3]);
  expect(byTradeOff(given, randomStream(7))).toEqual(byTradeOff(given, randomStream(7)));
});

const space: Space = {
  dimensions: [0, 1, 2, 3].map((i) => ({ name: `x${i}`, type: 'float', low: 0, high: 1, scale: 'linear' })),
  constraints: [],
  fixed: {},
};

/** ZDT1 (Zitzler, Deb and Thiele 2000) in four settings: both losses fall only where x1 … x3 are 0. */
function zdt1(params: Readonly<Record<string, unknown>>): number[] {
  const [first = 0, ...rest] = space.dimensions.map(({ name }) => Number(params[name]));
  const g = 1 + (9 * rest.reduce((sum, x) => sum + x, 0)) / rest.length;
  return [first, g * (1 - Math.sqrt(first / g))];
}

function search(spec: SamplerSpec, trials: number, seed: number): number {
  const sampler = createSampler(spec);
  const told: ObservedTrial[] = [];
  const minimize = ['minimize', 'minimize'] as const;
  while (told.length < trials) {
    const number = told.length + 1;
    const given = { direction: 'minimize', directions: minimize, trials: told } as const;
    const suggestion = sampler.suggest(space, given, randomStream(deriveSeed(seed, number)));
    if (suggestion.kind !== 'params') throw new Error(suggestion.reason);
    told.push(trial(number, zdt1(suggestion.params), suggestion.params as Record<string, number>));
  }
  return hypervolume(
    told.map(({ objectives }) => [...(objectives ?? [])]),
    [1.1, 11],
  );
}

it.each(['tpe', 'gp', 'auto'] as const)(
  '%s finds a front that dominates more than random points do',
  (kind) => {
    const seeds = [1, 2, 3];
    const of = (spec: SamplerSpec) => median(seeds.map((seed) => search(spec, 50, seed)));
    expect(of({ kind })).toBeGreaterThan(of({ kind: 'random' }) + 0.5);
    // Nothing here is about time: six searches on a busy machine.
  },
  60_000,
);
