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
