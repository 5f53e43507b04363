import { describe, expect, it } from 'vitest';
import { errorOfRuns, runNoise } from '#shared/study/run-noise.ts';
import type { TrainingRun } from '#shared/study/training-run.ts';

const runsOf = (values: readonly number[], folds = false): TrainingRun[] =>
  values.map((value, i) => ({
    ...{ run: i + 1, seed: i, fold: folds ? i + 1 : null, share: 1, state: 'complete', value },
    ...{ bestEpoch: 1, lastEpoch: 1 },
  }));

describe('noise between runs', () => {
  it('is pooled over all trials with several runs', () => {
    const [broken] = runsOf([5]);
    const trials = [
      { runs: runsOf([1, 2, 3]) },
      { runs: [...runsOf([5, 7]), { ...(broken ?? expect.fail()), state: 'diverged' as const }] },
      { runs: [] },
      { runs: runsOf([9]) },
    ];
    // Squares 2 + 2 on 2 + 1 degrees of freedom.
    const noise = runNoise(trials);
    expect(noise?.df).toBe(3);
    expect(noise?.variance).toBeCloseTo(4 / 3, 12);
    expect(errorOfRuns(trials[0]?.runs ?? [], noise ?? expect.fail())).toBeCloseTo(Math.sqrt(4 / 9), 12);
  });

  it('of folds counts that their training parts overlap, and is not known from one run', () => {
    const runs = runsOf([1, 2, 3, 4, 5], true);
    expect(errorOfRuns(runs, runNoise([{ runs }]) ?? expect.fail())).toBeCloseTo(Math.sqrt(2.5 * (1 / 5 + 1 / 4)), 12);
    expect(runNoise([{ runs: runsOf([1]) }])).toBeNull();
  });
});
