import { describe, expect, it } from 'vitest';
import {
  bestEpochOf,
  epochsAhead,
  epochsTrained,
  meanObjectives,
  meanOf,
  spreadOf,
  type TrainingRun,
} from '#shared/study/training-run.ts';

const run = (number: number, change: Partial<TrainingRun> = {}): TrainingRun => ({
  ...{ run: number, seed: number, fold: null, share: 1, state: 'complete', value: number, bestEpoch: number },
  lastEpoch: 10,
  ...change,
});

describe('runs of a trial', () => {
  it('have the mean and the scatter of the complete ones, whatever the last one does', () => {
    const runs = [run(1), run(2), run(6), run(4, { state: 'diverged', value: 100 })];
    expect(meanOf(runs)).toBe(3);
    const sd = Math.sqrt((4 + 1 + 9) / 2);
    expect(spreadOf(runs)).toEqual({ runs: 3, sd });
    expect(meanOf([run(1, { state: 'running', value: 0.5 })])).toBe(0.5);
    expect(meanOf([run(1), run(2, { state: 'running', value: 9 })])).toBe(1);
    expect(spreadOf([run(1), run(2, { state: 'running' })])).toBeNull();
    expect(meanOf([])).toBeNull();
  });

  it('count by the median of their epochs once all are complete, by the first one until then', () => {
    const runs = [run(1, { bestEpoch: 9 }), run(2, { bestEpoch: 2 }), run(3, { bestEpoch: 4 })];
    expect(bestEpochOf({ plannedRuns: 3, runs })).toBe(4);
    expect(bestEpochOf({ plannedRuns: 4, runs })).toBe(9);
    expect(bestEpochOf({ plannedRuns: 2, runs: [] })).toBeNull();
  });

  it('have the mean of each objective, and none where one is missing', () => {
    const of = (n: number, objectives: number[]) => run(n, { objectives });
    expect(meanObjectives([of(1, [1, 10]), of(2, [3, 30]), run(3, { state: 'running' })])).toEqual([2, 20]);
    expect(meanObjectives([of(1, [1, 10]), run(2)])).toBeUndefined();
  });

  it('know the epochs that are trained and those ahead, in all runs to come', () => {
    const trial = { plannedRuns: 3, epochs: 10, lastEpoch: 4 };
    const runs = [run(1, { lastEpoch: 7 }), run(2, { state: 'running', lastEpoch: 4 })];
    expect(epochsTrained({ ...trial, runs })).toBe(11);
    expect(epochsAhead({ ...trial, runs }, 4)).toBe(16);
    expect(epochsAhead({ ...trial, runs: [run(1, { lastEpoch: 7 })] }, 7)).toBe(20);
    expect(epochsAhead({ ...trial, runs: [] }, 0)).toBe(30);
    expect(epochsAhead({ ...trial, plannedRuns: 1, runs: [] }, 4)).toBe(6);
  });
});
