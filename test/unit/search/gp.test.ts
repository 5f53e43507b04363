import { describe, expect, it } from 'vitest';
import { observe } from '#main/search/gp/observations.ts';
import { warpOutputs } from '#main/search/gp/warp.ts';
import { createSampler } from '#main/search/index.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

const float = (name: string, low: number, high: number) =>
  ({ name, type: 'float', low, high, scale: 'linear' }) as const;
const plane: Space = { dimensions: [float('a', -5, 10), float('b', 0, 15)], constraints: [], fixed: {} };

/** Its minimum is 0.397887 in three places. */
function branin({ a, b }: Params): number {
  const [x, y] = [Number(a), Number(b)];
  const valley = y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6;
  return valley ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
}

function done(number: number, params: Params, value: number | null): ObservedTrial {
  const state = value === null ? 'diverged' : 'complete';
  return { number, state, params, value, steps: [1], values: value === null ? [] : [value] };
}

function study(space: Space, f: (params: Params) => number | null, count: number, deterministic = false) {
  const sampler = createSampler({ kind: 'gp', deterministic });
  const trials: ObservedTrial[] = [];
  const whys: (string | null)[] = [];
  for (let number = 1; number <= count; number++) {
    const suggestion = sampler.suggest(
      space,
      { direction: 'minimize', trials },
      randomStream(deriveSeed(1, number, 'sampler')),
    );
    if (suggestion.kind === 'exhausted') break;
    trials.push(done(number, suggestion.params, f(suggestion.params)));
    whys.push(suggestion.why);
  }
  return { trials, whys, best: Math.min(...trials.map(({ value }) => value ?? Number.POSITIVE_INFINITY)) };
}

describe('gp', () => {
  it('finds the optimum of Branin in 35 trials and says what it expects', () => {
    const { best, whys } = study(plane, branin, 35, true);
    expect(best).toBeLessThan(0.3979 + 0.01);
    expect(whys[0]).toMatch(/Sobol/);
    expect(whys.at(-1)).toMatch(/^expects -?[\d.]+ ± [\d.e-]+ here$/);
  });

  it('finds the best of mixed, conditional settings inside a constraint', () => {
    const space: Space = {
      dimensions: [
        { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam', 'rmsprop'] },
        { ...float('momentum', 0, 1), when: { optimizer: ['sgd'] } },
        { name: 'units', type: 'int', low: 1, high: 512, scale: 'log' },
      ],
      constraints: ['units <= 100'],
      fixed: {},
    };
    const loss = ({ optimizer, momentum, units }: Params) =>
      (optimizer === 'sgd' ? (Number(momentum) - 0.8) ** 2 : 0.3) + Math.log(Number(units) / 64) ** 2;
    const { best, trials } = study(space, loss, 40);
    expect(best).toBeLessThan(0.005);
    expect(trials.every(({ params }) => Number(params.units) <= 100)).toBe(true);
  });

  it('looks at every point of a small space once and comes to the best early', () => {
    const space: Space = {
      dimensions: [
        { name: 'n', type: 'int', low: 0, high: 9, scale: 'linear' },
        { name: 'm', type: 'int', low: 0, high: 9, scale: 'linear' },
      ],
      constraints: [],
      fixed: {},
    };
    const { trials } = study(space, ({ n, m }) => (Number(n) - 6) ** 2 + (Number(m) - 3) ** 2, 30);
    expect(trials.slice(0, 20).some(({ value }) => value === 0)).toBe(true);
    expect(new Set(trials.map(({ params }) => JSON.stringify(params))).size).toBe(30);
  });

  it('keeps away from where trials diverge', () => {
    const f = (params: Params) => (Number(params.a) > 2 ? null : branin(params));
    const { trials } = study(plane, f, 45);
    expect(trials.slice(25).filter(({ value }) => value === null).length).toBeLessThan(6);
  });

  it('finds a best value that lies beside a cliff where trials diverge, and says how likely a value is', () => {
    const inDisk = ({ a, b }: Params) => (Number(a) - 2.5) ** 2 + (Number(b) - 7.5) ** 2 < 50;
    const { best, whys } = study(plane, (params) => (inDisk(params) ? branin(params) : null), 60);
    expect(best).toBeLessThan(0.3979 + 0.002);
    expect(whys.at(-1)).toMatch(/ here, and [\d.]+ % that it ends with a value$/);
  });

  it('asks for different points while results are open', () => {
    const { trials } = study(plane, branin, 20);
    const sampler = createSampler({ kind: 'gp' });
    for (let number = 21; number <= 24; number++) {
      const suggestion = sampler.suggest(plane, { direction: 'minimize', trials }, randomStream(4));
      if (suggestion.kind !== 'params') throw new Error(suggestion.reason);
      trials.push({ number, state: 'running', params: suggestion.params, value: null, steps: [], values: [] });
    }
    const asked = trials.slice(20).map(({ params }) => [Number(params.a), Number(params.b)] as const);
    asked.forEach(([a, b], i) => {
      for (const [c, d] of asked.slice(0, i)) expect(Math.hypot(a - c, b - d)).toBeGreaterThan(0.05);
    });
  });

  it('tries no point twice while all results are equal, and fills the space', () => {
    const { trials, whys } = study(plane, () => 0.1, 30);
    expect(new Set(trials.map(({ params }) => `${params.a} ${params.b}`)).size).toBe(30);
    const quarters = trials.slice(10).map(({ params }) => [Number(params.a) > 2.5, Number(params.b) > 7.5].join());
    expect(Object.values(Object.groupBy(quarters, (one) => one)).map((list) => list?.length)).toEqual([5, 5, 5, 5]);
    expect(whys.at(-1)).toBe('spread evenly (Sobol): all results so far are equal');
    // Trials that a pruner stopped at the same value tell no more; where one failed there is something to learn.
    const sampler = createSampler({ kind: 'gp' });
    const ask = (state: ObservedTrial['state'], value: number | null) => {
      const last = { ...done(31, { a: 0, b: 0 }, value), state };
      return sampler.suggest(plane, { direction: 'minimize', trials: [...trials, last] }, randomStream(1));
    };
    expect(ask('stopped', 0.1)).toMatchObject({ why: whys.at(-1) });
    expect(ask('failed', null)).not.toMatchObject({ why: whys.at(-1) });
  });

  it.each<[string, (number: number) => number | null]>([
    ['all equal', () => 0.5],
    ['huge', (number) => (number % 2 ? 1e308 : -1e308)],
    ['missing everywhere', () => null],
    ['tiny', (number) => number * 1e-300],
  ])('goes on when results are %s', (_, value) => {
    let number = 0;
    const { trials, whys } = study(plane, () => value(number++), 16);
    expect(trials).toHaveLength(16);
    expect(whys.join(' ')).not.toMatch(/NaN|Infinity/);
    expect(trials.every(({ params }) => Number.isFinite(params.a) && Number.isFinite(params.b))).toBe(true);
  });
});

describe('what the model learns from', () => {
  const curve = (number: number, state: ObservedTrial['state'], values: number[]): ObservedTrial => {
    const value = state === 'diverged' ? null : (values.at(-1) ?? null);
    return { number, state, params: { n: number }, value, steps: values.map((_, i) => i + 1), values };
  };

  it('gives a stopped trial what others gained after its epoch, and a diverged one the worst value', () => {
    const trials = [
      curve(1, 'complete', [0.5, 0.7, 0.8]),
      curve(2, 'complete', [0.4, 0.5, 0.6]),
      curve(3, 'stopped', [0.3]),
      curve(4, 'diverged', [0.9]),
      curve(5, 'running', [0.6]),
      curve(6, 'stopped', [0.1, 0.1, 0.1, 0.1]),
    ];
    const { params, values, open } = observe({ direction: 'maximize', trials });
    expect(params).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
    expect(values.map((value) => value.toFixed(3))).toEqual(['0.800', '0.600', '0.550', '0.550']);
    expect(open).toEqual([{ n: 5 }]);
  });

  it('draws in a long tail of bad values, keeps the order, and finds the way back', () => {
    const values = [-1, -2, -3, -4, -5, -6, -7, -100_000];
    const { y, unwarp } = warpOutputs(values);
    expect((y[0] ?? 0) - (y[3] ?? 0)).toBeGreaterThan(0.3);
    values.forEach((value, i) => {
      expect(unwarp(y[i] ?? 0) / value).toBeCloseTo(1, 6);
      if (i > 0) expect(y[i]).toBeLessThan(y[i - 1] ?? 0);
    });
    expect(y.reduce((sum, z) => sum + z, 0)).toBeCloseTo(0, 9);
  });
});
