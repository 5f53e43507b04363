import { describe, expect, it } from 'vitest';
import { createPruner } from '#main/search/index.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';
import type { PrunerSpec } from '#shared/study/search-schema.ts';

function trial(number: number, values: readonly number[], steps = values.map((_, i) => i + 1)): ObservedTrial {
  return { number, state: 'complete', params: {}, value: null, steps, values };
}

/** Judges the last trial at its last epoch. */
function judge(spec: PrunerSpec, trials: readonly ObservedTrial[], direction: History['direction'] = 'maximize') {
  const judged = { ...(trials.at(-1) ?? trial(1, [])), state: 'running' as const };
  return createPruner(spec).judge(judged, judged.steps.at(-1) ?? 0, {
    direction,
    trials: [...trials.slice(0, -1), judged],
  });
}

describe('percentile', () => {
  const ten = Array.from({ length: 11 }, (_, i) => trial(i + 1, [i / 10]));

  it('keeps what is among the best per cent of the others, in both directions, and says so', () => {
    const spec = { kind: 'percentile', percentile: 20 } as const;
    expect(judge(spec, [...ten, trial(20, [0.8])])).toEqual({ prune: false });
    expect(judge(spec, [...ten, trial(20, [0.79])])).toEqual({
      prune: true,
      why: 'best so far 0.79 is worse than 0.8, the best 20 % of 11 other trials at epoch 1',
    });
    expect(judge(spec, [...ten, trial(20, [0.2])], 'minimize')).toEqual({ prune: false });
    expect(judge(spec, [...ten, trial(20, [0.21])], 'minimize').prune).toBe(true);
  });

  it('at 50 is the median pruner', () => {
    for (const value of [0.4, 0.49, 0.5, 0.6]) {
      const trials = [...ten, trial(20, [value])];
      expect(judge({ kind: 'percentile', percentile: 50 }, trials).prune).toBe(judge({ kind: 'median' }, trials).prune);
    }
  });

  it('waits for its warm-up and its number of trials', () => {
    const spec = { kind: 'percentile', percentile: 20 } as const;
    expect(judge({ ...spec, nWarmupEpochs: 2 }, [...ten, trial(20, [0])]).prune).toBe(false);
    expect(judge({ ...spec, nStartupTrials: 12 }, [...ten, trial(20, [0])]).prune).toBe(false);
    expect(judge({ ...spec, nMinTrials: 12 }, [...ten, trial(20, [0])]).prune).toBe(false);
  });
});

describe('patient', () => {
  const spec = { kind: 'patient', patience: 2 } as const;

  it('stops when the last epochs hold nothing better than what came before', () => {
    expect(judge(spec, [trial(1, [0.5, 0.4, 0.45, 0.49])])).toEqual({
      prune: true,
      why: '0.49 at best in the last 3 epochs, after 0.5 before epoch 2',
    });
    expect(judge(spec, [trial(1, [0.5, 0.4, 0.45])]).prune).toBe(false);
    expect(judge(spec, [trial(1, [0.5, 0.6, 0.4, 0.3])]).prune).toBe(false);
    expect(judge(spec, [trial(1, [0.5, 0.5, 0.5, 0.5])]).prune).toBe(false);
  });

  it('turns round when smaller is better, and forgives less than minDelta', () => {
    expect(judge(spec, [trial(1, [0.5, 0.6, 0.55, 0.51])], 'minimize').prune).toBe(true);
    expect(judge({ ...spec, minDelta: 0.02 }, [trial(1, [0.5, 0.6, 0.55, 0.51])], 'minimize').prune).toBe(false);
    expect(judge({ ...spec, minDelta: 0.02 }, [trial(1, [0.5, 0.4, 0.45, 0.49])]).prune).toBe(false);
  });

  it('counts reports, not epochs, and takes NaN as no value', () => {
    expect(judge(spec, [trial(1, [0.5, 0.4, 0.4], [10, 20, 30])]).prune).toBe(false);
    expect(judge(spec, [trial(1, [0.5, 0.4, 0.4, 0.4], [10, 20, 30, 40])]).prune).toBe(true);
    const nan = Number.NaN;
    expect(judge(spec, [trial(1, [0.5, nan, nan, nan])])).toMatchObject({
      why: expect.stringMatching(/^no value in the last 3/),
    });
    expect(judge(spec, [trial(1, [nan, nan, nan, nan])]).prune).toBe(false);
  });
});

describe('threshold', () => {
  it.each([
    [{ upper: 2 }, [3], true, '3 at epoch 1 is above 2'],
    [{ upper: 2 }, [2], false, null],
    [{ lower: 0.1 }, [0.5, 0.05], true, '0.05 at epoch 2 is below 0.1'],
    [{ lower: 0.1 }, [0.05, 0.5], false, null],
    [{}, [Number.NaN], true, 'the value of epoch 1 is NaN'],
    [{}, [Number.POSITIVE_INFINITY], false, null],
    [{ upper: 10 }, [Number.POSITIVE_INFINITY], true, 'Infinity at epoch 1 is above 10'],
    [{ upper: 2, nWarmupEpochs: 2 }, [3], false, null],
    [{ upper: 2, nWarmupEpochs: 2 }, [3, 3], true, '3 at epoch 2 is above 2'],
  ] as const)('%j at %j', (options, values, prune, why) => {
    expect(judge({ kind: 'threshold', ...options }, [trial(1, values)])).toEqual(prune ? { prune, why } : { prune });
  });
});
