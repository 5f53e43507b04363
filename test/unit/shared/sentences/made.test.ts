// Sentences as the host's own parts make them, whole: what samplers, pruners and proposals give as their reasons, and what a wrong study
// file is told. tables.test.ts sees each text of the sources, but not what several put together.
import { describe, expect, test } from 'vitest';
import { createPruner, createSampler } from '#main/search/index.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';
import { proposeRanges } from '#main/search/stages/proposal.ts';
import { randomStream } from '#shared/num/random.ts';
import { inChinese } from '#shared/sentences/index.ts';
import { checkStudy } from '#shared/study/check-study.ts';
import { readConstraint } from '#shared/study/constraint.ts';
import type { PrunerSpec, SamplerSpec } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';
import { parseStudyFile } from '#shared/study/study-file.ts';
import { describeWarmStart } from '#shared/study/warm-start-text.ts';
import { changed, example } from '../study/study.fixture.ts';

/** Four words of English in a row, but for what stands in quotation marks: names and what to type. */
const english = (text: string) =>
  /[A-Za-z]{2,}(?:[ ,;:]+[A-Za-z]{2,}){3}/.exec(text.replace(/“[^”]*”|"[^"]*"|\{[^}]*\}/g, ' · '))?.[0];

function expectChinese(sentences: readonly string[]): void {
  const left = sentences.map((text) => [text, inChinese(text)] as const).filter(([, told]) => english(told));
  expect(left).toEqual([]);
  expect(sentences.filter((text) => inChinese(text) === text)).toEqual([]);
}

const space: Space = {
  dimensions: [
    { name: 'lr', type: 'float', low: 1e-5, high: 1, scale: 'log' },
    { name: 'units', type: 'int', low: 8, high: 512, scale: 'log' },
    { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam', 'rmsprop'] },
  ],
  constraints: [],
  fixed: {},
};
const numbers: Space = { ...space, dimensions: space.dimensions.slice(0, 2) };

/** Trials of a search by one sampler, with the reason of each. */
function searched(spec: SamplerSpec, count: number, over = space): { trials: ObservedTrial[]; why: string[] } {
  const sampler = createSampler(spec);
  const trials: ObservedTrial[] = [];
  const why: string[] = [];
  for (let number = 1; number <= count; number++) {
    const suggestion = sampler.suggest(over, { direction: 'maximize', trials }, randomStream(number));
    if (suggestion.kind === 'exhausted') return { trials, why: [...why, suggestion.reason] };
    const { params } = suggestion;
    const value = -((Math.log10(Number(params.lr)) + 3) ** 2) - Number(params.units) / 500;
    const state = number % 7 === 6 ? 'failed' : 'complete';
    trials.push({
      ...{ number, state, params, value: state === 'failed' ? null : value },
      ...{ steps: [1], values: [value], ...(number === 2 && { from: { study: 'An old one', trial: 3 } }) },
    });
    if (suggestion.why !== null) why.push(suggestion.why);
  }
  return { trials, why };
}

describe('in Chinese', () => {
  const kinds: readonly SamplerSpec[] = [
    ...[{ kind: 'auto' as const }, { kind: 'tpe' as const }, { kind: 'gp' as const }, { kind: 'sobol' as const }],
    ...[{ kind: 'anneal' as const }, { kind: 'bayes-opt' as const }, { kind: 'hyperopt-tpe' as const }],
  ];
  test.each(kinds)('why $kind chose a trial', (spec) => {
    const { why } = searched(spec, 24);
    expect(why.length).toBeGreaterThan(0);
    expectChinese(why);
  });

  test('why CMA-ES chose a trial, beside TPE and alone', () => {
    expectChinese(searched({ kind: 'cmaes' }, 16).why);
    expectChinese(searched({ kind: 'cmaes' }, 16, numbers).why);
  });

  test('that a space has no more', () => {
    const small: Space = { ...space, dimensions: [{ name: 'a', type: 'categorical', choices: ['x', 'y'] }] };
    for (const kind of ['random', 'grid', 'tpe'] as const) {
      const { why } = searched({ kind }, 4, small);
      expectChinese(why.slice(-1));
    }
  });

  test('why a pruner holds a trial back', () => {
    const why: string[] = [];
    const curve = (number: number, level: number): ObservedTrial => {
      const steps = Array.from({ length: 9 }, (_, i) => i + 1);
      const values = steps.map((step) =>
        number === 5 ? Number.NaN : level * (1 - 1 / (step + 1)) - (step > 6 ? 0.2 : 0),
      );
      return { number, state: 'complete', params: {}, value: level, steps, values, plannedEpochs: 27 };
    };
    const trials = Array.from({ length: 12 }, (_, i) => curve(i + 1, 1 - i / 10));
    const history: History = { direction: 'maximize', trials };
    const specs: readonly PrunerSpec[] = [
      ...[{ kind: 'asha' as const }, { kind: 'hyperband' as const }, { kind: 'median' as const }],
      ...[
        { kind: 'percentile' as const, percentile: 25 },
        { kind: 'patient' as const, patience: 1, minDelta: 0.01 },
      ],
      ...[
        { kind: 'threshold' as const, lower: 0.5 },
        { kind: 'threshold' as const, upper: 0.5 },
        { kind: 'extrapolation' as const },
      ],
    ];
    for (const use of ['study', 'stop-only'] as const) {
      for (const spec of specs) {
        const pruner = createPruner(spec, use);
        for (const trial of trials) {
          for (const step of trial.steps) {
            const verdict = pruner.judge({ ...trial, state: 'running' }, step, history);
            if (verdict.prune !== false) why.push(verdict.why);
          }
        }
      }
    }
    expect(new Set(why.map((text) => text.replace(/[-\d.]+/g, '#'))).size).toBeGreaterThan(8);
    expectChinese([...new Set(why)]);
    expectChinese([...new Set(why)].map((text) => `Pruned after epoch 3: ${text}.`));
    expectChinese([...new Set(why)].map((text) => `Waits at the rung of 11 % of the training rows: ${text}.`));
  });

  test('what a proposal of ranges rests on', () => {
    const { trials } = searched({ kind: 'tpe' }, 40);
    const { trials: spread } = searched({ kind: 'sobol' }, 12);
    const entries = {
      lr: { type: 'float' as const, low: 1e-5, high: 1, scale: 'log' as const },
      units: { type: 'int' as const, low: 8, high: 512, scale: 'log' as const },
      optimizer: { type: 'categorical' as const, choices: ['sgd', 'adam', 'rmsprop'] },
    };
    const evidence = [trials, spread, trials.slice(0, 4), trials.slice(0, 6)].flatMap((some) =>
      [1, 2, 3, 6].flatMap((keepBest) =>
        [null, ['lr']].flatMap((vary) =>
          [0, 5].flatMap((noise) =>
            proposeRanges(
              { from: 'wide', space, entries, trials: some, direction: 'maximize', noise },
              { keepBest, margin: 0.2, vary, given: {} },
            ).settings.map((one) => one.evidence),
          ),
        ),
      ),
    );
    expect(new Set(evidence.map((text) => text.replace(/[-\d.]+/g, '#'))).size).toBeGreaterThan(12);
    expectChinese([...new Set(evidence)]);
  });

  test('what is wrong with a constraint', () => {
    const wrong = ['model.units', 'a < b < c', 'a <', '(a < 1', 'foo(a) < 1', 'log(1, 2) < 1', '"x', 'a & b', 'and a'];
    const said = [...wrong, 'a < 1 2', 'not 3', 'a == "x" + 1', `${'a < 1 and '.repeat(200)}a < 1`].flatMap((text) => {
      const result = readConstraint(text, (name) => (name === 'a' ? 'number' : 'unknown'));
      return result.ok ? [] : [result.message];
    });
    expect(said.length).toBeGreaterThan(8);
    expectChinese(said);
  });

  test('what is wrong with a study file', () => {
    const lr = 'optimizer.learningRate';
    const files: readonly unknown[] = [
      ...[
        [],
        {},
        3,
        { version: 2 },
        { ...example, nmae: 'x' },
        { ...example, search: { ...example.search, trials: 'many' } },
      ],
      ...[{ ...example, search: { ...example.search, trials: 0, parallel: 1.5, sampler: { kind: 'tpee' } } }],
      { ...example, objective: { metric: 'validation.acuracy' }, engine: { threads: 0, devices: 'all' } },
      changed({ [lr]: { type: 'float', low: 1, high: 0.1 } }),
      changed({ [lr]: { type: 'float', low: 0, high: 0.1, scale: 'log', step: 4 } }),
      changed({
        [lr]: { type: 'float' },
        'model.units': [1, 2],
        'model.layers': { type: 'int', low: 1, high: 3, step: 9 },
      }),
      changed({
        'optimizer.name': { type: 'categorical', choices: [] },
        'model.dropout': { type: 'categorical', choices: [1, 1] },
      }),
      changed({
        [lr]: { type: 'lognormal', mean: 0, sd: 1e6 },
        'model.dropout': { type: 'normal', mean: 0, sd: 1, step: 99 },
      }),
      changed({ [lr]: 'fast', 'model.units': 1.5, 'model.family': 'mpl', 'optimizer.name': 7, 'model.typo': 1 }),
      changed({ 'optimizer.momentum': { type: 'float', low: 0, high: 0.99, when: { 'optimizer.name': ['lion'] } } }),
      changed({ 'optimizer.momentum': { type: 'float', low: 0, high: 0.99, when: { 'optimizer.nmae': ['sgd'] } } }),
      changed({}, { constraints: ['model.unit <= 3', 'model.layers * model.units <= 1'] }),
      changed(
        {},
        {
          search: {
            ...example.search,
            enqueue: [
              { [lr]: 9, 'optimizer.nmae': 1 },
              { 'model.units': 512, 'model.layers': 3 },
            ],
          },
        },
      ),
      changed({}, { data: { source: 'csv' } }),
      changed({}, { data: { source: 'idx', path: 'x', validation: { fraction: 0.1, folds: 3 }, subset: {} } }),
      changed({}, { search: { ...example.search, pruner: [{ kind: 'asha' }, { kind: 'hyperband' }] } }),
      changed({}, { search: { ...example.search, pruner: { kind: 'threshold', lower: 2, upper: 1 } } }),
      changed({}, { runner: { kind: 'command', argv: ['{x}', '\0'], env: { VERNIER_A: '1', 'a=b': '2' } } }),
      changed(
        {},
        {
          stages: [
            { name: 'a', trials: 3, narrow: { from: 'b' } },
            { name: 'a', vary: ['x'], trials: 2 },
          ],
        },
      ),
    ];
    const said = files.flatMap((file) => {
      const parsed = parseStudyFile(file);
      const problems = parsed.ok ? checkStudy(parsed.file, null) : parsed.problems;
      return problems.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));
    });
    expect(said.length).toBeGreaterThan(45);
    expectChinese([...new Set(said)]);
  });

  test('what a warm start came to', () => {
    const study = { id: 's', name: 'The first sweep of them all' };
    const unfit = (
      [
        'outside',
        'fixed',
        'absent',
        'unknown',
        'constraint',
        'refused',
        'failed',
        'stopped',
        'finite',
        'several',
      ] as const
    ).map((kind) => ({
      kind,
      setting: 'model.units',
      detail: kind === 'refused' ? 'a long one.' : '8–16',
      trials: 2,
    }));
    const base = {
      study,
      stage: null,
      ended: 50,
      taken: 40,
      same: 30,
      ranked: 7,
      startingPoints: 1,
      unfit: unfit.slice(0, 5),
    };
    expectChinese(
      [
        base,
        { ...base, unfit: [], taken: 50, startingPoints: 3 },
        { ...base, unfit: unfit.slice(5) },
        { ...base, unfit, same: 0, ranked: 1 },
      ].map((source) => describeWarmStart(source)),
    );
  });
});
