import { expect, test } from 'vitest';
import type { StudyAdvice, StudyChange } from '#shared/contract/advice.ts';
import { studyAdviceNames } from '#shared/contract/advice.ts';
import { studyAdviceTitle, studyChangeText } from '#shared/study/study-advice-text.ts';

const range = { type: 'float', low: 0.001, high: 0.1, scale: 'log' } as const;

test.each<[StudyChange, string, string]>([
  [
    { kind: 'range', setting: 'optimizer.learningRate', from: null, to: range },
    'Search learning rate from 0.001 to 0.1 on a log scale',
    '在 0.001 至 0.1 之间搜索学习率（对数刻度）',
  ],
  [
    { kind: 'range', setting: 'my.depth', from: null, to: { ...range, type: 'int', low: 1, high: 4, scale: 'linear' } },
    'Search my.depth from 1 to 4',
    '在 1 至 4 之间搜索 my.depth ',
  ],
  [{ kind: 'fixed', setting: 'regularization.l2', to: 0.1 }, 'Fix L2 penalty at 0.1', '将 L2 正则固定为 0.1'],
  [{ kind: 'epochs', from: 10, to: 20 }, 'Train 20 epochs instead of 10', '训练 20 轮，而不是 10 轮'],
  [{ kind: 'repeats', from: 1, to: 3 }, 'Train every configuration 3 times', '每个配置训练 3 次'],
  [
    { kind: 'validation', from: 0.1, to: 0.25 },
    'Validate on 25 % of the rows instead of 10 %',
    '用 25 % 的样本验证，而不是 10 %',
  ],
  [
    { kind: 'folds', from: null, to: 5 },
    'Validate on 5 folds, that is on every row',
    '用 5 折交叉验证，即用到每个样本',
  ],
  [
    { kind: 'subset', from: 0.25, to: 0.5 },
    'Train on 50 % of the rows instead of 25 %',
    '用 50 % 的样本训练，而不是 25 %',
  ],
])('%s', (change, en, zh) => {
  expect(studyChangeText(change, 'en')).toBe(en);
  expect(studyChangeText(change, 'zh')).toBe(zh);
});

test('every kind of advice has a title in both languages', () => {
  for (const advice of studyAdviceNames) {
    const one: StudyAdvice = {
      advice,
      setting: 'model.dropout',
      evidence: { id: '', values: {} },
      trials: [],
      change: null,
    };
    for (const language of ['en', 'zh'] as const) expect(studyAdviceTitle(one, language)).toMatch(/^[^{}]+$/);
  }
});
