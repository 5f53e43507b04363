import { expect, it } from 'vitest';
import type { SpaceDiff } from '#shared/contract/space-version.ts';
import { translator } from '../../../../src/renderer/i18n/index.ts';
import { diffTexts, wordsOfDiff } from '../../../../src/renderer/space/index.ts';

const rate = { type: 'float', low: 0.001, high: 0.1, scale: 'log' } as const;
const diff = {
  settings: [
    { setting: 'optimizer.learningRate', before: rate, after: { ...rate, high: 0.01 } },
    {
      setting: 'model.dropout',
      before: 0.1,
      after: { type: 'float', low: 0, high: 0.5, scale: 'linear', step: 0.1 } as const,
    },
    { setting: 'optimizer.name', before: { type: 'categorical', choices: ['adam', 'sgd'] }, after: 'adam' },
    { setting: 'model.layers', after: 2 },
  ],
  added: ['model.layers <= 2'],
  removed: [],
} satisfies SpaceDiff;

it('says a range that moved, a setting freed, fixed and named, and a constraint, in both languages', () => {
  const words = (language: 'en' | 'zh') => wordsOfDiff(diff, translator(diffTexts, language), language);
  expect(words('en')).toEqual([
    'Learning rate: 0.001 to 0.1, log → 0.001 to 0.01, log',
    'Dropout: searched, 0 to 0.5, step 0.1; was 0.1',
    'Optimizer: fixed at adam, was adam, sgd',
    'Hidden layers: its default → fixed at 2',
    'Constraint added: model.layers <= 2',
  ]);
  expect(words('zh')[0]).toBe('学习率：0.001 至 0.1，对数 → 0.001 至 0.01，对数');
});
