import { describe, expect, it } from 'vitest';
import { createPruner } from '#main/search/index.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';
import type { TrialState } from '#shared/study/trial-state.ts';

function trial(number: number, values: readonly number[], state: TrialState = 'complete'): ObservedTrial {
  return { number, state, params: {}, value: null, steps: values.map((_, i) => i + 1), values };
}

/** Judges the last trial at its last epoch. */
function judge(options: object, trials: readonly ObservedTrial[], direction: History['direction'] = 'maximize') {
  const judged = trials.at(-1);
  if (!judged) throw new Error('no trial');
  return createPruner({ kind: 'median', ...options }).judge(judged, judged.steps.at(-1) ?? 0, { direction, trials });
}

const five = [0.1, 0.2, 0.3, 0.4, 0.5].map((x, i) => trial(i + 1, [x, x + 0.1, x + 0.2]));

describe('median pruner', () => {
  it('stops a trial below the median of the others at the same epoch, and says so', () => {
    expect(judge({}, [...five, trial(6, [0.1, 0.39], 'running')])).toEqual({
      prune: true,
      why: 'best so far 0.39 is worse than 0.4, the median of 5 other trials at epoch 2',
    });
    expect(judge({}, [...five, trial(6, [0.1, 0.4], 'running')])).toEqual({ prune: false });
  });

  it('goes by the best value so far, not the last', () => {
    expect(judge({}, [...five, trial(6, [0.45, 0.0], 'running')]).prune).toBe(false);
  });

  it('turns round when smaller is better', () => {
    expect(judge({}, [...five, trial(6, [0.9, 0.41], 'running')], 'minimize').prune).toBe(true);
    expect(judge({}, [...five, trial(6, [0.9, 0.39], 'running')], 'minimize').prune).toBe(false);
  });

  it('waits for five complete trials; stopped and running ones do not count', () => {
    const four = [...five.slice(0, 4), trial(5, [0.5], 'stopped'), trial(7, [0.5], 'running')];
    expect(judge({}, [...four, trial(6, [0], 'running')]).prune).toBe(false);
    expect(judge({ nStartupTrials: 4 }, [...four, trial(6, [0], 'running')]).prune).toBe(true);
    expect(judge({ nStartupTrials: 0 }, [trial(1, [1], 'running'), trial(2, [0], 'running')]).prune).toBe(true);
  });

  it('compares with all others that reached the epoch, whatever became of them', () => {
    const mixed = [...five, trial(6, [0.9], 'running'), trial(7, [0.9], 'stopped'), trial(8, [0.9, 0.9], 'diverged')];
    // At epoch 1: 0.1 0.2 0.3 0.4 0.5 0.9 0.9 0.9, median 0.45.
    expect(judge({}, [...mixed, trial(9, [0.44], 'running')]).prune).toBe(true);
    expect(judge({}, [...mixed, trial(9, [0.46], 'running')]).prune).toBe(false);
  });

  it('does not judge before the warm-up is over, nor where too few have a value', () => {
    expect(judge({ nWarmupEpochs: 3 }, [...five, trial(6, [0, 0], 'running')]).prune).toBe(false);
    expect(judge({ nWarmupEpochs: 2 }, [...five, trial(6, [0, 0], 'running')]).prune).toBe(true);
    expect(judge({}, [...five, trial(6, [0, 0, 0, 0], 'running')]).prune).toBe(false);
    expect(judge({ nMinTrials: 6 }, [...five, trial(6, [0], 'running')]).prune).toBe(false);
  });

  it('judges once per interval', () => {
    const pruned = [1, 2, 3].map(
      (epochs) =>
        judge({ interval: 2, nWarmupEpochs: 1 }, [...five, trial(6, new Array(epochs).fill(0), 'running')]).prune,
    );
    expect(pruned).toEqual([true, false, true]);
  });

  it('stops what has only seen NaN, and ignores NaN of others', () => {
    expect(judge({}, [...five, trial(6, [Number.NaN, Number.NaN], 'running')])).toEqual({
      prune: true,
      why: 'has had no finite value up to epoch 2',
    });
    const others = [...five, trial(6, [Number.NaN], 'diverged'), trial(7, [Number.POSITIVE_INFINITY], 'diverged')];
    expect(judge({}, [...others, trial(8, [0.31], 'running')]).prune).toBe(false);
  });
});

describe('several pruners', () => {
  it('stop a trial when any of them would', () => {
    const both = createPruner([{ kind: 'none' }, { kind: 'median', nStartupTrials: 0 }]);
    const trials = [trial(1, [1]), trial(2, [0], 'running')];
    expect(both.judge(trials[1] ?? trial(2, []), 1, { direction: 'maximize', trials }).prune).toBe(true);
    expect(both.kind).toBe('none+median');
  });
});
