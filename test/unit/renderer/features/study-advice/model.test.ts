import { expect, test } from 'vitest';
import type { StudyAdvice } from '#shared/contract/advice.ts';
import {
  adviceKey,
  shownTrials,
  signOf,
  signOfTrust,
  stageOfChange,
} from '../../../../../src/renderer/features/study-advice/model.ts';

const advice: StudyAdvice = {
  ...{ advice: 'too-few-epochs', setting: 'training.epochs', trials: [1, 2] },
  evidence: { id: 'study.epochs', values: { count: 9, of: 10 } },
  change: { kind: 'epochs', from: 10, to: 20 },
};

test('advice that was put away stays so while it asks for the same', () => {
  const later = { ...advice, trials: [1, 2, 3], evidence: { id: 'study.epochs', values: { count: 19, of: 20 } } };
  expect(adviceKey(later)).toBe(adviceKey(advice));
  expect(adviceKey({ ...advice, change: { kind: 'epochs', from: 20, to: 40 } })).not.toBe(adviceKey(advice));
  expect(adviceKey({ ...advice, change: null })).not.toBe(adviceKey(advice));
});

test('advice says whether there is something to put right; trust in a part can be as it should be', () => {
  expect(signOf('optimum-at-bound')).toBe('look');
  expect(signOf('unimportant-setting')).toBe('info');
  expect(['trust.yes', 'trust.no', 'trust.unknown'].map((id) => signOfTrust({ id }))).toEqual([
    'check',
    'look',
    'info',
  ]);
});

test('eight trials are named', () => {
  expect(shownTrials([3, 1])).toEqual({ shown: [3, 1], more: 0 });
  expect(shownTrials(Array.from({ length: 20 }, (_, i) => i + 1))).toMatchObject({ more: 12 });
});

test('a change becomes a stage, but for how the data are divided', () => {
  const to = { type: 'float' as const, low: 1e-5, high: 1e-3, scale: 'log' as const };
  expect(stageOfChange({ kind: 'range', setting: 'optimizer.learningRate', from: null, to })).toEqual({
    settings: { 'optimizer.learningRate': to },
  });
  expect(stageOfChange({ kind: 'fixed', setting: 'model.dropout', to: 0 })).toEqual({
    settings: { 'model.dropout': 0 },
  });
  expect(stageOfChange({ kind: 'epochs', from: 5, to: 10 })).toEqual({ settings: {}, epochs: 10 });
  expect(stageOfChange({ kind: 'repeats', from: 1, to: 3 })).toEqual({ settings: {}, repeats: 3 });
  expect(stageOfChange({ kind: 'subset', from: 0.1, to: 0.2 })).toEqual({ settings: {}, fraction: 0.2 });
  expect(stageOfChange({ kind: 'folds', from: null, to: 5 })).toBeNull();
});
