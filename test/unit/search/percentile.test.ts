import { expect, it } from 'vitest';
import { createPruner } from '#main/search/index.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';

const curve = (number: number, values: readonly number[], state: ObservedTrial['state'] = 'complete') =>
  ({ number, state, params: {}, value: null, steps: values.map((_, i) => i + 1), values }) satisfies ObservedTrial;
const five = [0.1, 0.2, 0.3, 0.4, 0.5].map((value, i) => curve(i + 1, [value]));

function judge(percentile: number, value: number, options: object = {}, direction: History['direction'] = 'maximize') {
  const judged = curve(6, [value], 'running');
  const trials = [...five, judged];
  return createPruner({ kind: 'percentile', percentile, ...options }).judge(judged, 1, { direction, trials });
}

it('keeps the best quarter and says where it ends', () => {
  expect(judge(25, 0.39)).toEqual({
    prune: true,
    why: 'best so far 0.39 is worse than 0.4, the limit of the best 25 % of 5 other trials at epoch 1',
  });
  expect(judge(25, 0.4).prune).toBe(false);
  expect(judge(75, 0.2).prune).toBe(false);
  expect(judge(75, 0.19).prune).toBe(true);
});

it('counts from the smallest value when smaller is better', () => {
  expect(judge(25, 0.2, {}, 'minimize').prune).toBe(false);
  expect(judge(25, 0.21, {}, 'minimize').prune).toBe(true);
});

it('waits like the median pruner: for complete trials, warm-up and others at the epoch', () => {
  expect(judge(25, 0, { nStartupTrials: 6 }).prune).toBe(false);
  expect(judge(25, 0, { nWarmupEpochs: 2 }).prune).toBe(false);
  expect(judge(25, 0, { nMinTrials: 6 }).prune).toBe(false);
});
