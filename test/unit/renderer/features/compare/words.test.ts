import { describe, expect, test } from 'vitest';
import type { Trial, TrialDetail } from '#shared/contract/trials.ts';
import type { TrainingRun } from '#shared/study/training-run.ts';
import type { SettingValue } from '#shared/study/values.ts';
import {
  gainOf,
  noiseBetween,
  objectivesOf,
  resultOf,
} from '../../../../../src/renderer/features/compare/model/results.ts';
import { settingGroups } from '../../../../../src/renderer/features/compare/model/settings.ts';
import { deltaText, differenceText, headline } from '../../../../../src/renderer/features/compare/model/words.ts';
import { texts } from '../../../../../src/renderer/features/compare/texts.ts';
import { translator } from '../../../../../src/renderer/i18n/index.ts';
import { trial } from '../../trials.ts';

const objective = { metric: 'validation.accuracy', direction: 'maximize' } as const;

function detail(number: number, changes: Partial<Trial>, settings: Record<string, SettingValue> = {}): TrialDetail {
  return {
    trial: trial(number, { params: settings, ...changes }),
    settings,
    weights: null,
    metrics: { best: {}, last: {} },
    log: [],
  };
}

const words = (language: 'en' | 'zh') => ({ t: translator(texts, language), language });

function said(details: TrialDetail[], language: 'en' | 'zh' = 'en', trials = details.map((one) => one.trial)) {
  const results = details.map((one) => resultOf(one, [objective]));
  return headline({ results, groups: settingGroups(details, []), objective, trials }, words(language));
}

const run = (at: number, value: number): TrainingRun => ({
  ...{ run: at, seed: at, fold: null, share: 1, state: 'complete', bestEpoch: 3, lastEpoch: 10 },
  value,
});
const repeated = (values: number[]): Partial<Trial> => ({
  value: values.reduce((sum, one) => sum + one, 0) / values.length,
  plannedRuns: values.length,
  runs: values.map((value, at) => run(at + 1, value)),
});

const three = { 'optimizer.learningRate': 0.001, 'model.units': 32, 'optimizer.name': 'sgd', 'model.dropout': 0.1 };
const seven = { 'optimizer.learningRate': 0.003, 'model.units': 64, 'optimizer.name': 'adam', 'model.dropout': 0.3 };

describe('two runs in a sentence', () => {
  test('says which is better, by how much, and what differs', () => {
    const told = said([detail(3, { value: 0.9 }, three), detail(7, { value: 0.912 }, seven)]);
    expect(told?.text).toBe(
      'Trial 7 is 0.012 better than trial 3: learning rate × 3, Adam instead of SGD, 64 units per layer instead of 32, dropout + 0.2.',
    );
    expect(told?.chance).toContain('nothing tells how much of it is chance');
    expect(said([detail(3, { value: 0.9 }, three), detail(7, { value: 0.912 }, seven)], 'zh')?.text).toBe(
      '试验 7 比试验 3 好 0.012：学习率 × 3，优化器 Adam（原为 SGD），每层神经元数 64（原为 32），随机失活 + 0.2。',
    );
  });

  test('a lower loss is better, and a worse run is said to be worse', () => {
    const loss = { metric: 'validation.loss', direction: 'minimize' } as const;
    const details = [detail(1, { value: 0.5 }, three), detail(2, { value: 0.75 }, three)];
    const results = details.map((one) => resultOf(one, [loss]));
    const told = headline({ results, groups: settingGroups(details, []), objective: loss, trials: [] }, words('en'));
    expect(told?.text).toBe('Trial 2 is 0.25 worse than trial 1: the settings are the same.');
  });

  test('settings that another choice brings along are no changes of their own', () => {
    const told = said([
      detail(
        1,
        { value: 0.5, params: { 'optimizer.name': 'sgd' } },
        { 'optimizer.name': 'sgd', 'optimizer.momentum': 0 },
      ),
      detail(
        2,
        { value: 0.6, params: { 'optimizer.name': 'adam' } },
        { 'optimizer.name': 'adam', 'optimizer.beta1': 0.9 },
      ),
    ]);
    // The helper gives every setting as a param unless told otherwise.
    expect(told?.text).toBe('Trial 2 is 0.1 better than trial 1: Adam instead of SGD.');
  });

  test('a run that diverged has no value, whatever its finite epochs reached; its settings are told', () => {
    const told = said([
      detail(3, { value: 0.9 }, three),
      detail(6, { value: 0.95, state: 'diverged' }, { ...three, 'optimizer.learningRate': 0.1 }),
    ]);
    expect(told).toEqual({
      text: 'Trial 6 diverged and has no value to compare with trial 3: learning rate × 100.',
      chance: null,
    });
  });

  test('values of several stages are not compared', () => {
    const told = said([
      detail(1, { value: 0.5, stage: 'coarse' }, three),
      detail(2, { value: 0.9, stage: 'fine' }, three),
    ]);
    expect(told?.text).toContain('of stage fine, trial 1 of coarse; their values do not compare');
    expect(told?.text).not.toContain('better');
  });

  test('one run alone, and none, have no sentence', () => {
    expect(said([detail(1, { value: 0.5 })])).toBeNull();
    expect(said([])).toBeNull();
  });
});

describe('chance', () => {
  const noisy = detail(1, repeated([0.8, 0.9, 1]), three);

  test('within what seeds alone do, two runs cannot be told apart', () => {
    expect(said([noisy, detail(2, repeated([0.85, 0.92, 0.99]), seven)])?.chance).toContain('cannot be told apart');
  });
  test('beyond it that is said too', () => {
    const steady = [detail(1, repeated([0.8, 0.801, 0.802])), detail(2, repeated([0.9, 0.901, 0.902]))];
    expect(said(steady)?.chance).toContain('More than other seeds alone');
  });
  test('the scatter of other trials of the stage tells of runs that are trained once, and counts them as one run', () => {
    const once = trial(5, { value: 0.9 });
    const one = noiseBetween(noisy.trial, once, [noisy.trial, once]);
    const three = noiseBetween(noisy.trial, noisy.trial, [noisy.trial]);
    // t(0.975, 2) = 4.3027, sd 0.1: of a mean of three and of one run.
    expect(one).toBeCloseTo(4.3027 * Math.sqrt(0.01 / 3 + 0.01), 3);
    expect(three).toBeCloseTo(4.3027 * Math.sqrt(0.02 / 3), 3);
    expect(noiseBetween(once, once, [once])).toBeNull();
    expect(noiseBetween({ ...once, stage: 'a' }, { ...once, stage: 'b' }, [noisy.trial])).toBeNull();
  });
});

describe('several runs in a sentence', () => {
  test('the best of them and how far it is from the reference', () => {
    const told = said([
      detail(3, { value: 0.9 }, three),
      detail(4, { value: 0.8 }, three),
      detail(7, { value: 0.95 }, seven),
    ]);
    expect(told?.text).toMatch(/^Trial 7 is the best of 3, 0\.05 better than trial 3: learning rate × 3,/);
  });
  test('where the reference leads, the next one is told of', () => {
    const told = said([detail(3, { value: 0.9 }), detail(4, { value: 0.8 }), detail(7, { value: 0.85 })]);
    expect(told?.text).toContain('Trial 3, the reference, is the best of 3; trial 7 is 0.05 behind');
  });
  test('other stages and runs without a value take no part', () => {
    const told = said([
      detail(1, { value: 0.5, stage: 'coarse' }),
      detail(2, { value: 0.9, stage: 'fine' }),
      detail(3, { value: null, state: 'failed', stage: 'coarse' }),
    ]);
    expect(told?.text).toContain('compared within stage coarse only');
    expect(told?.text).toContain('Only trial 1 has a value');
  });
  test('a reference without a value is said to have none', () => {
    expect(
      said([detail(1, { state: 'diverged' }), detail(2, { value: 0.9 }), detail(3, { value: 0.8 })])?.text,
    ).toContain('Trial 1, the reference, has no value');
  });
});

test('a factor is told with as few digits as tell it from no change', () => {
  const { t } = words('en');
  const factor = (by: number) => deltaText('optimizer.learningRate', { kind: 'factor', by }, 1, t);
  expect([3, 1.2999, 1 / 3, 1.004, 0.998].map(factor)).toEqual(['× 3', '× 1.3', '÷ 3', '× 1.004', '÷ 1.002']);
});

test('differences of shares keep their leading zero in a sentence', () => {
  expect(differenceText('validation.accuracy', 0.01200001)).toBe('0.012');
  expect(differenceText('validation.accuracy', -0.00001)).toBe('1e−5');
  expect(differenceText('validation.loss', 12.3456)).toBe('12.3');
});

test('several objectives: the first ranks, the others say which way is better or go by what is known of them', () => {
  const summary = { objective: { ...objective, pick: 'best' as const } };
  const file = {
    objective: [
      { metric: 'validation.accuracy' },
      { metric: 'validation.loss' },
      { metric: 'size', direction: 'maximize' },
    ],
  };
  const found = objectivesOf({ summary, file } as unknown as Parameters<typeof objectivesOf>[0]);
  expect(found.map(({ metric, direction }) => [metric, direction])).toEqual([
    ['validation.accuracy', 'maximize'],
    ['validation.loss', 'minimize'],
    ['size', 'maximize'],
  ]);
  const one = { ...detail(1, { value: 0.5 }), metrics: { best: { 'validation.loss': 2, size: 'NaN' }, last: {} } };
  expect(resultOf(one, found).others).toEqual([2, null]);
});

test('the gap is how much better a run is on rows it was trained on', () => {
  const metrics = {
    best: { 'train.accuracy': 0.95, 'validation.accuracy': 0.9 },
    last: { 'validation.accuracy': 'NaN' },
  };
  const result = resultOf({ ...detail(1, { value: 0.9 }), metrics }, [objective]);
  expect(result.gap).toBeCloseTo(0.05);
  expect(result.last).toBeNaN();
  expect(gainOf(result, result, 'maximize', ({ last }) => last)).toBeNull();
  const loss = { metric: 'validation.loss', direction: 'minimize' } as const;
  const better = { best: { 'train.loss': 0.2, 'validation.loss': 0.5 }, last: {} };
  expect(resultOf({ ...detail(1, { value: 0.5 }), metrics: better }, [loss]).gap).toBeCloseTo(0.3);
});
