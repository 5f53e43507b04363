// The advisor on networks that were really trained, with every neighbour, so that the right answer is known (shared/bench/curves beside the checkout).
import { describe, expect, test } from 'vitest';
import { adviseBenchmark, curvesFile } from '../../bench/advisor/curves.ts';
import { type BenchRun, judgeMove, judgeRun, scoresOf } from '../../bench/advisor/score.ts';

const advised = adviseBenchmark();
if (advised === null) console.log(`Skipped: the learning-curve benchmark is not there (${curvesFile}).`);

describe.skipIf(advised === null)('on the dev curves', () => {
  const scores = scoresOf(advised ?? []);

  test('the verdict is right: macro-F1 of clear runs', () => {
    expect(scores.macroF1).toBeGreaterThanOrEqual(0.85);
  });

  test('the first move really improves the run', () => {
    expect(scores.firstMoveHit).toBeGreaterThanOrEqual(0.75);
    expect(scores.gainShare).toBeGreaterThanOrEqual(0.65);
  });

  test('no move hurts', () => {
    expect(scores.anyMoveHurts).toBeLessThan(0.08);
  });

  test('no data set is left out: the first move improves two runs of three on each', () => {
    for (const dataset of new Set(advised?.map(({ run }) => run.dataset))) {
      const own = scoresOf((advised ?? []).filter(({ run }) => run.dataset === dataset));
      expect(own.firstMoveHit, dataset).toBeGreaterThanOrEqual(0.65);
    }
  });

  test('a verdict of high confidence is right more often than one of low', () => {
    const clear = (advised ?? []).filter(({ run }) => !run.truth.ambiguous);
    const right = (low: number, high: number) => {
      const those = clear.filter(({ advice }) => advice.confidence >= low && advice.confidence < high);
      return those.filter(({ said, run }) => said === run.truth.verdict).length / those.length;
    };
    expect(right(0.8, 1.01)).toBeGreaterThan(right(0, 0.8));
  });
});

describe('the scorer', () => {
  const truth = {
    verdict: 'underfitting',
    ambiguous: false,
    also: [],
    moves: {
      capacityUp: 'improves',
      regularizationUp: 'hurts',
      learningRateDown: 'hurts',
      learningRateDown30: 'neutral',
      moreEpochs: 'neutral',
    },
    effects: {
      capacityUp: [0.2, 0.01],
      regularizationUp: [-0.1, 0.01],
      learningRateDown: [-0.05, 0.01],
      learningRateDown30: [0.002, 0.01],
      moreEpochs: [0.005, 0.01],
    },
  } as const satisfies BenchRun['truth'];

  test('reads a move by what was trained: score.py gives the same', () => {
    const judge = (setting: string, direction: string) => judgeMove(truth, { setting, direction });
    expect(judge('model.filters', 'up')).toEqual({ label: 'improves', gain: 0.2 });
    expect(judge('augment.flip', 'up')).toEqual({ label: 'hurts', gain: -0.1 });
    // Of a third and a thirtieth the better counts, but a hurt is not hidden behind a neutral.
    expect(judge('optimizer.learningRate', 'down')).toEqual({ label: 'hurts', gain: -0.05 });
    expect(judge('training.epochs', 'up')).toEqual({ label: 'neutral', gain: 0 });
    expect(judge('training.epochs', 'down')).toEqual({ label: 'untried', gain: 0 });
  });

  test('counts only the first three moves', () => {
    const moves = ['training.epochs', 'subset.fraction', 'schedule.kind', 'model.dropout'].map((setting) => ({
      setting,
      direction: 'up',
    }));
    const judged = judgeRun({ id: 'a', dataset: 'd', truth }, { verdict: 'underfitting', moves });
    expect(judged.labels).toEqual(['neutral', 'untried', 'untried']);
    expect(scoresOf([judged])).toMatchObject({ macroF1: 1, firstMoveHit: 0, anyMoveHurts: 0, gainShare: 0 });
  });
});
