import { describe, expect, it } from 'vitest';
import { createPruner } from '#main/search/index.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';

const curve = (number: number, values: readonly number[], steps = values.map((_, i) => i + 1)): ObservedTrial => ({
  ...{ number, state: 'running', params: {}, value: null },
  ...{ steps, values },
});

/** Judges the last trial at its last epoch. */
function judge(trials: readonly ObservedTrial[], options: object = {}, direction: History['direction'] = 'maximize') {
  const judged = trials.at(-1) ?? curve(1, []);
  const pruner = createPruner({ kind: 'asha', ...options }, 'stop-only');
  return pruner.judge(judged, judged.steps.at(-1) ?? 0, { direction, trials });
}

const five = [0.1, 0.2, 0.3, 0.4, 0.5].map((value, i) => curve(i + 1, [value]));

describe('asha where nothing can be resumed', () => {
  it('lets the best third of those that reached the rung go on', () => {
    expect(judge([...five, curve(6, [0.45])]).prune).toBe(false);
    expect(judge([...five, curve(6, [0.4])]).prune).toBe(false);
    expect(judge([...five, curve(6, [0.39])])).toEqual({
      prune: true,
      why: '0.39 is place 3 of the 6 trials that reached epoch 1, and the best 2 go on',
    });
  });

  it('lets only the best so far go on while fewer than a full third have come', () => {
    expect(judge([curve(1, [0.5]), curve(2, [0.6])]).prune).toBe(false);
    expect(judge([...five.slice(1), curve(6, [0.45])]).prune).toBe(true);
    expect(judge([curve(1, [0.5]), curve(2, [0.4])])).toMatchObject({
      why: '0.4 is place 2 of the 2 trials that reached epoch 1, and the best one goes on',
    });
  });

  it('asks for the full third once a trial is complete, so that the first at a rung do not take the epochs of many', () => {
    const done: ObservedTrial = { ...curve(1, [0.1, 0.2, 0.3]), state: 'complete' };
    expect(judge([done, curve(2, [0.5])])).toEqual({
      prune: true,
      why: '0.5 is place 1 of the 2 trials that reached epoch 1, and there are too few yet for one to go on',
    });
    expect(judge([done, curve(2, [0.5]), curve(3, [0.6])]).prune).toBe(false);
  });

  it('judges at the rungs only: 2, 8, 32 with minEpochs 2 and reductionFactor 4', () => {
    const good = curve(1, new Array(40).fill(1));
    const stops = Array.from({ length: 40 }, (_, i) => i + 1).filter(
      (epochs) => judge([good, curve(2, new Array(epochs).fill(0))], { minEpochs: 2, reductionFactor: 4 }).prune,
    );
    expect(stops).toEqual([2, 8, 32]);
  });

  it('takes the first report at or after the rung where epochs are missing', () => {
    const good = curve(1, [1, 1], [1, 4]);
    expect(judge([good, curve(2, [0, 0], [2, 5])]).prune).toBe(true);
    expect(judge([good, curve(2, [0, 0, 0], [2, 5, 6])]).prune).toBe(false);
  });

  it('turns round when smaller is better, and stops NaN', () => {
    expect(judge([...five, curve(6, [0.2])], {}, 'minimize').prune).toBe(false);
    expect(judge([...five, curve(6, [0.21])], {}, 'minimize').prune).toBe(true);
    expect(judge([curve(1, [Number.NaN])])).toEqual({ prune: true, why: 'value at epoch 1 is not a number' });
    expect(judge([curve(1, [Number.NaN]), curve(2, [0])]).prune).toBe(false);
  });

  it('says nothing at the last epoch of a training, where there is nothing left to decide', () => {
    const good = curve(1, [1, 1, 1]);
    const judged = (plannedEpochs: number) => judge([good, { ...curve(2, [0, 0, 0]), plannedEpochs }]).prune;
    expect([judged(4), judged(3)]).toEqual([true, false]);
  });
});
