// CMA-ES against the numbers of the Python package cmaes (test/fixtures/search/cma_es.py), and what the sampler does with trials.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSampler } from '#main/search/index.ts';
import { type Distribution, learn, startAt } from '#main/search/samplers/cmaes/distribution.ts';
import { eigenvalues } from '#main/search/samplers/cmaes/eigen.ts';
import { intervalOf, keepMargin, levelOf } from '#main/search/samplers/cmaes/margin.ts';
import { drawRaw, precisionOf } from '#main/search/samplers/cmaes/raw.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { normalCdf } from '#shared/num/normal-distribution.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

interface Case {
  readonly steps: readonly number[];
  readonly generations: readonly {
    readonly points: readonly (readonly number[])[];
    readonly mean: readonly number[];
    readonly sigma: number;
    readonly covariance: readonly (readonly number[])[];
    readonly stretch: readonly number[];
  }[];
}
const golden = JSON.parse(
  readFileSync(new URL('../../../fixtures/search/cma-es.json', import.meta.url), 'utf8'),
) as readonly Case[];

const levelsOf = (steps: readonly number[]) =>
  steps.map((step) =>
    step > 0 ? Float64Array.from({ length: Math.round(1 / step) + 1 }, (_, level) => level * step) : null,
  );

it.each(golden)('learns from generations what the package cmaes learns, steps $steps', ({ steps, generations }) => {
  const n = steps.length;
  const to = startAt(new Float64Array(n).fill(0.5), 1 / 6);
  for (const { points, mean, sigma, covariance, stretch } of generations) {
    learn(
      to,
      points.map((point) => Float64Array.from(point)),
    );
    keepMargin(to, levelsOf(steps), 1 / (n * points.length));
    expect(to.sigma / sigma).toBeCloseTo(1, 6);
    for (let j = 0; j < n; j++) {
      expect(to.mean[j]).toBeCloseTo(mean[j] ?? 0, 6);
      expect((to.stretch[j] ?? 0) / (stretch[j] ?? 1)).toBeCloseTo(1, 6);
      for (let k = 0; k < n; k++) expect(to.covariance[j * n + k]).toBeCloseTo(covariance[j]?.[k] ?? 0, 6);
    }
  }
});

it('eigenvectors take a matrix apart, whatever the guess', () => {
  const random = randomStream(3);
  const n = 7;
  const root = Float64Array.from({ length: n * n }, () => random.normal());
  const column = (i: number, k: number) => root[i * n + k] ?? 0;
  const a = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = 0;
    for (let k = 0; k < n; k++) sum += column(i, k) * column(j, k);
    return sum;
  });
  const basis = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
  for (let round = 0; round < 2; round++) {
    const values = eigenvalues(a, n, basis);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += (basis[i * n + k] ?? 0) * (values[k] ?? 0) * (basis[j * n + k] ?? 0);
        expect(sum).toBeCloseTo(a[i * n + j] ?? 0, 9);
      }
    }
  }
});

describe('the margin', () => {
  it('keeps a chance to leave the level of the mean when the distribution has all but collapsed', () => {
    const levels = Float64Array.of(0.1, 0.3, 0.5, 0.7, 0.9);
    for (const mean of [0.1, 0.5, 0.9]) {
      const of: Distribution = startAt(Float64Array.of(mean), 1e-6);
      keepMargin(of, [levels], 0.05);
      const [low, high] = intervalOf(levels, levelOf(of, 0, levels, of.mean[0] ?? 0));
      const scale = of.sigma * (of.stretch[0] ?? 1);
      const leaving = normalCdf((low - (of.mean[0] ?? 0)) / scale) + normalCdf(((of.mean[0] ?? 0) - high) / scale);
      expect(leaving).toBeCloseTo(0.05, 3);
    }
  });

  it('redraws raw coordinates that have the levels they were rounded to, and their correlation', () => {
    const of = startAt(Float64Array.of(0.4, 0.6), 0.3);
    of.covariance.set([1, 0.8, 0.8, 1]);
    of.spreads.set(eigenvalues(of.covariance, 2, of.basis).map(Math.sqrt));
    const levels = [Float64Array.of(0.25, 0.75), null];
    const random = randomStream(1);
    const given = { of, precision: precisionOf(of) };
    const drawn = Array.from({ length: 20_000 }, (_, i) => {
      const point = Float64Array.of(i % 2 ? 0.75 : 0.25, i % 2 ? 0.9 : 0.3);
      drawRaw(given, levels, point, random);
      return point;
    });
    expect(drawn.every(([x = 0], i) => (i % 2 ? x >= 0.5 : x <= 0.5))).toBe(true);
    // Mean of the normal given the other coordinate, cut at 0.5: centre ± sd·φ(a)/Φ(-a).
    const sd = 0.3 * 0.6;
    const cutMean = (centre: number, side: number) => {
      const a = (side * (0.5 - centre)) / sd;
      return centre + (side * sd * Math.exp(-0.5 * a * a)) / Math.sqrt(2 * Math.PI) / normalCdf(-a);
    };
    const meanOf = (odd: boolean) => {
      const some = drawn.filter((_, i) => (i % 2 === 1) === odd);
      return some.reduce((sum, [x = 0]) => sum + x / some.length, 0);
    };
    expect(meanOf(true)).toBeCloseTo(cutMean(0.4 + 0.8 * 0.3, 1), 2);
    expect(meanOf(false)).toBeCloseTo(cutMean(0.4 - 0.8 * 0.3, -1), 2);
  });
});

describe('suggestions', () => {
  const float = (name: string, low = -5, high = 5): Dimension => ({ name, type: 'float', low, high, scale: 'linear' });
  const space = (...dimensions: Dimension[]): Space => ({ dimensions, constraints: [], fixed: {} });
  const ellipse = ({ x, y }: Params) => (Number(x) - 2) ** 2 + 100 * (Number(y) + 1 - Number(x)) ** 2;

  it('follow a narrow, slanted valley', () => {
    const trials = search(space(float('x'), float('y')), ellipse, 160);
    expect(best(trials)).toBeLessThan(0.01);
    expect(trials.at(-1)?.why).toMatch(/^generation \d+ of CMA-ES: 6 points drawn about its mean, step size [\d.]+ %/);
  });

  it('find the best whole numbers and ordered choices beside a number', () => {
    const sizes = [16, 32, 64, 128];
    const mixed = space(
      float('x'),
      { name: 'n', type: 'int', low: 1, high: 40, scale: 'log' },
      {
        name: 'size',
        type: 'categorical',
        choices: sizes,
        ordered: true,
      },
    );
    const loss = ({ x, n, size }: Params) =>
      (Number(x) / 5) ** 2 + Math.log(Number(n) / 9) ** 2 + (sizes.indexOf(Number(size)) - 3) ** 2 / 9;
    expect(best(search(mixed, loss, 120))).toBeLessThan(0.005);
  });

  it('find the best of unbounded priors, quantised or not, beyond where most of their draws lie', () => {
    const priors = space(
      { name: 'z', type: 'normal', mean: 0, sd: 1 },
      { name: 'q', type: 'normal', mean: 10, sd: 4, step: 0.5 },
      { name: 'rate', type: 'lognormal', mean: -3, sd: 1, step: 0.01 },
    );
    const loss = ({ z, q, rate }: Params) =>
      (Number(z) - 2.5) ** 2 + (Number(q) - 18) ** 2 / 16 + Math.log((Number(rate) + 0.005) / 0.205) ** 2;
    expect(best(search(priors, loss, 300))).toBeLessThan(0.01);
  });

  it('leave choices and conditional settings to TPE', () => {
    const trials = search(
      space(
        float('x'),
        { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam', 'rmsprop'] },
        { ...float('momentum', 0, 1), when: { optimizer: ['sgd'] } },
      ),
      ({ x, optimizer, momentum }) =>
        (Number(x) - 1) ** 2 + (optimizer === 'sgd' ? Math.abs(Number(momentum) - 0.9) : 1),
      120,
    );
    expect(best(trials)).toBeLessThan(0.1);
    expect(trials.slice(80).filter(({ params }) => params.optimizer === 'sgd').length).toBeGreaterThan(24);
    expect(trials.at(-1)?.why).toMatch(/by TPE$/);
    const choices = space({ name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam'] });
    expect(ask(choices, [], 0).why).toMatch(/^nothing here has an order, so TPE/);
  });

  it('leave where trials fail or diverge', () => {
    const fails = ({ x }: Params) => (Number(x) > 0 ? null : (Number(x) + 1) ** 2);
    const trials = search(space(float('x'), float('y')), fails, 120);
    expect(trials.slice(80).filter(({ value }) => value === null).length).toBeLessThan(4);
  });

  it('use points that others chose', () => {
    const flat = space(float('x'), float('y'));
    const outside = Array.from({ length: 12 }, (_, i) =>
      trialOf(i + 1, { x: 4 + (i % 3) * 0.2, y: 4 - (i % 4) * 0.2 }, i % 3),
    );
    const asked = Array.from({ length: 40 }, (_, seed) => ask(flat, outside, seed).params);
    expect(asked.filter(({ x, y }) => Number(x) > 0 && Number(y) > 0).length).toBeGreaterThan(28);
  });

  it('do not wait for open trials, nor count them', () => {
    const flat = space(float('x'), float('y'));
    const trials = search(flat, ellipse, 40);
    const open = trials.map((trial) =>
      trial.number % 5 === 0 ? { ...trial, state: 'running' as const, value: null } : trial,
    );
    const asked = Array.from({ length: 20 }, (_, seed) => ask(flat, open, seed).params);
    expect(asked.filter(({ x }) => Math.abs(Number(x) - 2) < 2.5).length).toBeGreaterThan(14);
  });

  it('are those of a fresh sampler when results come late, change, or another history is asked about', () => {
    const flat = space(float('x'), { name: 'n', type: 'int', low: 1, high: 9, scale: 'linear' });
    const loss = ({ x, n }: Params) => (Number(x) - 2) ** 2 + (Number(n) - 7) ** 2;
    const one = createSampler({ kind: 'cmaes' });
    const trials: ObservedTrial[] = [];
    for (let number = 1; number <= 60; number++) {
      const seen = trials.map((trial) => {
        const isOpen = trial.number > number - 1 - (trial.number % 6);
        return isOpen ? { ...trial, state: 'running' as const, value: null } : trial;
      });
      const history = { direction: number % 10 === 0 ? ('maximize' as const) : ('minimize' as const), trials: seen };
      const asked = one.suggest(flat, history, randomStream(number));
      expect(createSampler({ kind: 'cmaes' }).suggest(flat, history, randomStream(number))).toEqual(asked);
      if (asked.kind === 'params') trials.push(trialOf(number, asked.params, loss(asked.params)));
    }
  });

  it('start again, each time with twice as many points, when all is equal', () => {
    const flat = space(float('x'), float('y'));
    const trials = Array.from({ length: 300 }, (_, i) => trialOf(i + 1, { x: (i % 7) / 7, y: (i % 5) / 5 }, 1));
    expect(ask(flat, trials, 0).why).toMatch(/restart 2: 24 points/);
  });

  it('follow the options of the study', () => {
    const flat = space(float('x', 0, 1), float('y', 0, 1));
    const spread = (sigma: number) => {
      const asked = Array.from({ length: 60 }, (_, seed) =>
        ask(flat, [trialOf(1, { x: 0.5, y: 0.5 }, 1)], seed, { sigma }),
      );
      return Math.max(...asked.map(({ params }) => Math.abs(Number(params.x) - 0.5)));
    };
    expect(spread(0.01)).toBeLessThan(0.06);
    expect(spread(0.3)).toBeGreaterThan(0.3);
    const trials = search(flat, ({ x }) => Number(x), 30, { populationSize: 20 });
    expect(trials.at(-1)?.why).toMatch(/^generation 2 of CMA-ES: 20 points/);
  });
});

interface Options {
  readonly sigma?: number;
  readonly populationSize?: number;
}

function trialOf(number: number, params: Params, value: number | null): ObservedTrial {
  return { number, state: value === null ? 'failed' : 'complete', params, value, steps: [], values: [] };
}

function ask(space: Space, trials: readonly ObservedTrial[], seed: number, options: Options = {}) {
  const sampler = createSampler({ kind: 'cmaes', ...options });
  const stream = randomStream(deriveSeed(seed, trials.length));
  const suggestion = sampler.suggest(space, { direction: 'minimize', trials }, stream);
  if (suggestion.kind === 'exhausted') throw new Error(suggestion.reason);
  return suggestion;
}

function search(space: Space, loss: (params: Params) => number | null, count: number, options: Options = {}) {
  const trials: (ObservedTrial & { readonly why: string | null })[] = [];
  for (let i = 1; i <= count; i++) {
    const { params, why } = ask(space, trials, 0, options);
    trials.push({ ...trialOf(i, params, loss(params)), why });
  }
  return trials;
}

function best(trials: readonly ObservedTrial[]): number {
  return Math.min(...trials.map(({ value }) => value ?? Number.POSITIVE_INFINITY));
}
