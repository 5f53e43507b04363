// hyperopt's estimator against hyperopt's own numbers (test/fixtures/search/hyperopt_tpe.py), and what the sampler does with trials.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSampler } from '#main/search/index.ts';
import { adaptiveKernels, hyperoptMixture } from '#main/search/samplers/hyperopt-tpe/estimator.ts';
import { axesOf } from '#main/search/samplers/parzen/axis.ts';
import { tabulate } from '#main/search/samplers/parzen/table.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { searchSchema } from '#shared/study/search-schema.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';

interface Numbers {
  readonly kind: string;
  readonly prior: readonly [number, number];
  readonly step: number | null;
  readonly observed: readonly number[];
  readonly centres: readonly number[];
  readonly sds: readonly number[];
  readonly points: readonly number[];
  readonly logs: readonly number[];
}
interface Choices {
  readonly p: readonly number[];
  readonly observed: readonly number[];
  readonly probabilities: readonly number[];
}
const golden = JSON.parse(
  readFileSync(new URL('../../../fixtures/search/hyperopt-tpe.json', import.meta.url), 'utf8'),
) as { readonly numbers: readonly Numbers[]; readonly choices: readonly Choices[] };

/** The dimension that hyperopt's prior is called here. */
function dimensionOf({ kind, prior: [a, b], step }: Numbers): Dimension {
  const steps = step === null ? {} : { step };
  switch (kind) {
    case 'uniform':
    case 'quniform':
      return { name: 'v', type: 'float', low: a, high: b, scale: 'linear', ...steps };
    case 'loguniform':
      return { name: 'v', type: 'float', low: Math.exp(a), high: Math.exp(b), scale: 'log' };
    case 'qloguniform':
      return { name: 'v', type: 'int', low: Math.round(Math.exp(a)), high: Math.round(Math.exp(b)), scale: 'log' };
    default:
      return { name: 'v', type: kind.includes('log') ? 'lognormal' : 'normal', mean: a, sd: b, ...steps };
  }
}

function tableOf(dimension: Dimension, values: readonly SettingValue[]) {
  const space: Space = { dimensions: [dimension], constraints: [], fixed: {} };
  const trials = values.map((v, i) => trialOf(i + 1, { v }, 1));
  return { table: tabulate(axesOf(space, 'exact'), trials), rows: values.map((_, i) => i) };
}

describe.each(golden.numbers.map((given) => [given.kind, given.observed.length, given] as const))(
  'hyperopt’s %s with %i observations',
  (_, __, given) => {
    const { table, rows } = tableOf(dimensionOf(given), given.observed);

    it('has the same kernels', () => {
      const axis = table.axes[0];
      if (axis?.kind !== 'number') throw new Error('not a number');
      const { centres, sds } = adaptiveKernels(axis, table.coordinates);
      const sorted = [...centres].map((centre, k) => [centre, sds[k] ?? 0] as const).sort(byBoth);
      const expected = given.centres.map((centre, k) => [centre, given.sds[k] ?? 0] as const).sort(byBoth);
      expect(sorted).toHaveLength(expected.length);
      for (const [k, [centre, sd]] of expected.entries()) {
        expect(sorted[k]?.[0]).toBeCloseTo(centre, 9);
        expect(sorted[k]?.[1]).toBeCloseTo(sd, 9);
      }
    });

    it('has the same density', () => {
      const { coordinates } = tableOf(dimensionOf(given), given.points).table;
      const logs = hyperoptMixture(table, 0, rows, 1).logDensity(coordinates);
      expect(logs).toHaveLength(given.logs.length);
      for (const [i, log] of given.logs.entries()) expect(logs[i]).toBeCloseTo(log, 7);
    });
  },
);

it.each(golden.choices)('weighs choices as hyperopt does: $observed.length observations', (given) => {
  const dimension: Dimension = { name: 'v', type: 'categorical', choices: ['a', 'b', 'c'], weights: given.p };
  const { table, rows } = tableOf(
    dimension,
    given.observed.map((index) => ['a', 'b', 'c'][index] ?? null),
  );
  const logs = hyperoptMixture(table, 0, rows, 1).logDensity(Float64Array.of(0, 1, 2));
  for (const [i, probability] of given.probabilities.entries())
    expect(Math.exp(logs[i] ?? 0)).toBeCloseTo(probability, 12);
});

describe('suggestions', () => {
  const x: Dimension = { name: 'x', type: 'float', low: -5, high: 5, scale: 'linear' };
  const space = (...dimensions: Dimension[]): Space => ({ dimensions, constraints: [], fixed: {} });

  it('gather where the good trials are', () => {
    const found = search(space(x), ({ x: at }) => (Number(at) - 2) ** 2, 60);
    // Even draws would put 8 of 40 there.
    expect(found.slice(20).filter(({ params }) => Math.abs(Number(params.x) - 2) < 1).length).toBeGreaterThan(10);
  });

  it('keep away from where trials failed or are open, which count as infinitely bad', () => {
    const trials = Array.from({ length: 30 }, (_, i) => {
      const failed = i % 2 === 0;
      const params = { x: failed ? 1 + (i % 7) * 0.5 : -1 - (i % 7) * 0.5 };
      return trialOf(i + 1, params, failed ? null : 1, failed ? (i % 4 ? 'running' : 'failed') : 'complete');
    });
    const asked = Array.from({ length: 30 }, (_, seed) => ask(space(x), trials, seed).params);
    expect(asked.filter(({ x: at }) => Number(at) < 0).length).toBeGreaterThan(24);
  });

  it('learn a conditional setting from the trials that had it', () => {
    const found = search(
      space(
        { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam'] },
        { ...x, name: 'momentum', low: 0, high: 1, when: { optimizer: ['sgd'] } },
      ),
      ({ optimizer, momentum }) => (optimizer === 'sgd' ? Math.abs(Number(momentum) - 0.9) : 2),
      70,
    );
    const momenta = found
      .slice(50)
      .flatMap(({ params }) => (params.momentum === undefined ? [] : [Number(params.momentum)]));
    expect(momenta.length).toBeGreaterThan(10);
    expect(momenta.filter((momentum) => momentum > 0.7).length).toBeGreaterThan(momenta.length / 2);
  });

  it('follow the priors for the first 20 trials, or as many as the study says', () => {
    const { params: __, ...first } = ask(space(x), [], 0);
    expect(first.why).toBe('drawn from the priors: fewer than 20 trials yet');
    const trials = Array.from({ length: 5 }, (_, i) => trialOf(i + 1, { x: i }, i));
    expect(ask(space(x), trials, 0, { nStartupTrials: 5 }).why).toMatch(
      /^the best of 24 candidates drawn near the best trial, against 4 others/,
    );
  });

  it('take the weight of the prior from the study', () => {
    const parsed = searchSchema.parse({ sampler: { kind: 'hyperopt-tpe', priorWeight: 50 } });
    expect(parsed.sampler).toEqual({ kind: 'hyperopt-tpe', priorWeight: 50 });
    const trials = Array.from({ length: 30 }, (_, i) => trialOf(i + 1, { x: 2 + i / 100 }, i));
    const far = (priorWeight: number) =>
      Array.from({ length: 40 }, (_, seed) => ask(space(x), trials, seed, { priorWeight, nCandidates: 1 })).filter(
        ({ params }) => Math.abs(Number(params.x) - 2) > 1,
      ).length;
    expect(far(100)).toBeGreaterThan(far(0.01));
  });

  it('forget old trials as the study says: of those far back and those of late, the latter count', () => {
    const parsed = searchSchema.parse({ sampler: { kind: 'hyperopt-tpe', linearForgetting: 4 } });
    expect(parsed.sampler).toEqual({ kind: 'hyperopt-tpe', linearForgetting: 4 });
    // The good ones: 10 at -2 first, then 10 at 2; and many that are bad, everywhere.
    const trials = Array.from({ length: 100 }, (_, i) => {
      const good = i < 10 || i >= 90;
      return trialOf(i + 1, { x: good ? (i < 10 ? -2 : 2) + (i % 10) / 100 : (i % 50) / 5 - 5 }, good ? 0 : 1);
    });
    const late = (linearForgetting: number) =>
      Array.from({ length: 60 }, (_, seed) =>
        ask(space(x), trials, seed, { gamma: 2, linearForgetting, nCandidates: 1 }),
      ).filter(({ params }) => Number(params.x) > 1.5 && Number(params.x) < 2.5).length;
    // With room for 20 good ones both places count alike; with room for 4 only the first, which are no better than the last.
    expect(late(1000)).toBeGreaterThan(15);
    expect(late(4)).toBeLessThan(late(1000) / 2);
  });

  it('take more trials for good with a larger gamma, and draw as many candidates as the study says', () => {
    const trials = Array.from({ length: 25 }, (_, i) => trialOf(i + 1, { x: i / 10 }, i));
    expect(ask(space(x), trials, 0, { gamma: 0.25 }).why).toContain('near the 2 best trials, against 23 others');
    expect(ask(space(x), trials, 0, { gamma: 1, nCandidates: 100 }).why).toContain(
      'the best of 100 candidates drawn near the 5 best trials, against 20 others',
    );
  });
});

function byBoth(a: readonly [number, number], b: readonly [number, number]): number {
  return Math.abs(a[0] - b[0]) > 1e-9 ? a[0] - b[0] : a[1] - b[1];
}

function trialOf(number: number, params: Params, value: number | null, state: ObservedTrial['state'] = 'complete') {
  return { number, state, params, value, steps: [], values: [] } satisfies ObservedTrial;
}

interface Options {
  readonly nStartupTrials?: number;
  readonly nCandidates?: number;
  readonly priorWeight?: number;
  readonly gamma?: number;
  readonly linearForgetting?: number;
}

function ask(space: Space, trials: readonly ObservedTrial[], seed: number, options: Options = {}) {
  const sampler = createSampler({ kind: 'hyperopt-tpe', ...options });
  const stream = randomStream(deriveSeed(seed, trials.length));
  const suggestion = sampler.suggest(space, { direction: 'minimize', trials }, stream);
  if (suggestion.kind === 'exhausted') throw new Error(suggestion.reason);
  return suggestion;
}

function search(space: Space, loss: (params: Params) => number, count: number): ObservedTrial[] {
  const trials: ObservedTrial[] = [];
  for (let i = 1; i <= count; i++) {
    const { params } = ask(space, trials, 0);
    trials.push(trialOf(i, params, loss(params)));
  }
  return trials;
}
