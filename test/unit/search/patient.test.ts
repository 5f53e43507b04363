import { describe, expect, it } from 'vitest';
import { createPruner } from '#main/search/index.ts';
import type { History } from '#main/search/search.ts';

function judge(values: readonly number[], options: object = {}, direction: History['direction'] = 'maximize') {
  const steps = values.map((_, i) => i + 1);
  const trial = { number: 1, state: 'running' as const, params: {}, value: null, steps, values };
  const pruner = createPruner({ kind: 'patient', patience: 1, ...options });
  return pruner.judge(trial, values.length, { direction, trials: [trial] });
}

describe('patient pruner', () => {
  it('stops a trial that has not come back to its best for longer than its patience', () => {
    expect(judge([0.5, 0.4, 0.45])).toEqual({
      prune: true,
      why: 'best of the last 2 epochs 0.45 is worse than 0.5, the best before, at epoch 3',
    });
    expect(judge([0.5, 0.4]).prune).toBe(false);
    expect(judge([0.5, 0.4, 0.45], { patience: 2 }).prune).toBe(false);
    expect(judge([0.3, 0.5, 0.4]).prune).toBe(false);
  });

  it('lets a plateau go on', () => {
    expect(judge([0.5, 0.5, 0.5, 0.5]).prune).toBe(false);
  });

  it('allows a loss of minDelta', () => {
    expect(judge([0.5, 0.42, 0.41], { minDelta: 0.1 }).prune).toBe(false);
    expect(judge([0.5, 0.39, 0.3], { minDelta: 0.1 })).toEqual({
      prune: true,
      why: 'best of the last 2 epochs 0.39 is more than 0.1 worse than 0.5, the best before, at epoch 3',
    });
  });

  it('turns round when smaller is better', () => {
    expect(judge([0.5, 0.6, 0.7], {}, 'minimize').prune).toBe(true);
    expect(judge([0.5, 0.4, 0.3], {}, 'minimize').prune).toBe(false);
  });

  it('counts NaN as worst', () => {
    expect(judge([0.5, Number.NaN, Number.NaN])).toEqual({
      prune: true,
      why: 'has had no finite value in the last 2 epochs',
    });
    expect(judge([Number.NaN, Number.NaN, Number.NaN]).prune).toBe(true);
    expect(judge([Number.NaN, Number.NaN, 0.1]).prune).toBe(false);
    expect(judge([0.5, Number.NaN, 0.6]).prune).toBe(false);
  });
});
