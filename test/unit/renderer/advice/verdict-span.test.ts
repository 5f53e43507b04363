import { expect, test } from 'vitest';
import { verdictSpan } from '../../../../src/renderer/advice/verdict-span.ts';

test('the epochs of a fault are shaded, and those of a healthy run are not', () => {
  const advice = {
    ...{ verdict: 'overfitting' as const, since: 9, confidence: 0.9, notes: [], moves: [] },
    evidence: { id: 'overfitting.rise', values: {}, span: { from: 9, to: 30 } },
  };
  expect(verdictSpan(advice, 'en')).toEqual({ from: 9, to: 30, text: 'Overfitting' });
  expect(verdictSpan(advice, 'zh')?.text).toBe('过拟合');
  expect(verdictSpan({ ...advice, verdict: 'good' }, 'en')).toBeNull();
  expect(verdictSpan({ ...advice, evidence: { ...advice.evidence, span: null } }, 'en')).toBeNull();
  expect(verdictSpan(undefined, 'en')).toBeNull();
});
