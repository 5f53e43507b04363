// The joint TPE against Optuna's own numbers (test/fixtures/search/optuna_tpe.py), and what it does on spaces of every kind.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSampler } from '#main/search/index.ts';
import { axesOf } from '#main/search/samplers/parzen/axis.ts';
import { tabulate } from '#main/search/samplers/parzen/table.ts';
import { tpeMixture } from '#main/search/samplers/tpe/estimator.ts';
import { splitTrials } from '#main/search/samplers/tpe/split.ts';
import type { History, ObservedTrial, Suggestion } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { pointKey } from '#shared/study/points.ts';
import type { SamplerSpec } from '#shared/study/search-schema.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import type { Params } from '#shared/study/values.ts';

interface GoldenTrial {
  readonly state: TrialState;
  readonly params: Params;
  readonly value: number | null;
  readonly steps: readonly number[];
  readonly values: readonly (number | 'NaN')[];
}
interface GoldenCase {
  readonly trials: readonly GoldenTrial[];
  readonly good: readonly number[];
  readonly points: readonly Params[];
  readonly logGood: readonly number[];
  readonly logBad: readonly number[];
}
const golden = JSON.parse(
  readFileSync(new URL('../../../fixtures/search/optuna-tpe.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly GoldenCase[] };

const x: Dimension = { name: 'x', type: 'float', low: -2, high: 3, scale: 'linear' };
const optunaSpace: Space = spaceOf([
  x,
  { name: 'rate', type: 'float', low: 1e-5, high: 1, scale: 'log' },
  { name: 'k', type: 'int', low: 3, high: 11, scale: 'linear', step: 2 },
  { name: 'units', type: 'int', low: 4, high: 300, scale: 'log' },
  { name: 'd', type: 'float', low: 0, high: 0.5, scale: 'linear', step: 0.1 },
  { name: 'c', type: 'categorical', choices: ['a', 'b', 'c'] },
]);

describe.each(golden.cases.map((given) => [given.trials.length, given] as const))(
  'on Optuna’s %i trials',
  (_, given) => {
    const trials = given.trials.map(
      (trial, i): ObservedTrial => ({ ...trial, number: i + 1, values: trial.values.map(Number) }),
    );
    const split = splitTrials({ direction: 'minimize', trials }, true);
    const table = tabulate(axesOf(optunaSpace, 'widened'), split.trials);
    const points = tabulate(
      table.axes,
      given.points.map((params, i) => ({ number: i, state: 'queued', params, value: null, steps: [], values: [] })),
    ).coordinates;
    const all = table.axes.map((__, axis) => axis);

    it('the same trials are good', () => {
      expect(split.good.map((row) => split.trials[row]?.number).sort()).toEqual([...given.good].sort());
    });

    it.each([
      ['good', split.good, given.logGood],
      ['bad', split.bad, given.logBad],
    ] as const)('the %s density is the same', (__, rows, logs) => {
      const own = tpeMixture(table, all, rows).logDensity(points);
      expect(own).toHaveLength(logs.length);
      for (const [i, log] of logs.entries()) expect(own[i]).toBeCloseTo(log, 9);
    });
  },
);

describe('what counts as good', () => {
  const numbers = (trials: readonly ObservedTrial[], direction: History['direction'] = 'minimize') => {
    const split = splitTrials({ direction, trials }, true);
    return split.good.map((row) => split.trials[row]?.number);
  };
  const many = (trial: Partial<ObservedTrial>, count: number, from: number) =>
    Array.from({ length: count }, (_, i) => trialOf(from + i, {}, trial));

  it('is a complete trial before a stopped one with a better value', () => {
    const stopped = many({ state: 'stopped', value: 0, steps: [1, 2], values: [1, 0] }, 9, 1);
    expect(numbers([...stopped, trialOf(10, {}, { value: 5 })])).toEqual([10]);
  });

  it('is the stopped one that got furthest, then the one with the better value there', () => {
    expect(
      numbers([
        trialOf(1, {}, { state: 'stopped', value: 1, steps: [1], values: [1] }),
        trialOf(2, {}, { state: 'stopped', value: 3, steps: [1, 2], values: [3, 8] }),
        trialOf(3, {}, { state: 'stopped', value: 4, steps: [1, 2], values: [4, 7] }),
        trialOf(4, {}, { state: 'stopped', value: 2, steps: [1, 2], values: [2, Number.NaN] }),
      ]),
    ).toEqual([3]);
  });

  it('is never a diverged one beside others, whatever value it had before', () => {
    const diverged = many({ state: 'diverged', value: 0, steps: [1], values: [0] }, 8, 1);
    expect(numbers([...diverged, trialOf(9, {}, { state: 'stopped', value: 9, steps: [1], values: [9] })])).toEqual([
      9,
    ]);
  });

  it('follows the direction', () => {
    const trials = [trialOf(1, {}, { value: 1 }), trialOf(2, {}, { value: 2 })];
    expect(numbers(trials, 'minimize')).toEqual([1]);
    expect(numbers(trials, 'maximize')).toEqual([2]);
  });

  it('has failures without a value among the bad, unranked, and leaves out open trials where no liar is asked for', () => {
    const trials = [
      trialOf(1, {}, { state: 'failed', value: null }),
      trialOf(2, {}, { state: 'running', value: null }),
      trialOf(3, {}),
    ];
    const split = (liar: boolean) => splitTrials({ direction: 'minimize', trials }, liar);
    expect(split(true)).toMatchObject({ good: [2], bad: [0, 1], finished: [2] });
    expect(split(false)).toMatchObject({ good: [1], bad: [0], finished: [1] });
    // However many fail, they make no other trial good.
    const failed = Array.from({ length: 40 }, (_, i) => trialOf(i + 1, {}, { state: 'failed', value: null }));
    expect(splitTrials({ direction: 'minimize', trials: failed }, true)).toMatchObject({ good: [], finished: [] });
  });
});

describe('suggestions', () => {
  it('gather where the good trials are', () => {
    const space = spaceOf([x, { name: 'c', type: 'categorical', choices: ['a', 'b', 'c'] }]);
    const loss = (params: Params) => (Number(params.x) - 1.5) ** 2 + (params.c === 'b' ? 0 : 1);
    const late = [0, 1, 2, 3, 4].flatMap((seed) => search({ kind: 'tpe' }, space, loss, 60, seed).trials.slice(40));
    // By chance 33 and 20 of the 100.
    expect(late.filter(({ params }) => params.c === 'b').length).toBeGreaterThan(60);
    expect(late.filter(({ params }) => Math.abs(Number(params.x) - 1.5) < 0.5).length).toBeGreaterThan(40);
  });

  it('learn a setting that is active in some trials only from those', () => {
    const space = spaceOf([
      { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam'] },
      { name: 'momentum', type: 'float', low: 0, high: 1, scale: 'linear', when: { optimizer: ['sgd'] } },
      { name: 'beta', type: 'float', low: 0, high: 1, scale: 'linear', when: { optimizer: ['adam'] } },
    ]);
    const loss = ({ optimizer, momentum, beta }: Params) =>
      optimizer === 'sgd' ? (Number(momentum) - 0.9) ** 2 : 0.5 + (Number(beta) - 0.2) ** 2;
    const { trials } = search({ kind: 'tpe' }, space, loss, 60);
    const late = trials.slice(40);
    expect(late.filter(({ params }) => Math.abs(Number(params.momentum) - 0.9) < 0.15).length).toBeGreaterThan(12);
  });

  it('keep away from trials that are still open', () => {
    const space = spaceOf([x]);
    const { trials } = search({ kind: 'tpe' }, space, ({ x: at }) => Number(at) ** 2, 30);
    const spreadOf = (constantLiar: boolean) => {
      const open = [...trials];
      for (let i = 0; i < 10; i++) {
        const params = paramsOf(
          ask({ kind: 'tpe', constantLiar }, space, { direction: 'minimize', trials: open }, 5 + i),
        );
        open.push(trialOf(open.length + 1, params, { state: 'running', value: null }));
      }
      const asked = open.slice(30).map(({ params }) => Number(params.x));
      const middle = asked.reduce((sum, at) => sum + at, 0) / asked.length;
      return asked.reduce((sum, at) => sum + (at - middle) ** 2, 0);
    };
    expect(spreadOf(true)).toBeGreaterThan(spreadOf(false));
  });

  it('of a narrow legal corner are still found and legal', () => {
    const space = spaceOf([x, { name: 'y', type: 'float', low: 0, high: 1, scale: 'linear' }], ['x + y > 3.5']);
    const { trials } = search({ kind: 'tpe' }, space, ({ x: at, y }) => Number(at) + Number(y), 40);
    expect(trials).toHaveLength(40);
    for (const { params } of trials) expect(Number(params.x) + Number(params.y)).toBeGreaterThan(3.5);
  });

  it('keep away from where trials fail, though the best ones lie beside it', () => {
    const space = spaceOf(['a', 'b', 'c'].map((name) => ({ ...x, name, low: 0, high: 1 })));
    const trials: ObservedTrial[] = [];
    for (let number = 1; number <= 60; number++) {
      const suggestion = ask({ kind: 'tpe' }, space, { direction: 'minimize', trials }, number);
      if (suggestion.kind !== 'params') throw new Error(suggestion.reason);
      const { a, b, c } = suggestion.params;
      const loss = (Number(a) - 0.6) ** 2 + (Number(b) - 0.5) ** 2 + (Number(c) - 0.2) ** 2;
      trials.push(
        Number(a) > 0.62
          ? trialOf(number, suggestion.params, { state: 'failed', value: null })
          : trialOf(number, suggestion.params, { value: loss }),
      );
    }
    const failures = trials.slice(20).filter(({ state }) => state === 'failed');
    expect(failures.length).toBeLessThan(15);
  });

  it('exhaust a finite space without a repeat', () => {
    const int = (name: string): Dimension => ({ name, type: 'int', low: 1, high: 6, scale: 'linear' });
    const space = spaceOf([int('a'), int('b')], ['a + b <= 10']);
    const { trials, end } = search({ kind: 'tpe' }, space, ({ a, b }) => Number(a) * Number(b), 50);
    expect(new Set(trials.map(({ params }) => pointKey(space, params))).size).toBe(33);
    expect(end).toBe('All 33 configurations of the search space have been tried.');
  });

  it('move an unbounded prior beyond where it began', () => {
    const space = spaceOf([
      { name: 'z', type: 'normal', mean: 0, sd: 1 },
      { name: 'rate', type: 'lognormal', mean: -3, sd: 1, step: 0.01 },
    ]);
    const { trials } = search({ kind: 'tpe' }, space, ({ z }) => Math.abs(Number(z) - 4), 80);
    expect(Math.max(...trials.slice(60).map(({ params }) => Number(params.z)))).toBeGreaterThan(3);
  });

  it('say how they came about, the same at every asking', () => {
    const space = spaceOf([x]);
    const { trials } = search({ kind: 'tpe' }, space, ({ x: at }) => Number(at) ** 2, 25);
    const suggestion = ask({ kind: 'tpe' }, space, { direction: 'minimize', trials }, 1);
    expect(suggestion).toMatchObject({
      why: expect.stringMatching(
        /^the best of 24 candidates drawn near the 3 best trials, against 22 others: log density ratio -?\d+\.\d\d$/,
      ),
    });
    expect(ask({ kind: 'tpe' }, space, { direction: 'minimize', trials }, 1)).toEqual(suggestion);
    const plane = spaceOf([x, { ...x, name: 'y' }]);
    const two = search({ kind: 'tpe' }, plane, ({ x: at }) => Number(at) ** 2, 25).trials;
    expect(ask({ kind: 'tpe' }, plane, { direction: 'minimize', trials: two }, 1)).toMatchObject({
      why: expect.stringMatching(/^the best of 48 candidates/),
    });
    expect(ask({ kind: 'tpe' }, space, { direction: 'minimize', trials: trials.slice(0, 9) }, 1)).toMatchObject({
      why: 'spread evenly (Sobol): fewer than 10 trials have ended',
    });
  });

  it('are legal on a range wider than the largest double, and without any start-up', () => {
    const wide = spaceOf([
      { ...x, low: -1.7e308, high: 1.7e308 },
      { ...x, name: 'y' },
    ]);
    const { trials } = search({ kind: 'tpe', nStartupTrials: 0 }, wide, ({ y }) => Number(y) ** 2, 15);
    for (const { params } of trials) expect(Number.isFinite(params.x)).toBe(true);
    expect(ask({ kind: 'tpe', nStartupTrials: 0 }, wide, { direction: 'minimize', trials: [] }, 0)).toMatchObject({
      why: 'drawn evenly: no trial to learn from',
    });
  });

  it('survive a history whose values this space does not have', () => {
    const trials = Array.from({ length: 15 }, (_, i) => trialOf(i + 1, { x: 'text', other: i }, { value: i }));
    expect(ask({ kind: 'tpe' }, spaceOf([x]), { direction: 'minimize', trials }, 0).kind).toBe('params');
  });
});

function spaceOf(dimensions: readonly Dimension[], constraints: readonly string[] = []): Space {
  return { dimensions, constraints, fixed: {} };
}

function trialOf(number: number, params: Params, more: Partial<ObservedTrial> = {}): ObservedTrial {
  return { number, state: 'complete', params, value: 1, steps: [1], values: [1], ...more };
}

function ask(spec: SamplerSpec, space: Space, history: History, seed: number): Suggestion {
  return createSampler(spec).suggest(space, history, randomStream(deriveSeed(seed, history.trials.length)));
}

function paramsOf(suggestion: Suggestion): Params {
  if (suggestion.kind === 'exhausted') throw new Error(suggestion.reason);
  return suggestion.params;
}

function search(spec: SamplerSpec, space: Space, loss: (params: Params) => number, count: number, seed = 0) {
  const trials: ObservedTrial[] = [];
  for (let i = 0; i < count; i++) {
    const suggestion = ask(spec, space, { direction: 'minimize', trials }, seed);
    if (suggestion.kind === 'exhausted') return { trials, end: suggestion.reason };
    trials.push(trialOf(i + 1, suggestion.params, { value: loss(suggestion.params) }));
  }
  return { trials, end: null };
}
