import { expect, test } from 'vitest';
import type { StudyAdvice } from '#shared/contract/advice.ts';
import { adviceKey, shownTrials } from '../../../../../src/renderer/features/study-advice/model.ts';

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

test('eight trials are named', () => {
  expect(shownTrials([3, 1])).toEqual({ shown: [3, 1], more: 0 });
  expect(shownTrials(Array.from({ length: 20 }, (_, i) => i + 1))).toMatchObject({ more: 12 });
});
