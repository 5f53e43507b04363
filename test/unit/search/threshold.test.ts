import { expect, it } from 'vitest';
import { createPruner } from '#main/search/index.ts';

function judge(values: readonly number[], options: object) {
  const steps = values.map((_, i) => i + 1);
  const trial = { number: 1, state: 'running' as const, params: {}, value: null, steps, values };
  const history = { direction: 'minimize' as const, trials: [trial] };
  return createPruner({ kind: 'threshold', ...options }).judge(trial, values.length, history);
}

it('stops a value outside its limits and says which it broke', () => {
  expect(judge([1, 5.1], { upper: 5 })).toEqual({ prune: true, why: '5.1 at epoch 2 is above the limit 5' });
  expect(judge([-1], { lower: 0 })).toEqual({ prune: true, why: '-1 at epoch 1 is below the limit 0' });
  expect(judge([5], { lower: 0, upper: 5 }).prune).toBe(false);
  expect(judge([0], { lower: 0, upper: 5 }).prune).toBe(false);
});

it('looks at the judged epoch, not at those before it', () => {
  expect(judge([9, 1], { upper: 5 }).prune).toBe(false);
});

it('stops NaN without any limit, and infinities beyond one', () => {
  expect(judge([1, Number.NaN], {})).toEqual({ prune: true, why: 'value at epoch 2 is not a number' });
  expect(judge([Number.POSITIVE_INFINITY], { upper: 5 }).prune).toBe(true);
});

it('waits for the end of the warm-up', () => {
  expect(judge([9, 9], { upper: 5, nWarmupEpochs: 3 }).prune).toBe(false);
  expect(judge([9, 9, 9], { upper: 5, nWarmupEpochs: 3 }).prune).toBe(true);
});
