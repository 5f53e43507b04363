import { expect, it } from 'vitest';
import { afterEpoch, epochsWithoutImprovement, noProgress, type Progress } from '#main/training/loop/improvement.ts';
import type { Goal } from '#main/training/loop/train.ts';

const accuracy: Goal = { metric: 'validation.accuracy', direction: 'maximize' };

function run(values: readonly number[], goal: Goal | null, patience: number | null, key = 'validation.accuracy') {
  let progress = noProgress;
  return values.map((value): Progress => {
    progress = afterEpoch(progress, { [key]: value }, goal, patience);
    return progress;
  });
}

it('the best epoch is the first of the best values; NaN and infinity never are', () => {
  const last = run([0.5, 0.7, 0.7, Number.NaN, Number.POSITIVE_INFINITY, 0.6], accuracy, null).at(-1);
  expect(last).toMatchObject({ epoch: 6, best: 0.7, bestEpoch: 2 });
  expect(epochsWithoutImprovement(last ?? noProgress)).toBe(4);
});

it('goes by the validation loss where the objective is not measured', () => {
  const found = run([3, 2, 2.5], accuracy, null, 'validation.loss').at(-1);
  expect(found).toMatchObject({ best: 2, bestEpoch: 2 });
  expect(run([3, 2, 2.5], null, null, 'train.loss').at(-1)).toMatchObject({ best: 2, bestEpoch: 2 });
});

it('the plateau drops after each run of epochs without improvement, and counts anew', () => {
  const drops = run([0.5, 0.5, 0.5, 0.5, 0.5, 0.6, 0.5, 0.5], accuracy, 2).map((progress) => progress.drops);
  expect(drops).toEqual([0, 0, 1, 1, 2, 2, 2, 3]);
});

it('a trial that never had a finite value has waited since its start', () => {
  expect(epochsWithoutImprovement(run([Number.NaN, Number.NaN], accuracy, null).at(-1) ?? noProgress)).toBe(2);
});
