import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestTrial, betterOf, rankTrials } from '#shared/study/ranking.ts';
import { type TrialState, trialStates } from '#shared/study/trial-state.ts';

const trials = fc
  .array(
    fc.record({
      state: fc.constantFrom(...trialStates),
      value: fc.constantFrom(null, Number.NaN, -1, 0, 1, 1e308, -1e308),
    }),
  )
  .map((list) => list.map((trial, i) => ({ number: i + 1, ...trial })));

test('the best trial is the first of the ranking, found at once or as trials end, in any order', () => {
  fc.assert(
    fc.property(trials, fc.constantFrom('minimize', 'maximize'), (list, direction) => {
      const first = rankTrials(list, direction)[0] ?? null;
      expect(bestTrial(list, direction)).toBe(first);
      expect(bestTrial(list.toReversed(), direction)).toBe(first);
    }),
  );
});

test('a complete trial is better than any stopped one, and one without a value than none', () => {
  const trial = (number: number, state: TrialState, value: number | null) => ({ number, state, value });
  const stopped = trial(1, 'stopped', 9);
  const complete = trial(2, 'complete', 1);
  expect(betterOf(null, stopped, 'maximize')).toBe(stopped);
  expect(betterOf(stopped, complete, 'maximize')).toBe(complete);
  expect(betterOf(complete, stopped, 'maximize')).toBe(complete);
  expect(betterOf(null, trial(3, 'complete', null), 'maximize')).toBeNull();
});

test('the trial that reached the target of its study is its best, though it was stopped', () => {
  const list = [
    { number: 1, state: 'complete' as const, value: 0.5 },
    { number: 2, state: 'stopped' as const, reason: 'target', value: 0.2 },
    { number: 3, state: 'stopped' as const, reason: 'pruned', value: 0.1 },
  ];
  expect(rankTrials(list, 'minimize').map(({ number }) => number)).toEqual([2, 1]);
  expect(bestTrial(list, 'minimize')?.number).toBe(2);
});

test('of configurations that were trained again the best by their fresh runs comes first, and each stands once', () => {
  const complete = (number: number, value: number, again: { rerunOf?: number; plannedRuns?: number } = {}) => ({
    ...{ number, state: 'complete' as const, value, rerunOf: null, plannedRuns: 1 },
    ...again,
  });
  const list = [
    complete(1, 0.99),
    complete(2, 0.98),
    complete(3, 0.97),
    complete(4, 0.9, { rerunOf: 1, plannedRuns: 3 }),
    complete(5, 0.94, { rerunOf: 2, plannedRuns: 3 }),
    complete(6, 0.98, { rerunOf: 2, plannedRuns: 1 }),
  ];
  expect(rankTrials(list, 'maximize').map(({ number }) => number)).toEqual([2, 3, 1]);
  expect(bestTrial(list, 'maximize')?.number).toBe(2);
  // (3 · 0.94 + 0.98) / 4 = 0.95 is worse than 0.955.
  expect(bestTrial([...list, complete(7, 0.955, { rerunOf: 3 })], 'maximize')?.number).toBe(3);
});
