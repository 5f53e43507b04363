// hyperopt's annealing: where it draws, and what it takes for good.
import { describe, expect, it } from 'vitest';
import { createSampler } from '#main/search/index.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

const x: Dimension = { name: 'x', type: 'float', low: 0, high: 10, scale: 'linear' };
const space = (...dimensions: Dimension[]): Space => ({ dimensions, constraints: [], fixed: {} });

describe('anneal', () => {
  it('draws from the priors first and says so', () => {
    expect(ask(space(x), [], 0).why).toBe('drawn from the priors: no trial yet to draw near to');
  });

  it('draws evenly from a window about a good trial that has shrunk with the number of trials, moved inside the range', () => {
    const trials = Array.from({ length: 30 }, (_, i) => trialOf(i + 1, { x: i === 7 ? 9.8 : 1 }, i === 7 ? 0 : 1));
    const near = Array.from({ length: 400 }, (_, seed) => ask(space(x), trials, seed))
      .filter(({ why }) => why?.startsWith('drawn near trial 8 (rank 1, 0), within 25 % of every range'))
      .map(({ params }) => Number(params.x));
    // 10 / (1 + 0.1 · 30) wide, and as near to 9.8 as the end allows.
    expect(Math.min(...near)).toBeGreaterThan(7.5);
    expect(Math.min(...near)).toBeLessThan(7.6);
    expect(Math.max(...near)).toBeGreaterThan(9.9);
    // Ranks are geometric with mean 2: half of the draws are near the best.
    expect(near.length).toBeGreaterThan(160);
    expect(near.length).toBeLessThan(240);
  });

  it('draws on the scale of the range, and about a value of an unbounded prior', () => {
    const rate: Dimension = { name: 'x', type: 'float', low: 1e-6, high: 1, scale: 'log' };
    const prior: Dimension = { name: 'z', type: 'lognormal', mean: 0, sd: 2 };
    const trials = [trialOf(1, { x: 1e-3, z: 50 }, 1)];
    const drawn = Array.from({ length: 300 }, (_, seed) =>
      ask(space(rate, prior), trials, seed, { shrinkCoefficient: 4 }),
    );
    // A fifth of six decades about 1e-3.
    const decades = drawn.map(({ params }) => Math.log10(Number(params.x)));
    expect(Math.min(...decades)).toBeGreaterThan(-3.6);
    expect(Math.min(...decades)).toBeLessThan(-3.5);
    const logs = drawn.map(({ params }) => Math.log(Number(params.z)) - Math.log(50));
    const sd = Math.sqrt(logs.reduce((sum, log) => sum + (log * log) / logs.length, 0));
    expect(sd).toBeGreaterThan(0.35);
    expect(sd).toBeLessThan(0.45);
  });

  it('keeps a good choice more often the more trials had it', () => {
    const choice: Dimension = { name: 'c', type: 'categorical', choices: ['a', 'b', 'c', 'd'] };
    const kept = (count: number) => {
      const trials = Array.from({ length: count }, (_, i) => trialOf(i + 1, { c: 'b', x: i }, 1));
      return Array.from({ length: 300 }, (_, seed) => ask(space(choice, x), trials, seed).params.c).filter(
        (c) => c === 'b',
      ).length;
    };
    // 1 - 3/4 · 1/(1 + 0.1 · n)
    expect(kept(1) / 300).toBeCloseTo(0.318, 1);
    expect(kept(50) / 300).toBeCloseTo(0.875, 1);
  });

  it('takes a conditional setting that the good trial lacks from another that has it', () => {
    const conditional = space(
      { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam'], weights: [1, 1e-9] },
      { ...x, name: 'momentum', when: { optimizer: ['sgd'] } },
    );
    const trials = [trialOf(1, { optimizer: 'adam' }, 0), trialOf(2, { optimizer: 'sgd', momentum: 9 }, 1)];
    const momenta = Array.from({ length: 50 }, (_, seed) =>
      Number(ask(conditional, trials, seed, { shrinkCoefficient: 9, meanRank: 1 }).params.momentum ?? 9),
    );
    expect(momenta.every((momentum) => Math.abs(momentum - 9) <= 0.5)).toBe(true);
  });

  it('takes open and failed trials for the worst', () => {
    const trials = Array.from({ length: 40 }, (_, i) => {
      const state = (['complete', 'failed', 'running', 'diverged'] as const)[i % 4] ?? 'complete';
      return trialOf(i + 1, { x: state === 'complete' ? 2 : 8 }, state === 'complete' ? 5 : null, state);
    });
    const asked = Array.from({ length: 60 }, (_, seed) => Number(ask(space(x), trials, seed).params.x));
    expect(asked.filter((at) => Math.abs(at - 2) < 1.1).length).toBeGreaterThan(54);
  });

  it('comes near the optimum', () => {
    const trials: ObservedTrial[] = [];
    for (let i = 1; i <= 80; i++) {
      const { params } = ask(space(x), trials, 3);
      trials.push(trialOf(i, params, (Number(params.x) - 7.3) ** 2));
    }
    expect(Math.min(...trials.map(({ value }) => value ?? 9))).toBeLessThan(0.001);
  });
});

interface Options {
  readonly meanRank?: number;
  readonly shrinkCoefficient?: number;
}

function trialOf(number: number, params: Params, value: number | null, state: ObservedTrial['state'] = 'complete') {
  return { number, state, params, value, steps: [], values: [] } satisfies ObservedTrial;
}

function ask(searched: Space, trials: readonly ObservedTrial[], seed: number, options: Options = {}) {
  const sampler = createSampler({ kind: 'anneal', ...options });
  const stream = randomStream(deriveSeed(seed, trials.length));
  const suggestion = sampler.suggest(searched, { direction: 'minimize', trials }, stream);
  if (suggestion.kind === 'exhausted') throw new Error(suggestion.reason);
  return suggestion;
}
