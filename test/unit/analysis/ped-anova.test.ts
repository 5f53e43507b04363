import { describe, expect, it } from 'vitest';
import { pedAnova } from '#main/analysis/ped-anova.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { randomStream } from '#shared/num/random.ts';
import { drawPoint } from '#shared/study/draw.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

const space: Space = {
  dimensions: [
    { name: 'lr', type: 'float', low: 1e-5, high: 1, scale: 'log' },
    { name: 'layers', type: 'int', low: 1, high: 5, scale: 'linear' },
    { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam', 'rmsprop'] },
    { name: 'size', type: 'categorical', choices: [8, 16, 32], ordered: true },
    { name: 'momentum', type: 'float', low: 0, high: 1, scale: 'linear', when: { optimizer: ['sgd'] } },
    { name: 'noise', type: 'lognormal', mean: 0, sd: 1 },
    { name: 'fixed', type: 'int', low: 3, high: 3, scale: 'linear' },
  ],
  constraints: [],
  fixed: {},
};

function trialsBy(value: (params: Params) => number | null, count = 400): ObservedTrial[] {
  const random = randomStream(5);
  return Array.from({ length: count }, (_, i) => {
    const params = drawPoint(space, random);
    const outcome = value(params);
    return {
      ...{ number: i + 1, state: outcome === null ? 'failed' : 'complete', params, value: outcome },
      ...{ steps: [], values: [] },
    };
  });
}

const sumOf = (shares: Readonly<Record<string, number>>) =>
  Object.values(shares).reduce((sum, share) => sum + share, 0);
const leaders = (shares: Readonly<Record<string, number>>) =>
  Object.keys(shares).sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));

describe('importance', () => {
  it.each<[string, (params: Params) => number]>([
    ['lr', ({ lr }) => (Math.log10(Number(lr)) + 3) ** 2],
    ['layers', ({ layers }) => Math.abs(Number(layers) - 4)],
    ['optimizer', ({ optimizer }) => (optimizer === 'adam' ? 0 : 1)],
    ['size', ({ size }) => Number(size)],
    ['noise', ({ noise }) => Math.abs(Math.log(Number(noise)) - 1)],
    ['momentum', ({ momentum }) => (momentum === undefined ? 5 : Math.abs(Number(momentum) - 0.9))],
  ])('finds that %s decides', (name, value) => {
    const random = randomStream(9);
    const shares = pedAnova(
      space,
      trialsBy((params) => value(params) + 0.01 * random.normal()),
      'minimize',
    );
    expect(leaders(shares)[0]).toBe(name);
    expect(sumOf(shares)).toBeCloseTo(1, 12);
    expect(shares.fixed).toBe(0);
  });

  it('follows the direction: the same trials upside down have other leaders only by their sign', () => {
    const trials = trialsBy(({ lr }) => Math.log10(Number(lr)));
    const upside = trials.map((trial) => ({ ...trial, value: -(trial.value ?? 0) }));
    expect(pedAnova(space, trials, 'maximize')).toEqual(pedAnova(space, upside, 'minimize'));
  });

  it('a stronger effect has the larger share', () => {
    const value = ({ lr, layers }: Params) => 3 * (Math.log10(Number(lr)) + 3) ** 2 + 0.3 * Number(layers);
    const shares = pedAnova(space, trialsBy(value), 'minimize');
    expect(leaders(shares).slice(0, 1)).toEqual(['lr']);
    expect(shares.layers).toBeGreaterThan(shares.size ?? 1);
  });
});

it.each<[string, ObservedTrial[]]>([
  ['no trial', []],
  ['one trial', trialsBy(() => 1, 1)],
  ['equal results', trialsBy(() => 1)],
  ['failures only', trialsBy(() => null)],
])('%s: nothing can be told, and the shares are equal', (_name, trials) => {
  const shares = pedAnova(space, trials, 'minimize');
  for (const share of Object.values(shares)) expect(share).toBeCloseTo(1 / 7, 12);
});

it('a space without parameters has no shares', () => {
  expect(pedAnova({ dimensions: [], constraints: [], fixed: {} }, [], 'minimize')).toEqual({});
});
