import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { forecast } from '#main/search/curve-fit/forecast.ts';
import { createPruner } from '#main/search/index.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';
import { randomStream } from '#shared/num/random.ts';

function trial(number: number, values: readonly number[], change: Partial<ObservedTrial> = {}): ObservedTrial {
  const steps = values.map((_, i) => i + 1);
  return { number, state: 'running', params: {}, value: null, plannedEpochs: 40, steps, values, ...change };
}
const complete = (value: number) =>
  Array.from({ length: 5 }, (_, i) => trial(i + 1, [], { state: 'complete', value: value - i / 100 }));

/** Judges a trial with these values against five complete ones, the best of `best`. */
function judge(
  values: readonly number[],
  best: number,
  options: object = {},
  direction: History['direction'] = 'maximize',
) {
  const judged = trial(9, values);
  const sign = direction === 'maximize' ? 1 : -1;
  const others = complete(sign * best).map((one) => ({ ...one, value: sign * (one.value ?? 0) }));
  const pruner = createPruner({ kind: 'extrapolation', ...options });
  return pruner.judge(judged, values.length, { direction, trials: [...others, judged] });
}

/** Rises from 0 towards `limit` as x^−1, with a little noise that is always the same. */
const rising = (limit: number, epochs: number) =>
  Array.from({ length: epochs }, (_, i) => limit - 0.5 / (i + 1) + 0.002 * Math.sin(7 * i));

describe('extrapolation pruner', () => {
  it('stops a trial whose curve will not come near the best, and says the chance and where it will come to', () => {
    const verdict = judge(rising(0.7, 10), 0.9);
    expect(verdict).toMatchObject({
      prune: true,
      why: expect.stringMatching(
        /^the chance that it beats 0\.9 at epoch 40 is 1 %: by its first 10 epochs it will come to 0\.6\d+ to 0\.\d+$/,
      ),
    });
  });

  it('lets one go on that is behind now but on its way', () => {
    const values = rising(0.9, 8);
    expect(values.at(-1)).toBeLessThan(0.85);
    expect(judge(values, 0.87).prune).toBe(false);
  });

  it('lets one go on that is better already, whatever becomes of it', () => {
    expect(judge([0.91, 0.5, 0.3, 0.2, 0.1, 0.1], 0.9).prune).toBe(false);
  });

  it('stops more readily when less certainty is asked for', () => {
    const values = rising(0.85, 6);
    const probabilities = [0.999, 0.95, 0.6].map((probability) => judge(values, 0.89, { probability }).prune);
    expect(probabilities).toEqual([false, false, true]);
  });

  it('waits for complete trials, for four epochs, and as long as it is told to', () => {
    const values = rising(0.5, 10);
    expect(judge(values, 0.9, { nStartupTrials: 6 }).prune).toBe(false);
    const alone = createPruner({ kind: 'extrapolation' });
    const judged = trial(9, values);
    const verdict = (others: readonly ObservedTrial[]) =>
      alone.judge(judged, 10, { direction: 'maximize', trials: [...others, judged] }).prune;
    expect([verdict([]), verdict(complete(0.9).slice(0, 1))]).toEqual([false, true]);
    expect(judge(values.slice(0, 3), 0.9).prune).toBe(false);
    expect(judge(values.slice(0, 4), 0.9).prune).toBe(true);
    expect(judge(values, 0.9, { nWarmupEpochs: 11 }).prune).toBe(false);
    const due = [4, 5, 6, 7, 8, 9, 10].filter((n) => judge(values.slice(0, n), 0.9, { interval: 3 }).prune);
    expect(due).toEqual([6, 9]);
  });

  it('takes the longest complete training where nobody says how long one is', () => {
    const judged = trial(9, rising(0.7, 10), { plannedEpochs: undefined });
    const pruner = createPruner({ kind: 'extrapolation' });
    const verdict = (trials: readonly ObservedTrial[]) =>
      pruner.judge(judged, 10, { direction: 'maximize', trials: [...trials, judged] });
    expect(verdict(complete(0.9)).prune).toBe(false);
    const long = complete(0.9).map((one) => ({ ...one, steps: [39, 40], values: [0.9, 0.9] }));
    expect(verdict(long).prune).toBe(true);
  });

  it('is not led astray by the largest numbers', () => {
    expect(judge([1e300, 1e300, 1e300, 2e300, 1e300], 9e307).prune).toBe(true);
    expect(judge([-1e308, 1e308, -1e308, 1e308, -1e308], 1.1e308).prune).toBe(false);
  });

  it('turns round for losses, takes no notice of single values that are not finite, and stops nothing but NaN', () => {
    const loss = rising(0.7, 10).map((value) => 1 - value);
    expect(judge(loss, 0.1, {}, 'minimize').prune).toBe(true);
    expect(judge(loss.with(3, Number.NaN).with(5, Number.POSITIVE_INFINITY), 0.1, {}, 'minimize').prune).toBe(true);
    expect(judge(new Array(6).fill(Number.NaN), 0.5)).toEqual({
      prune: true,
      why: 'has had no finite value up to epoch 6',
    });
  });
});

const runs = z
  .object({
    runs: z.array(z.object({ dataset: z.string(), accuracy: z.array(z.number()), loss: z.array(z.number()) })),
  })
  .parse(JSON.parse(readFileSync('test/fixtures/search/learning-curves.json', 'utf8'))).runs;

/** Every run at an eighth, a quarter, half and three quarters of its epochs against what others of its data set came to. */
function questions(metric: 'accuracy' | 'loss') {
  const sign = metric === 'accuracy' ? 1 : -1;
  return runs.flatMap((run) => {
    const curve = run[metric].map((value) => sign * value);
    const ends = runs
      .filter((other) => other !== run && other.dataset === run.dataset)
      .map((other) => Math.max(...other[metric].map((value) => sign * value)))
      .sort((a, b) => a - b);
    return [0.125, 0.25, 0.5, 0.75].flatMap((share) => {
      const seen = curve.slice(0, Math.max(4, Math.round(share * curve.length)));
      return [0.3, 0.5, 0.7, 0.85, 1].flatMap((quantile) => {
        const best = ends[Math.floor(quantile * (ends.length - 1))] ?? 0;
        if (Math.max(...seen) >= best) return [];
        return [{ seen, best, epochs: curve.length, comesTrue: Math.max(...curve) > best }];
      });
    });
  });
}

describe('the chance on curves of real trainings', () => {
  it.each(['accuracy', 'loss'] as const)(
    'of %s holds: of those stopped at most one in twenty would have made it',
    (metric) => {
      const asked = questions(metric);
      const pruner = createPruner({ kind: 'extrapolation' });
      const isStopped = ({ seen, best, epochs }: (typeof asked)[number]) => {
        const judged = trial(9, seen, { plannedEpochs: epochs });
        return pruner.judge(judged, seen.length, { direction: 'maximize', trials: [...complete(best), judged] }).prune;
      };
      const stopped = asked.filter(isStopped);
      expect(asked.length).toBeGreaterThan(500);
      expect(stopped.filter(({ comesTrue }) => comesTrue).length / stopped.length).toBeLessThan(0.05);
      // And it is of use: most of those that would not have made it are stopped.
      const hopeless = asked.filter(({ comesTrue }) => !comesTrue).length;
      expect(stopped.filter(({ comesTrue }) => !comesTrue).length / hopeless).toBeGreaterThan(0.6);
    },
  );

  it.each(['accuracy', 'loss'] as const)(
    'of %s is about as often true as it says, and tells more than the mean would',
    (metric) => {
      const answers = questions(metric).map(({ seen, best, epochs, comesTrue }, i) => {
        const draws = forecast({ steps: seen.map((_, k) => k + 1), values: seen }, epochs, randomStream(i));
        return { chance: draws.filter((value) => value > best).length / draws.length, comesTrue: comesTrue ? 1 : 0 };
      });
      const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const rate = mean(answers.map(({ comesTrue }) => comesTrue));
      expect(mean(answers.map(({ chance, comesTrue }) => (chance - comesTrue) ** 2))).toBeLessThan(rate * (1 - rate));
      for (const [low, high] of [
        [0.05, 0.2],
        [0.2, 0.5],
        [0.5, 1],
      ] as const) {
        const within = answers.filter(({ chance }) => chance >= low && chance < high);
        const apart = mean(within.map(({ comesTrue }) => comesTrue)) - mean(within.map(({ chance }) => chance));
        expect(within.length).toBeGreaterThan(20);
        // Above a half it is somewhat too hopeful, which stops nothing.
        expect(Math.abs(apart)).toBeLessThan(low < 0.5 ? 0.15 : 0.2);
      }
    },
  );

  it('is the same for the same trial, and finite for long curves', () => {
    const values = runs[0]?.accuracy ?? [];
    const curve = { steps: values.map((_, i) => i + 1), values };
    expect(forecast(curve, 100, randomStream(3))).toEqual(forecast(curve, 100, randomStream(3)));
    const long = Array.from({ length: 5000 }, (_, i) => 1 - 1 / (i + 1));
    const draws = forecast({ steps: long.map((_, i) => i + 1), values: long }, 10_000, randomStream(1));
    expect(draws.every(Number.isFinite)).toBe(true);
  });
});
