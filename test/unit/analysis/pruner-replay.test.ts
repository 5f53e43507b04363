import { describe, expect, test } from 'vitest';
import { type RecordedTrial, replayPruner } from '#main/analysis/pruner-replay.ts';
import { createPruner, prunerNames } from '#main/search/index.ts';
import type { Pruner } from '#main/search/search.ts';
import { prunerSchema } from '#shared/study/search-schema.ts';
import { nanIn } from './made-histories.ts';

function recorded(number: number, values: readonly number[], from = number * 1000): RecordedTrial {
  const steps = values.map((_, i) => i + 1);
  return {
    ...{ number, state: 'complete', params: {}, value: null, steps, values },
    reportedAt: steps.map((step) => from + step),
  };
}
const median = createPruner(prunerSchema.parse({ kind: 'median', nStartupTrials: 2 }), 'stop-only');
const replay = (pruner: Pruner, trials: readonly RecordedTrial[], pick: 'best' | 'last' = 'best') =>
  replayPruner(pruner, { direction: 'maximize', trials, pick });

describe('one after the other', () => {
  const trials = [
    recorded(1, [0.5, 0.6, 0.7, 0.8]),
    recorded(2, [0.4, 0.5, 0.6, 0.7]),
    recorded(3, [0.1, 0.2, 0.3, 0.4]),
    recorded(4, [0.6, 0.7, 0.8, 0.9]),
  ];

  test('the median rule saves the epochs of the trial that lags, and keeps the best', () => {
    const result = replay(median, trials);
    expect(result).toMatchObject({ kind: 'median', epochs: 16, saved: 3, savedShare: 3 / 16, trials: 4, regret: 0 });
    expect(result.stopped).toMatchObject([{ trial: 3, epoch: 1 }]);
    expect(result.stopped[0]?.why).toMatch('is worse than');
    expect([result.best, result.bestLeft]).toEqual([
      { trial: 4, value: 0.9 },
      { trial: 4, value: 0.9 },
    ]);
    expect(result.sentence).toBe(
      '"median" would have saved 3 of 16 epochs (19 %) and stopped 1 of 4 trials; the best, trial 4, would have run to its end.',
    );
  });

  test('a best trial that starts slowly is lost, and what that costs is said', () => {
    const slow = [...trials.slice(0, 2), recorded(3, [0.1, 0.2, 0.9, 0.95])];
    const result = replay(median, slow);
    expect(result).toMatchObject({ bestStopped: true, bestLeft: { trial: 1, value: 0.8 } });
    expect(result.regret).toBeCloseTo(0.15, 12);
    expect(result.sentence).toMatch('the best, trial 3, among them: trial 1 would be best, worse by 0.15.');
  });
});

test('reports come in the order in which they came, not trial by trial', () => {
  // The second trial was slow: all of the first's epochs came before its second one.
  const seen: string[] = [];
  const watching: Pruner = {
    kind: 'watching',
    judge(trial, step, { trials }) {
      seen.push(`${trial.number}:${step} of ${trials.map(({ steps }) => steps.length).join('+')}`);
      return { prune: false };
    },
  };
  const fast = { ...recorded(1, [1, 2, 3]), reportedAt: [20, 30, 40] };
  const slow = { ...recorded(2, [1, 2, 3]), reportedAt: [10, 50, 60] };
  replay(watching, [fast, slow]);
  expect(seen).toEqual(['2:1 of 1', '1:1 of 1+1', '1:2 of 2+1', '2:2 of 3+2']);
  seen.length = 0;
  replay(watching, [
    { ...fast, reportedAt: [] },
    { ...slow, reportedAt: [] },
  ]);
  expect(seen).toEqual(['1:1 of 1', '1:2 of 2', '2:1 of 3+1', '2:2 of 3+2']);
});

test('of a history that would take minutes the first part is replayed, and the sentence says so', () => {
  const never: Pruner = { kind: 'never', judge: () => ({ prune: false }) };
  const long = Array.from({ length: 5000 }, (_, i) =>
    recorded(
      i + 1,
      Array.from({ length: 20 }, () => i),
    ),
  );
  const { trials, epochs, sentence } = replay(never, long);
  expect(trials).toBeLessThan(5000);
  expect(trials).toBeGreaterThan(2000);
  expect(epochs).toBe(trials * 20);
  expect(sentence).toMatch(`Only the first ${trials} of 5000 trials were replayed.`);
});

test('the last epoch counts where the objective says so', () => {
  const stopAt2: Pruner = {
    kind: 'two',
    judge: (_, step) => (step >= 2 ? { prune: true, why: 'two' } : { prune: false }),
  };
  const trials = [recorded(1, [0.9, 0.5, 0.7])];
  expect(replay(stopAt2, trials).bestLeft).toEqual({ trial: 1, value: 0.9 });
  expect(replay(stopAt2, trials, 'last')).toMatchObject({ best: { value: 0.7 }, bestLeft: { value: 0.5 } });
});

const examples: Record<string, object> = {
  percentile: { percentile: 25 },
  patient: { patience: 1 },
  threshold: { lower: 0.2 },
};
const bad = [
  [],
  [recorded(1, [])],
  [recorded(1, [0.5])],
  [recorded(1, [0.5, 0.5]), recorded(2, [0.5, 0.5])],
  [recorded(1, [Number.NaN, Number.NaN]), recorded(2, [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])],
  [recorded(1, [Number.MAX_VALUE, 1]), recorded(2, [-Number.MAX_VALUE, 1]), recorded(3, [1, 2, 3])],
  [
    { ...recorded(1, [1, 2]), state: 'failed' as const },
    { ...recorded(2, [1, 2, 3]), state: 'diverged' as const },
  ],
];

test.each(prunerNames('stop-only'))('%s is replayed on every kind of curve', (kind) => {
  const pruner = createPruner(prunerSchema.parse({ kind, ...examples[kind] }), 'stop-only');
  for (const trials of bad) {
    const result = replay(pruner, trials);
    expect(nanIn(result)).toEqual([]);
    expect(result.saved).toBeGreaterThanOrEqual(0);
    expect(result.regret ?? 0).toBeGreaterThanOrEqual(0);
    expect(result.sentence).toMatch(/\.$/);
  }
  expect(replay(pruner, []).sentence).toBe('No trial has a curve yet, so that there is nothing to replay.');
});
