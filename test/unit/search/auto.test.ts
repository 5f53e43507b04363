import { describe, expect, it } from 'vitest';
import { createSampler } from '#main/search/index.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { Space } from '#shared/study/space.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import type { Params } from '#shared/study/values.ts';

const space: Space = {
  dimensions: [
    { name: 'lr', type: 'float', low: 1e-5, high: 1, scale: 'log' },
    { name: 'units', type: 'int', low: 8, high: 512, scale: 'log' },
    { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam'] },
    { name: 'momentum', type: 'float', low: 0, high: 1, scale: 'linear', when: { optimizer: ['sgd'] } },
  ],
  constraints: [],
  fixed: {},
};

/** Best at lr 1e-3, 64 units and adam. */
const quality = ({ lr, units, optimizer }: Params) =>
  -((Math.log10(Number(lr)) + 3) ** 2) - Math.log2(Number(units) / 64) ** 2 / 4 - (optimizer === 'adam' ? 0 : 0.5);

/** A study of `count` trials, all complete. */
function search(
  kind: 'auto' | 'tpe' | 'random',
  count: number,
  seed: number,
): { trials: ObservedTrial[]; why: (string | null)[] } {
  const sampler = createSampler({ kind });
  const trials: ObservedTrial[] = [];
  const why: (string | null)[] = [];
  for (let number = 1; number <= count; number++) {
    const history: History = { direction: 'maximize', trials };
    const suggestion = sampler.suggest(space, history, randomStream(deriveSeed(seed, number)));
    if (suggestion.kind === 'exhausted') throw new Error(suggestion.reason);
    const value = quality(suggestion.params);
    trials.push({ number, state: 'complete', params: suggestion.params, value, steps: [1], values: [value] });
    why.push(suggestion.why);
  }
  return { trials, why };
}

const best = (trials: readonly ObservedTrial[]) => Math.max(...trials.map(({ value }) => value ?? Number.NaN));

describe('auto', () => {
  it('finds better settings than random draws with as many trials, on every one of six seeds', () => {
    const seeds = [0, 1, 2, 3, 4, 5];
    const ahead = seeds.filter(
      (seed) => best(search('auto', 40, seed).trials) > best(search('random', 40, seed).trials),
    );
    expect(ahead).toEqual(seeds);
  });

  it('spreads the first ten trials, then names its method, what speaks for the point and which trials are like it', () => {
    const { why } = search('auto', 12, 1);
    expect(why.slice(0, 10)).toEqual(
      Array(10).fill('spread evenly over the space, as the first 10 trials are (Sobol)'),
    );
    expect(why[10]).toMatch(/^Gaussian process: expects /);
    expect(why[11]).toMatch(
      /^TPE: expects -?[\d.e-]+ ± [\d.e-]+ here; the best of .+; nearest are trial \d+ \(-?[\d.e-]+\) and trial \d+ \(-?[\d.e-]+\)$/,
    );
  });

  it('goes on spreading while the first ten have not told anything yet', () => {
    const states: TrialState[] = ['running', 'failed', 'queued', 'paused'];
    const trials = Array.from({ length: 20 }, (_, i): ObservedTrial => {
      const state = states[i % states.length] ?? 'running';
      const params = { lr: 10 ** -(i % 5), units: 8 + i, optimizer: 'adam' };
      return { number: i + 1, state, params, value: null, steps: [], values: [] };
    });
    const suggestion = createSampler({ kind: 'auto' }).suggest(
      space,
      { direction: 'maximize', trials },
      randomStream(1),
    );
    expect(suggestion).toMatchObject({ why: expect.stringContaining('Sobol') });
  });

  it('without conditions takes a Gaussian process, from 50 trials on in turn with TPE, and tells what it expects', () => {
    const plain: Space = { ...space, dimensions: space.dimensions.filter(({ when }) => when === undefined) };
    const sampler = createSampler({ kind: 'auto' });
    const names = [10, 11, 50, 51].map((count) => {
      const trials = search('random', count, 3).trials.map((trial) => {
        const { momentum: _, ...params } = trial.params;
        return { ...trial, params };
      });
      const suggestion = sampler.suggest(plain, { direction: 'maximize', trials }, randomStream(1));
      return suggestion.kind === 'params' ? suggestion.why : null;
    });
    expect(names[0]).toMatch(/^Gaussian process: expects -?[\d.e-]+ ± [\d.e-]+ here; nearest are trial /);
    expect(names[1]).toMatch(/^Gaussian process: /);
    expect(names[2]).toMatch(/^Gaussian process: /);
    expect(names[3]).toMatch(/^TPE: /);
  });

  it.each([
    [
      'where all settings have an order, CMA-ES goes on from what 250 trials have shown',
      ['lr', 'units'],
      /^CMA-ES: expects -?[\d.e-]+ ± [\d.e-]+ here; generation \d+/,
    ],
    ['beside a choice without an order TPE goes on from 250 trials', ['lr', 'units', 'optimizer'], /^TPE: /],
  ])('%s', (_, names, expected) => {
    const plain: Space = { ...space, dimensions: space.dimensions.filter(({ name }) => names.includes(name)) };
    const trials = search('random', 250, 3).trials.map((trial) => ({
      ...trial,
      params: Object.fromEntries(names.map((name) => [name, trial.params[name] ?? null])),
    }));
    const suggestion = createSampler({ kind: 'auto' }).suggest(
      plain,
      { direction: 'maximize', trials },
      randomStream(1),
    );
    expect(suggestion).toMatchObject({ why: expect.stringMatching(expected) });
  });

  it('beside conditions is ahead of TPE alone, on every one of six seeds but at most one', () => {
    const seeds = [0, 1, 2, 3, 4, 5];
    const ahead = seeds.filter((seed) => best(search('auto', 50, seed).trials) > best(search('tpe', 50, seed).trials));
    expect(ahead.length).toBeGreaterThanOrEqual(5);
    // Nothing here is about time: twelve searches on a busy machine.
  }, 60_000);

  it('expects of a point that TPE suggests what it then has, within three deviations in nine cases of ten', () => {
    const { trials, why } = search('auto', 60, 2);
    const hits = trials.slice(30).map(({ value }, i) => {
      const [, mean, sd] = /expects (-?[\d.e-]+) ± ([\d.e-]+) here/.exec(why[30 + i] ?? '') ?? [];
      return Math.abs((value ?? Number.NaN) - Number(mean)) < 3 * Number(sd);
    });
    expect(hits.filter(Boolean).length).toBeGreaterThanOrEqual(27);
  });

  it('takes its number of first trials from the study file', () => {
    const sampler = createSampler({ kind: 'auto', nStartupTrials: 2 });
    const { trials } = search('random', 2, 3);
    const suggestion = sampler.suggest(space, { direction: 'maximize', trials }, randomStream(1));
    expect(suggestion).toMatchObject({ why: expect.stringMatching(/^Gaussian process: /) });
  });
});
