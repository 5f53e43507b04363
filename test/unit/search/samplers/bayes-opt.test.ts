// BayesianOptimization's model, acquisition functions and domain reduction against its own numbers (test/fixtures/search/bayesopt.py), and
// what the sampler does with trials.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encode } from '#main/search/gp/axes.ts';
import { predict } from '#main/search/gp/posterior.ts';
import { createSampler } from '#main/search/index.ts';
import { acquisitionBy, type Base, scoreOf } from '#main/search/samplers/bayes-opt/acquisition.ts';
import { windowOf } from '#main/search/samplers/bayes-opt/domain-reduction.ts';
import { modelOf } from '#main/search/samplers/bayes-opt/model.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { searchSchema } from '#shared/study/search-schema.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

interface Golden {
  readonly models: readonly {
    readonly names: readonly string[];
    readonly points: readonly Params[];
    readonly values: readonly number[];
    readonly asked: readonly Params[];
    readonly means: readonly number[];
    readonly sds: readonly number[];
    readonly ucb: readonly number[];
    readonly ei: readonly number[];
    readonly pi: readonly number[];
  }[];
  readonly reductions: readonly {
    readonly options: Readonly<Record<string, number>>;
    readonly optima: readonly (readonly number[])[];
    readonly windows: readonly (readonly (readonly number[])[])[];
  }[];
}
const golden = JSON.parse(
  readFileSync(new URL('../../../fixtures/search/bayesopt.json', import.meta.url), 'utf8'),
) as Golden;

const float = (name: string, low: number, high: number): Dimension => ({
  name,
  type: 'float',
  low,
  high,
  scale: 'linear',
});
const dimensions: Readonly<Record<string, Dimension>> = {
  x: float('x', -5, 10),
  y: float('y', 0, 1),
  k: { name: 'k', type: 'int', low: 1, high: 6, scale: 'linear' },
  c: { name: 'c', type: 'categorical', choices: ['a', 'b', 'c'] },
};
const spaceOf = (...list: Dimension[]): Space => ({ dimensions: list, constraints: [], fixed: {} });

describe.each(golden.models)('the model of $values.length trials of $names', (given) => {
  const space = spaceOf(...given.names.flatMap((name) => dimensions[name] ?? []));
  const model = modelOf(space, { params: given.points, values: given.values, open: [] }, 'max');
  const coordinates = given.asked.map((point) => {
    const target = new Float64Array(model.axes.length);
    encode(model.axes, point, target);
    return target;
  });

  it('predicts what the library predicts', () => {
    const spread = Math.max(...given.values) - Math.min(...given.values);
    for (const [i, point] of coordinates.entries()) {
      const { mean, sd } = predict(model.posterior, point);
      expect((model.centre + model.sd * mean - (given.means[i] ?? 0)) / spread).toBeCloseTo(0, 2);
      expect((model.sd * sd - (given.sds[i] ?? 0)) / spread).toBeCloseTo(0, 2);
    }
  });

  it.each<Base>(['ucb', 'ei', 'pi'])('scores means and deviations as the library’s %s does', (base) => {
    const best = (Math.max(...given.values) - model.centre) / model.sd;
    const score = scoreOf(base, { kappa: 2.576, xi: 0.01 / model.sd, best });
    for (const [i, expected] of given[base].entries()) {
      const mean = ((given.means[i] ?? 0) - model.centre) / model.sd;
      const value = score(mean, (given.sds[i] ?? 0) / model.sd, new Float64Array(2));
      if (base === 'ucb') expect(model.centre + model.sd * value).toBeCloseTo(expected, 6);
      if (base === 'ei') expect(Math.exp(value) * model.sd).toBeCloseTo(expected, 6);
      if (base === 'pi') expect(Math.exp(value)).toBeCloseTo(expected, 6);
    }
  });

  it.each<Base>(['ucb', 'ei', 'pi'])('has the slope of %s', (base) => {
    const acquisition = acquisitionBy(scoreOf(base, { kappa: 2.576, xi: 0.01, best: model.best }), model.posterior);
    const gradient = new Float64Array(model.axes.length);
    for (const point of coordinates) {
      acquisition.withGradient(point, gradient);
      for (const [j, { kind }] of model.axes.entries()) {
        if (kind === 'choices') continue;
        const moved = (by: number) => acquisition.value(point.map((value, k) => (k === j ? value + by : value)));
        const slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
        expect((gradient[j] ?? 0) / Math.max(1, Math.abs(slope))).toBeCloseTo(slope / Math.max(1, Math.abs(slope)), 4);
      }
    }
  });
});

it.each(golden.reductions)('narrows the window as the library does, $options', ({ options, optima, windows }) => {
  const reduction = {
    gammaOsc: options.gamma_osc ?? 0.7,
    gammaPan: options.gamma_pan ?? 1,
    eta: options.eta ?? 0.9,
    minimumWindow: options.minimum_window ?? 0,
  };
  for (const [i, window] of windows.entries()) {
    const seen = optima.slice(0, i + 1).map((optimum) => Float64Array.from(optimum));
    const box = windowOf(seen, [true, true], reduction);
    for (const [j, [low, high]] of window.entries()) {
      expect(box?.low[j]).toBeCloseTo(low ?? 0, 9);
      expect(box?.high[j]).toBeCloseTo(high ?? 1, 9);
    }
  }
});

describe('suggestions', () => {
  const plane = spaceOf(float('a', 0, 1), float('b', 0, 1));
  const hill = ({ a, b }: Params) => -((Number(a) - 0.7) ** 2) - (Number(b) - 0.2) ** 2;

  it.each(['ucb', 'ei', 'pi', 'gp-hedge'] as const)('find the top of a hill by %s', (acquisition) => {
    const trials = search(plane, hill, 30, { acquisition, kappa: 1, xi: 0.001 });
    expect(Math.max(...trials.map(({ value }) => value ?? -9))).toBeGreaterThan(-1e-3);
    expect(trials[0]?.why).toBe('drawn evenly, as the first 5 trials are');
    expect(trials.at(-1)?.why).toMatch(
      /^expects -?[\d.e-]+ ± [\d.e-]+ here; largest (upper confidence bound|expected improvement|probability of improvement)$/,
    );
  });

  it('explore by kappa, which decays when asked to', () => {
    const trials = search(plane, hill, 20);
    const distance = (options: Options) => {
      const { params } = ask(plane, trials, 1, options);
      return Math.hypot(Number(params.a) - 0.7, Number(params.b) - 0.2);
    };
    expect(distance({ kappa: 100 })).toBeGreaterThan(0.3);
    expect(distance({ kappa: 0 })).toBeLessThan(0.05);
    expect(distance({ kappa: 100, explorationDecay: 0.1 })).toBeLessThan(0.05);
    expect(distance({ kappa: 100, explorationDecay: 0.1, explorationDecayDelay: 50 })).toBeGreaterThan(0.3);
  });

  it('keep parallel trials apart, by what they are believed to reach', () => {
    const trials = search(plane, hill, 15);
    const points: Params[] = [];
    for (let number = 16; number < 20; number++) {
      const { params } = ask(plane, trials, 4, { acquisition: 'ei' });
      for (const other of points) {
        expect(Math.hypot(Number(params.a) - Number(other.a), Number(params.b) - Number(other.b))).toBeGreaterThan(
          0.005,
        );
      }
      points.push(params);
      trials.push({ ...trialOf(number, params, null), state: 'running', why: null });
    }
    const asked = (constantLiar: NonNullable<Options['constantLiar']>) =>
      ask(plane, trials, 4, { constantLiar }).params;
    expect(asked('min')).not.toEqual(asked('max'));
    expect(asked(-0.5)).not.toEqual(asked('max'));
  });

  it('stay in the window of the domain reduction', () => {
    const trials = search(plane, hill, 40, { domainReduction: {} });
    const late = trials.slice(25).map(({ params }) => Math.hypot(Number(params.a) - 0.7, Number(params.b) - 0.2));
    expect(Math.max(...late)).toBeLessThan(0.3);
    const wide = search(plane, hill, 40, { domainReduction: { minimumWindow: 0.9 }, kappa: 50 });
    expect(Math.max(...wide.slice(25).map(({ params }) => Math.abs(Number(params.a) - 0.7)))).toBeGreaterThan(0.4);
  });

  it('draw an acquisition function in proportion to what it has earned, the same from a fresh start', () => {
    const trials = search(plane, hill, 25, { acquisition: 'gp-hedge' });
    const kinds = new Set(trials.slice(5).map(({ why }) => why?.split('largest ')[1]));
    expect(kinds.size).toBeGreaterThan(1);
    expect(search(plane, hill, 25, { acquisition: 'gp-hedge' }, 'one sampler for all')).toEqual(trials);
  });

  it('go on when results are huge, equal or missing', () => {
    for (const value of [
      (i: number) => (i % 2 ? 1e308 : -1e308),
      () => 0.5,
      (i: number) => (i > 6 && i % 2 ? null : i),
    ]) {
      let i = 0;
      const trials = search(plane, () => value(i++), 14);
      expect(trials.every(({ params }) => Number.isFinite(params.a) && Number.isFinite(params.b))).toBe(true);
    }
  });

  it('take their options from the study file', () => {
    const sampler = {
      kind: 'bayes-opt',
      acquisition: 'gp-hedge',
      explorationDecay: 0.9,
      explorationDecayDelay: 3,
      constantLiar: 'mean',
      domainReduction: { eta: 0.8 },
    };
    expect(searchSchema.parse({ sampler }).sampler).toEqual(sampler);
    expect(() => searchSchema.parse({ sampler: { ...sampler, explorationDecay: 2 } })).toThrow();
  });
});

type Options = Omit<Extract<Parameters<typeof createSampler>[0], { kind: 'bayes-opt' }>, 'kind'>;

function trialOf(number: number, params: Params, value: number | null): ObservedTrial {
  return { number, state: value === null ? 'failed' : 'complete', params, value, steps: [], values: [] };
}

function ask(
  space: Space,
  trials: readonly ObservedTrial[],
  seed: number,
  options: Options = {},
  sampler = createSampler({ kind: 'bayes-opt', ...options }),
) {
  const stream = randomStream(deriveSeed(seed, trials.length));
  const suggestion = sampler.suggest(space, { direction: 'maximize', trials }, stream);
  if (suggestion.kind === 'exhausted') throw new Error(suggestion.reason);
  return suggestion;
}

function search(
  space: Space,
  gain: (params: Params) => number | null,
  count: number,
  options: Options = {},
  one: 'one sampler for all' | 'a fresh one each' = 'a fresh one each',
) {
  const sampler = one === 'one sampler for all' ? createSampler({ kind: 'bayes-opt', ...options }) : undefined;
  const trials: (ObservedTrial & { readonly why: string | null })[] = [];
  for (let i = 1; i <= count; i++) {
    const { params, why } = ask(space, trials, 0, options, sampler);
    trials.push({ ...trialOf(i, params, gain(params)), why });
  }
  return trials;
}
