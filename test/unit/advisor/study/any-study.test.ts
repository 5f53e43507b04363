// Whatever the trials are: advice that is whole, in the contract's form, with words in both languages; and silence where nothing can be told.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adviseStudy, adviseStudyInSteps, type StudyInput, type StudyTrial } from '#main/advisor/index.ts';
import { studyAdvice, verdictNames } from '#shared/contract/advice.ts';
import { judgeValue, settingsRegistry } from '#shared/settings/index.ts';
import { reasonText } from '#shared/study/advice-text.ts';
import type { Space } from '#shared/study/space.ts';
import { studyAdviceTitle, studyChangeText } from '#shared/study/study-advice-text.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import { activation, drawn, dropout, ofRate, rate, spaceOf, study, trial, units } from './studies.fixture.ts';

const sgd = { when: { 'optimizer.name': ['sgd'] } };
const momentum = { name: 'optimizer.momentum', type: 'float', low: 0, high: 0.99, scale: 'linear', ...sgd } as const;
const space: Space = spaceOf(
  { name: 'optimizer.name', type: 'categorical', choices: ['sgd', 'adam'] },
  rate,
  momentum,
  units,
  dropout,
  activation,
  { name: 'training.batchSize', type: 'categorical', choices: [32, 64, 128], ordered: true },
  { name: 'regularization.l2', type: 'lognormal', mean: -7, sd: 2 },
  { name: 'one', type: 'categorical', choices: ['only'] },
);

const anyValue = fc.oneof(
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308, -1e308, 0, 0.5),
);
const anyParams: fc.Arbitrary<Params> = fc.oneof(
  fc.record<Record<string, SettingValue>>({
    'optimizer.name': fc.constant('adam'),
    'optimizer.learningRate': fc.double({ min: 1e-5, max: 1, noNaN: true }),
    'model.units': fc.integer({ min: 16, max: 512 }),
    'model.dropout': fc.double({ min: 0, max: 0.7, noNaN: true }),
    'model.activation': fc.constantFrom('relu', 'tanh', 'elu'),
    'training.batchSize': fc.constantFrom(32, 64, 128),
    'regularization.l2': fc.double({ min: 1e-5, max: 1, noNaN: true }),
    one: fc.constant('only'),
  }),
  fc.constantFrom<Params>({}, { 'optimizer.name': 'lion' }, { 'optimizer.learningRate': Number.NaN, one: 'only' }),
);
const anyTrial = fc.record({
  state: fc.constantFrom<StudyTrial['state']>(
    'complete',
    'complete',
    'complete',
    'stopped',
    'failed',
    'diverged',
    'running',
    'queued',
  ),
  params: anyParams,
  value: anyValue,
  bestEpoch: fc.option(fc.integer({ min: 1, max: 10 })),
  epochs: fc.integer({ min: 1, max: 10 }),
  origin: fc.constantFrom<StudyTrial['origin']>('even', 'model', 'given'),
  verdict: fc.option(fc.constantFrom(...verdictNames)),
  rerunOf: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 8 }),
});

function isWhole(input: StudyInput): void {
  for (const one of adviseStudy(input)) {
    expect(studyAdvice.parse(one)).toEqual(one);
    for (const value of Object.values(one.evidence.values))
      if (typeof value === 'number') expect(value).toSatisfy(Number.isFinite);
    for (const language of ['en', 'zh'] as const) {
      const said = `${studyAdviceTitle(one, language)} ${reasonText(one.evidence, language)} ${one.change ? studyChangeText(one.change, language) : ''}`;
      expect(said).not.toMatch(/undefined|NaN|null|study\.|\{|–/);
    }
    if (one.change?.kind === 'range') {
      const { setting, to } = one.change;
      expect(to.low).toBeLessThan(to.high);
      const known = settingsRegistry.find(({ key }) => key === setting);
      if (known) for (const end of [to.low, to.high]) expect(judgeValue(known, end).kind).not.toBe('illegal');
    }
  }
}

describe('any study', () => {
  test('gets advice that is whole, with legal changes', () => {
    fc.assert(
      fc.property(fc.array(anyTrial, { maxLength: 60 }), fc.constantFrom('maximize', 'minimize'), (trials, direction) =>
        isWhole(
          study(
            space,
            trials.map((change, i) => trial(i + 1, change)),
            { direction, validationRows: 50 },
          ),
        ),
      ),
      { numRuns: 150 },
    );
  });

  test('also where something is to be said: drawn over the whole space, by one setting or another', () => {
    const { dimensions } = space;
    for (const [i, { name }] of dimensions.entries()) {
      const trials = drawn(
        space,
        120,
        (params, random) => Number(params[name] ?? 0) * (i % 2 ? 1 : -1) + 1e-3 * random.normal(),
        i + 1,
      );
      for (const direction of ['maximize', 'minimize'] as const) isWhole(study(space, trials, { direction }));
    }
  });
});

describe('silence', () => {
  const good = drawn(space, 40, (params, random) => ofRate(params) + 0.01 * random.normal());
  test.each<[string, readonly StudyTrial[]]>([
    ['no trial', []],
    ['one trial', good.slice(0, 1)],
    ['nine trials', good.slice(0, 9)],
    ['all failed', good.map((one) => ({ ...one, state: 'failed', value: null, verdict: null }))],
    ['all diverged', good.map((one) => ({ ...one, state: 'diverged', value: null, verdict: 'diverged' as const }))],
    ['NaN alone', good.map((one) => ({ ...one, value: Number.NaN }))],
    ['equal results', good.map((one) => ({ ...one, value: 0.5 }))],
    ['running alone', good.map((one) => ({ ...one, state: 'running', value: null, verdict: null }))],
    ['the same point again', good.map((one) => ({ ...one, params: good[0]?.params ?? {} }))],
  ])('%s', (_, trials) => {
    for (const direction of ['maximize', 'minimize'] as const)
      expect(adviseStudy(study(space, trials, { direction }))).toEqual([]);
  });

  test('a study that searches nothing', () => {
    expect(
      adviseStudy(
        study(
          spaceOf(),
          good.map((one) => ({ ...one, params: {} })),
        ),
      ),
    ).toEqual([]);
  });
});

test('in steps it says the same', async () => {
  const input = study(
    space,
    drawn(space, 60, (params) => ofRate(params)),
  );
  let pauses = 0;
  const told = await adviseStudyInSteps(input, async () => {
    pauses++;
  });
  expect(told).toEqual(adviseStudy(input));
  expect(told.length).toBeGreaterThan(0);
  expect(pauses).toBeGreaterThan(5);
});
