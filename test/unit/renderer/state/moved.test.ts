import { expect, test } from 'vitest';
import { moved } from '../../../../src/renderer/state/moved.ts';

test('one of a list at another place; outside of it at the nearest end', () => {
  expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 'a', 9)).toEqual(['b', 'c', 'a']);
  expect(moved([3, 1, 2], 2, -1)).toEqual([2, 3, 1]);
});
