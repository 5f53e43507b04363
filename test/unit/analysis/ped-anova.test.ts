import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pedAnova } from '#main/analysis/ped-anova.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

interface Fixture {
  readonly space: Dimension[];
  readonly cases: { trials: { params: Params; value: number }[]; importance: Record<string, number> }[];
}
const fixture = JSON.parse(
  readFileSync(new URL('../../fixtures/ped-anova/optuna.json', import.meta.url), 'utf8'),
) as Fixture;
const space: Space = { dimensions: fixture.space, constraints: [], fixed: {} };
const complete = (list: readonly { params: Params; value: number | null }[]) =>
  list.map((trial) => ({ ...trial, state: 'complete' as const }));
const sum = (shares: Readonly<Record<string, number>>) => Object.values(shares).reduce((a, b) => a + b, 0);
const equal = Object.fromEntries(
  space.dimensions.map(({ name }) => [name, expect.closeTo(1 / space.dimensions.length, 12)]),
);

describe('PED-ANOVA', () => {
  test.each(fixture.cases.map((one) => [one.trials.length, one] as const))(
    'says of %i trials what Optuna says, conditional settings included',
    (_count, { trials, importance }) => {
      const shares = pedAnova(space, { direction: 'minimize', trials: complete(trials) });
      for (const [name, share] of Object.entries(importance)) expect(shares[name]).toBeCloseTo(share, 6);
      expect(sum(shares)).toBeCloseTo(1, 12);
      const turned = complete(trials.map(({ params, value }) => ({ params, value: -value })));
      expect(pedAnova(space, { direction: 'maximize', trials: turned })).toEqual(shares);
    },
  );

  test('gives equal shares while nothing tells settings apart', () => {
    const trials = complete(fixture.cases[0]?.trials ?? []);
    const of = (list: typeof trials) => pedAnova(space, { direction: 'minimize', trials: list });
    expect(of([])).toEqual(equal);
    expect(of(trials.slice(0, 1))).toEqual(equal);
    expect(of(trials.map((trial) => ({ ...trial, value: 3 })))).toEqual(equal);
  });

  test('leaves out failed trials and settings with one value', () => {
    const x: Dimension = { name: 'x', type: 'float', low: 0, high: 1, scale: 'linear' };
    const one: Dimension = { name: 'one', type: 'categorical', choices: ['only'] };
    const small: Space = { dimensions: [x, one], constraints: [], fixed: {} };
    const trials = complete([0.1, 0.5, 0.9].map((at) => ({ params: { x: at, one: 'only' }, value: at })));
    expect(pedAnova(small, { direction: 'minimize', trials })).toEqual({ x: 1, one: 0 });
    const failed = trials.map((trial) => ({ ...trial, state: 'failed' as const }));
    expect(pedAnova(small, { direction: 'minimize', trials: failed })).toEqual({ x: 1, one: 0 });
  });

  test('keeps its shares for unbounded priors, lists and ordered choices', () => {
    const mixed: Space = {
      dimensions: [
        { name: 'n', type: 'normal', mean: 0, sd: 1 },
        { name: 'l', type: 'float', low: 1, high: 8, scale: 'linear', values: [1, 2, 8] },
        { name: 'o', type: 'categorical', choices: [16, 32, 64], ordered: true },
      ],
      constraints: [],
      fixed: {},
    };
    const trials = complete(
      Array.from({ length: 90 }, (_, i) => {
        const params = { n: Math.sin(i * 7), l: [1, 2, 8][i % 3] ?? 1, o: [16, 32, 64][Math.floor(i / 3) % 3] ?? 16 };
        return { params, value: params.n ** 2 };
      }),
    );
    const shares = pedAnova(mixed, { direction: 'minimize', trials });
    expect(sum(shares)).toBeCloseTo(1, 12);
    expect(shares.n).toBeGreaterThan(0.5);
  });
});
