import { expect, test } from 'vitest';
import { getIn, sameJson, setIn } from '../../../../../src/renderer/features/new-study/model/json.ts';

test('a setting key with dots is one step of the path', () => {
  const file = setIn({}, ['settings', 'optimizer.learningRate', 'low'], 1e-4);
  expect(file).toEqual({ settings: { 'optimizer.learningRate': { low: 1e-4 } } });
  expect(getIn(file, ['settings', 'optimizer.learningRate', 'low'])).toBe(1e-4);
  expect(getIn(file, ['settings', 'optimizer', 'learningRate'])).toBeUndefined();
});

test('undefined removes a key, and only that key; removing what is not there makes nothing', () => {
  const file = { a: { b: 1, c: 2 }, d: 3 };
  expect(setIn(file, ['a', 'b'], undefined)).toEqual({ a: { c: 2 }, d: 3 });
  expect(setIn(file, ['x', 'y'], undefined)).toBe(file);
  expect(file).toEqual({ a: { b: 1, c: 2 }, d: 3 });
});

test('a fixed value gives way to a range', () => {
  expect(setIn({ settings: { k: 3 } }, ['settings', 'k', 'low'], 1)).toEqual({ settings: { k: { low: 1 } } });
});

test('equality ignores the order of keys but not of lists', () => {
  expect(sameJson({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  expect(sameJson([1, 2], [2, 1])).toBe(false);
  expect(sameJson({ a: undefined }, {})).toBe(false);
  expect(sameJson({ a: 1 }, { a: '1' })).toBe(false);
});
