// Judgements of what training showed: made-up measures in, findings out.
import { describe, expect, test } from 'vitest';
import {
  type Corner,
  judgeGradientFlow,
  judgeLearningRateRange,
  judgeMemoryAndTime,
  judgeOverfit,
  judgeShuffled,
  judgeStep0Loss,
  type OverfitMeasure,
  rateInterval,
} from '#main/preflight/index.ts';

const sight = ({ status, reason }: { status: string; reason: { id: string } }) => [status, reason.id];

describe('loss at step 0', () => {
  const judge = (loss: number, change = {}) =>
    judgeStep0Loss({ task: 'classification', outputs: 10, losses: [loss, loss], entropy: Math.log(10), ...change });

  test.each([
    [2.31, 'pass'],
    [2.44, 'pass'],
    [2.6, 'look'],
    [2, 'look'],
    [5, 'fail'],
    [Number.NaN, 'fail'],
    [Number.POSITIVE_INFINITY, 'fail'],
  ])('%d of ten classes', (loss, status) => {
    expect(judge(loss).status).toBe(status);
  });

  test('a start that knows the shares of the classes is right too', () => {
    expect(judge(0.4, { outputs: 2, entropy: 0.33 }).status).toBe('pass');
    expect(judge(0.1, { outputs: 2, entropy: 0.33 }).status).toBe('look');
  });

  test('numbers and several labels have guesses of their own', () => {
    expect(judge(1.02, { task: 'regression', outputs: 1, entropy: null }).status).toBe('pass');
    expect(judge(0.7, { task: 'multilabel', outputs: 5, entropy: null }).status).toBe('pass');
    expect(judge(40, { task: 'regression', outputs: 1, entropy: null }).status).toBe('fail');
  });
});

/** A loss that falls around a rate of 1e-3 and blows up at 1. */
function course(steps = 140): { rates: number[]; losses: number[] } {
  const rates = Array.from({ length: steps }, (_, at) => 1e-6 * 1e7 ** (at / (steps - 1)));
  const losses = rates.map((rate) => 0.3 + 2 / (1 + (rate / 1e-3) ** 1.5) + 50 * Math.max(0, rate - 0.5) ** 2);
  return { rates, losses };
}

describe('learning-rate range', () => {
  const test1 = { ...course(), optimizer: 'adam', late: false, batch: null };
  const judge = (low: number, high = low) => judgeLearningRateRange(test1, { low, high, searched: high > low });

  test('the interval lies around where the loss fell, below where it was lost', () => {
    const interval = rateInterval(test1);
    expect(interval?.steepest).toBeGreaterThan(3e-4);
    expect(interval?.steepest).toBeLessThan(2e-2);
    expect(interval?.high).toBeGreaterThan(interval?.steepest ?? 1);
    expect(interval?.diverges).toBeGreaterThan(0.5);
    expect(interval?.high).toBeLessThan(0.5);
    expect(interval?.low).toBeCloseTo((interval?.steepest ?? 0) / 10);
  });

  test.each([
    [1e-3, 1e-3, 'pass', 'learning-rate-range.good'],
    [1e-4, 1, 'pass', 'learning-rate-range.good'],
    [1e4, 1e4, 'fail', 'learning-rate-range.too-high-value'],
    [50, 500, 'fail', 'learning-rate-range.too-high-range'],
    [1e-9, 1e-9, 'look', 'learning-rate-range.too-low-value'],
    [1e-4, 1000, 'look', 'learning-rate-range.reaches-far'],
  ])('a study that uses %d to %d', (low, high, status, id) => {
    const finding = judge(low, high);
    expect(sight(finding)).toEqual([status, id]);
    if (status !== 'pass') {
      expect(finding.fix).toMatchObject({ setting: 'optimizer.learningRate', to: { scale: 'log' } });
    }
  });

  test('batches that hide a fall say nothing: a loss that only wavers is flat', () => {
    const { rates } = course();
    const losses = rates.map((_, at) => 1 + 0.2 * Math.sin(at * 2.4));
    expect(rateInterval({ rates, losses })).toBeNull();
  });

  test('a loss that ends at once, one that never falls, and a test cut short', () => {
    const { rates } = course();
    const study = { low: 1e-3, high: 1e-3, searched: false };
    const never = {
      rates: rates.slice(0, 25),
      losses: [2, ...Array(24).fill(Number.NaN)],
      optimizer: 'sgd',
      late: false,
      batch: null,
    };
    expect(judgeLearningRateRange(never, study).status).toBe('fail');
    const flat = { rates, losses: rates.map(() => 2.3), optimizer: 'sgd', late: false, batch: null };
    expect(sight(judgeLearningRateRange(flat, study))).toEqual(['look', 'learning-rate-range.flat']);
    const short = {
      rates: rates.slice(0, 8),
      losses: rates.slice(0, 8).map(() => 2.3),
      optimizer: 'sgd',
      late: true,
      batch: null,
    };
    expect(judgeLearningRateRange(short, study).status).toBe('skipped');
  });
});

describe('one batch', () => {
  const falling = (to: number, steps = 100) =>
    Array.from({ length: steps }, (_, at) => to + (2.3 - to) * Math.exp(-at / 10));
  const measure = (...ends: number[]): OverfitMeasure => ({
    ...{ rows: 64, constant: 2.3, searched: false, searchedModel: false, late: false, units: 8 },
    attempts: ends.map((end, at) => ({ learningRate: at === 0 ? 0.001 : 0.05, losses: falling(end) })),
  });

  test('known by heart at the own rate, or at the proposed one of a study that searches its rate', () => {
    expect(sight(judgeOverfit(measure(0.01)))).toEqual(['pass', 'overfit-one-batch.learned']);
    expect(sight(judgeOverfit({ ...measure(2, 0.01), searched: true }))).toEqual([
      'pass',
      'overfit-one-batch.other-rate',
    ]);
  });

  test('a fixed rate that learns nothing where another does fails, with that one as a fix', () => {
    const finding = judgeOverfit(measure(2.2, 0.01));
    expect(sight(finding)).toEqual(['fail', 'overfit-one-batch.other-rate']);
    expect(finding.fix).toEqual({ setting: 'optimizer.learningRate', to: 0.05 });
  });

  test('a network that learns nothing at any rate fails, with more units as a fix', () => {
    const finding = judgeOverfit(measure(2.1, 1.9));
    expect(sight(finding)).toEqual(['fail', 'overfit-one-batch.not-learned']);
    expect(finding.fix).toEqual({ setting: 'model.units', to: 64 });
  });

  test('halfway is to be looked at; too few steps say nothing; no loss at all is told as text', () => {
    expect(judgeOverfit(measure(0.6)).status).toBe('look');
    const late = { ...measure(2.2), late: true };
    expect(judgeOverfit({ ...late, attempts: [{ learningRate: 1, losses: [2.3, 2.2] }] }).status).toBe('skipped');
    const lost = judgeOverfit({ ...measure(), attempts: [{ learningRate: 1e4, losses: [Number.NaN] }] });
    expect([lost.status, lost.value]).toEqual(['fail', 'Infinity']);
  });
});

describe('shuffled labels', () => {
  const judge = (shuffled: number | null, real: number | null, change = {}) =>
    judgeShuffled({
      ...{ task: 'classification', validationRows: 400, shuffled, real, chance: 0.1, steps: 200, learningRate: 0.01 },
      ...change,
    });

  test.each([
    ['at chance, real ones far above', 0.11, 0.9, 'pass', 'shuffled-labels.chance'],
    ['above chance', 0.2, 0.9, 'fail', 'shuffled-labels.leak'],
    ['like real ones', 0.1, 0.1, 'look', 'shuffled-labels.nothing-learned'],
    ['that diverge', null, 0.9, 'skipped', 'shuffled-labels.diverged'],
  ])('%s', (_, shuffled, real, status, id) => {
    expect(sight(judge(shuffled, real))).toEqual([status, id]);
  });

  test('few rows prove nothing; R² stays near 0', () => {
    expect(judge(0.4, 0.9, { validationRows: 10 }).status).toBe('skipped');
    expect(judge(0.05, 0.9, { task: 'regression', chance: 0 }).status).toBe('pass');
    expect(judge(0.4, 0.9, { task: 'regression', chance: 0 }).status).toBe('fail');
  });
});

describe('gradient flow', () => {
  const layer = (norm: number, dead: number | null = 0) => ({ name: `dense${norm}`, norm, dead });
  const judge = (start: ReturnType<typeof layer>[], trained: ReturnType<typeof layer>[] | null = null) =>
    judgeGradientFlow({ start, trained, steps: 60, canNormalize: true });

  test.each([
    ['even norms', [layer(0.3), layer(1.5)], 'pass', 'gradient-flow.good'],
    ['a layer that gets nothing', [layer(0), layer(1)], 'fail', 'gradient-flow.none'],
    ['a vanishing one', [layer(1e-7), layer(0.1)], 'look', 'gradient-flow.vanishing'],
    ['an exploding one', [layer(1), layer(1e5)], 'look', 'gradient-flow.exploding'],
    ['one that is no number', [layer(Number.NaN), layer(1)], 'fail', 'gradient-flow.not-finite'],
    ['half of the units dead', [layer(0.3, 0.5), layer(1)], 'look', 'gradient-flow.dead'],
    ['no layers', [], 'skipped', 'gradient-flow.no-layers'],
  ])('%s', (_, start, status, id) => {
    expect(sight(judge(start))).toEqual([status, id]);
  });

  test('units that die in training fail', () => {
    expect(sight(judge([layer(0.3), layer(1)], [layer(0.3, 0.95), layer(1)]))).toEqual(['fail', 'gradient-flow.dying']);
  });
});

describe('memory and time', () => {
  const corner = (point: Corner['point'], secondsPerEpoch: number | null, refusal: string | null = null): Corner => ({
    ...{ point, refusal, workerBytes: 2 ** 28, availableBytes: 2 ** 33, secondsPerEpoch, epochs: 10 },
  });
  const plan = { runs: 20, parallel: 2, largestBatch: 4096, stopMinutes: null };

  test('the study takes its runs times its epochs, by the fastest and the slowest corner', () => {
    const corners = [corner('default', 2), corner('largest', 9), corner('smallest', 1)];
    const finding = judgeMemoryAndTime({ ...plan, corners });
    expect(sight(finding)).toEqual(['pass', 'memory-and-time.fits']);
    expect(finding.value).toBe(2 ** 28);
    expect(finding.reason.values).toMatchObject({ seconds: 2, low: 100, high: 900 });
    expect(finding.notes[0]?.values).toEqual({ batch: 4096 });
  });

  test('what does not fit: the default fails with a batch that does, the largest is to be looked at', () => {
    const full = 'A trial of this size needs 90 GB.';
    const failing = judgeMemoryAndTime({ ...plan, largestBatch: 64, corners: [corner('default', null, full)] });
    expect(sight(failing)).toEqual(['fail', 'memory-and-time.default-too-large']);
    expect(failing.fix).toEqual({ setting: 'training.batchSize', to: 64 });
    expect(judgeMemoryAndTime({ ...plan, corners: [corner('default', 2), corner('largest', null, full)] }).status).toBe(
      'look',
    );
  });

  test('a study that must stop before it can be through is told; one of unknown size has no course', () => {
    expect(judgeMemoryAndTime({ ...plan, stopMinutes: 1, corners: [corner('default', 2)] }).status).toBe('look');
    const grid = judgeMemoryAndTime({ ...plan, runs: null, corners: [corner('default', 2)] });
    expect(sight(grid)).toEqual(['pass', 'memory-and-time.epoch']);
  });
});
