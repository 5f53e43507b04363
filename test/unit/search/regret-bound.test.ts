import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { regretBound } from '#main/search/regret-bound.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { randomStream } from '#shared/num/random.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

const spaceOf = (...dimensions: Dimension[]): Space => ({ dimensions, constraints: [], fixed: {} });
const x: Dimension = { name: 'x', type: 'float', low: 0, high: 1, scale: 'linear' };
const spaces: Readonly<Record<string, Space>> = {
  smooth: spaceOf(x, { name: 'y', type: 'float', low: 0, high: 1, scale: 'linear' }),
  log: spaceOf({ name: 'x', type: 'float', low: 1e-4, high: 1, scale: 'log' }),
  mixed: spaceOf(x, { name: 'c', type: 'categorical', choices: ['a', 'b', 'c'] }),
};

const fixture = z
  .array(
    z.object({
      ...{ space: z.string(), noise: z.number(), bound: z.number() },
      trials: z.array(z.tuple([z.record(z.string(), z.union([z.number(), z.string()])), z.number()])),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('../../fixtures/search/optuna-regret-bound.json', import.meta.url), 'utf8')));

function trial(number: number, params: Params, value: number | null, state: ObservedTrial['state'] = 'complete') {
  return { number, params, value, state, steps: [1], values: [value ?? Number.NaN] };
}

const options = (minTrials = 20) => ({ minTrials, random: randomStream(1) });
const grid = (n: number, value: (at: number) => number) =>
  Array.from({ length: n }, (_, i) => trial(i + 1, { x: (i * 0.618034) % 1 }, value((i * 0.618034) % 1)));

describe('the regret bound', () => {
  it.each(fixture.map((one) => [one.space, one.trials.length, one.noise, one] as const))(
    'is what Optuna finds: %s, %i trials, noise %f',
    (name, count, _noise, { bound, trials }) => {
      const observed = trials.map(([params, value], i) => trial(i + 1, params, value));
      const found = regretBound(spaces[name] as Space, { direction: 'minimize', trials: observed }, options());
      // Both look at 2048 points of their own.
      expect(Math.abs((found?.bound ?? 0) / bound - 1)).toBeLessThan(0.2);
      expect(found?.trials).toBe(Math.max(20, count / 2));
    },
  );

  it('falls as trials come, and is the same for a metric that is maximised', () => {
    const bump = (at: number) => (at - 0.4) ** 2;
    const bounds = [20, 40, 80].map(
      (n) => regretBound(spaceOf(x), { direction: 'minimize', trials: grid(n, bump) }, options())?.bound ?? Number.NaN,
    );
    expect(bounds[2]).toBeLessThan(bounds[0] ?? 0);
    const mirrored = grid(40, (at) => 5 - bump(at));
    const other = regretBound(spaceOf(x), { direction: 'maximize', trials: mirrored }, options());
    expect(other?.bound).toBeCloseTo(bounds[1] ?? 0, 9);
  });

  it('is not told before there are enough complete trials, nor of a space of nothing', () => {
    const trials = [
      ...grid(19, (at) => at),
      trial(20, { x: 0.5 }, null, 'failed'),
      trial(21, { x: 0.5 }, 0.1, 'stopped'),
    ];
    expect(regretBound(spaceOf(x), { direction: 'minimize', trials }, options())).toBeNull();
    expect(regretBound(spaceOf(x), { direction: 'minimize', trials }, options(5))).not.toBeNull();
    expect(regretBound(spaceOf(), { direction: 'minimize', trials: grid(30, () => 1) }, options())).toBeNull();
    expect(regretBound(spaceOf(x), { direction: 'minimize', trials: [] }, options())).toBeNull();
  });

  it('of results that are all equal is next to nothing, of huge ones finite', () => {
    const equal = regretBound(spaceOf(x), { direction: 'minimize', trials: grid(25, () => 7) }, options());
    expect(equal?.bound).toBeLessThan(1e-8);
    const huge = regretBound(spaceOf(x), { direction: 'minimize', trials: grid(25, (at) => at * 1e300) }, options());
    expect(Number.isFinite(huge?.bound)).toBe(true);
  });

  it('heeds constraints and conditions', () => {
    const space: Space = {
      dimensions: [
        { name: 'm', type: 'categorical', choices: ['a', 'b'] },
        { ...x, when: { m: ['a'] } },
      ],
      constraints: [],
      fixed: {},
    };
    const trials = Array.from({ length: 30 }, (_, i) => {
      const at = (i * 0.618034) % 1;
      return i % 2 === 0 ? trial(i + 1, { m: 'a', x: at }, at) : trial(i + 1, { m: 'b' }, 0.5);
    });
    expect(regretBound(space, { direction: 'minimize', trials }, options())?.bound).toBeGreaterThan(0);
  });

  it('of thousands of trials takes about as long as of hundreds', () => {
    const started = performance.now();
    const found = regretBound(
      spaceOf(x),
      { direction: 'minimize', trials: grid(5000, (at) => Math.sin(9 * at)) },
      options(),
    );
    expect(found?.trials).toBe(200);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
