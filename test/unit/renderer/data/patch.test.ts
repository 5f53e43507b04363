import { expect, test } from 'vitest';
import { patchTrials } from '../../../../src/renderer/data/patch.ts';
import { trial } from '../trials.ts';

test('a changed trial takes the place of its old self, a new one stands in order of numbers', () => {
  const list = [trial(1), trial(3)];
  const next = patchTrials(list, [trial(2, { state: 'running' }), trial(3, { value: 0.5 })]);
  expect(next.map(({ number, state, value }) => [number, state, value])).toEqual([
    [1, 'complete', null],
    [2, 'running', null],
    [3, 'complete', 0.5],
  ]);
});

test('the last of several changes of one trial counts, and no change leaves the same array', () => {
  const list = [trial(1)];
  expect(patchTrials(list, [])).toBe(list);
  expect(patchTrials(list, [trial(1, { value: 1 }), trial(1, { value: 2 })])[0]?.value).toBe(2);
});
