import { describe, expect, test } from 'vitest';
import { type CheckId, type CheckResult, type CheckStatus, checkIds } from '#shared/contract/checks.ts';
import {
  countsOf,
  fixJson,
  gaugeOf,
  groupsOf,
  lineGeometry,
  worstOf,
} from '../../../../../src/renderer/features/preflight/model.ts';

const result = (id: CheckId, status: CheckStatus): CheckResult => ({
  ...{ id, status, value: null, limit: null, reason: { id: 'x', values: {} }, notes: [] },
  ...{ fix: null, picture: null, evidence: null, tookMs: 1 },
});

test('every check stands in one group, and none twice', () => {
  const shown = groupsOf([], true).flatMap(({ rows }) => rows.map(({ id }) => id));
  expect(shown.toSorted()).toEqual([...checkIds].sort());
});

test('a report of the data alone shows no group of training; while checks are made all wait', () => {
  const results = [result('missing', 'pass')];
  expect(groupsOf(results, false).map(({ name, rows }) => [name, rows.length])).toEqual([['data', 1]]);
  expect(groupsOf(results, true).map(({ rows }) => rows.length)).toEqual([6, 3, 3]);
  expect(groupsOf([], false)).toEqual([]);
});

test('what failed is shown first, then what is to be looked at, the earlier of two', () => {
  const passed = result('missing', 'pass');
  expect(worstOf([])).toBeNull();
  expect(worstOf([passed, result('columns', 'skipped')])).toBe('missing');
  expect(worstOf([passed, result('duplicates', 'look'), result('columns', 'look')])).toBe('columns');
  expect(worstOf([passed, result('columns', 'look'), result('step0-loss', 'fail')])).toBe('step0-loss');
  expect(countsOf([passed, result('columns', 'look')])).toEqual({ pass: 1, look: 1, fail: 0, skipped: 0 });
});

test('a fix as it stands in the study file', () => {
  expect(fixJson({ setting: 'data.exclude', to: ['id'] })).toBe('"exclude": ["id"]');
  expect(fixJson({ setting: 'model.units', to: 64 })).toBe('"model.units": 64');
});

describe('a line', () => {
  const line = { kind: 'line', logX: true, reference: null, span: null } as const;

  test('lies on a logarithmic axis, and stays in its box', () => {
    const picture = { ...line, x: [1e-4, 1e-2, 1], y: [2, 1, 0], span: { from: 1e-3, to: 100 } };
    const { points, span } = lineGeometry(picture, 100, 10);
    expect(points).toEqual([
      { x: 0, y: 0 },
      { x: 50, y: 5 },
      { x: 100, y: 10 },
    ]);
    expect(span).toEqual({ from: expect.closeTo(25), to: 100 });
  });

  test('a single point, and one value for all, divide by nothing', () => {
    expect(lineGeometry({ ...line, x: [1], y: [0] }, 100, 10).points).toEqual([{ x: 50, y: 5 }]);
    expect(lineGeometry({ ...line, x: [1, 10], y: [3, 3], reference: 3 }, 100, 10).reference).toBe(0);
  });
});

test('a loss is drawn against chance and memory against what there is; off the scale it is at the end', () => {
  const step0 = { id: 'limit.step0-classification', values: { outputs: 10, guess: 2.3, tolerance: 0.1 } };
  const loss = gaugeOf({ value: 2.31, limit: step0 });
  expect(loss?.at).toBe(2.31);
  expect([loss?.low, loss?.from, loss?.to, loss?.high]).toEqual([1.9, 2.2, 2.4, 2.7].map((one) => expect.closeTo(one)));
  expect(gaugeOf({ value: 80, limit: step0 })?.at).toBeCloseTo(2.7);
  expect(gaugeOf({ value: 2, limit: { id: 'limit.memory', values: { bytes: 8 } } })).toEqual({
    ...{ low: 0, high: 10, at: 2, from: 0, to: 8 },
  });
  expect(gaugeOf({ value: 'NaN', limit: step0 })).toBeNull();
  expect(gaugeOf({ value: 3, limit: { id: 'limit.duplicates', values: { limit: 0.001 } } })).toBeNull();
});
