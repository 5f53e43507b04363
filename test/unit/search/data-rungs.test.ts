// asha and hyperband over the share of data: the shares, and who goes on to the next.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPruner } from '#main/search/index.ts';
import { dataHalving, dataRungs } from '#main/search/pruners/data-rungs.ts';
import { splitTrials } from '#main/search/samplers/tpe/split.ts';
import type { ObservedTrial } from '#main/search/search.ts';

test('by default shares are a ninth, a third and all; minShare sets the least', () => {
  const shares = (options: Parameters<typeof dataHalving>[0]) =>
    dataRungs(dataHalving(options), 1).map(({ share }) => share);
  expect(shares({})).toEqual([1 / 9, 1 / 3, 1]);
  expect(shares({ reductionFactor: 4 })).toEqual([1 / 16, 1 / 4, 1]);
  expect(shares({ reductionFactor: 2, minShare: 0.125 })).toEqual([0.125, 0.25, 0.5, 1]);
  expect(shares({ reductionFactor: 3, minShare: 0.3 })).toEqual([1 / 3, 1]);
  expect(shares({ reductionFactor: 3, minShare: 0.9 })).toEqual([1 / 3, 1]);
});

test('law: shares grow by the factor up to the whole, none below the least, and steps are whole numbers', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 20 }),
      fc.double({ min: 0.001, max: 0.99, noNaN: true }),
      (reductionFactor, minShare) => {
        const rungs = dataRungs(dataHalving({ reductionFactor, minShare }), 1);
        expect(rungs.at(-1)?.share).toBe(1);
        expect(rungs.length).toBeGreaterThan(1);
        for (const [i, { share, step }] of rungs.entries()) {
          expect(step).toBe(reductionFactor ** i);
          if (rungs.length > 2) expect(share).toBeGreaterThanOrEqual(minShare * (1 - 1e-6));
        }
      },
    ),
  );
});

/** A trial that has been trained on shares of steps 1, 3, 9. */
const trial = (number: number, state: ObservedTrial['state'], values: readonly number[]): ObservedTrial => ({
  ...{ number, state, params: { x: number }, value: state === 'complete' ? (values.at(-1) ?? null) : null },
  ...{ waits: state === 'stopped', plannedEpochs: 9, steps: [1, 3, 9].slice(0, values.length), values },
});

test('a trial goes on to the next share among the best third, else it waits and may be promoted', () => {
  const pruner = createPruner({ kind: 'asha', over: 'data' });
  const judged = trial(3, 'running', [0.5]);
  const history = {
    direction: 'maximize',
    trials: [trial(1, 'stopped', [0.6]), trial(2, 'stopped', [0.4]), judged],
  } as const;
  expect(pruner.judge(judged, 1, history)).toEqual({
    prune: 'pause',
    why: '0.5 is place 2 of the 3 trials that reached 11 % of the training rows, and the best one goes on',
  });
  expect(pruner.promote?.(history, false)?.trial).toBe(1);
  const last = trial(4, 'running', [0.9, 0.9, 0.1]);
  expect(pruner.judge(last, 9, { ...history, trials: [...history.trials, last] })).toEqual({ prune: false });
  expect(pruner.rungs?.(7)).toEqual([
    { share: 1 / 9, step: 1 },
    { share: 1 / 3, step: 3 },
    { share: 1, step: 9 },
  ]);
});

test('hyperband begins some trials on larger shares, the most on the least', () => {
  const pruner = createPruner({ kind: 'hyperband', over: 'data' });
  const first = Array.from({ length: 220 }, (_, i) => pruner.rungs?.(i + 1)[0]?.share ?? 0);
  const counted = [1 / 9, 1 / 3, 1].map((share) => first.filter((one) => one === share).length);
  // Brackets of 9, 5 and 3 trials a round (Li et al. 2018, algorithm 1).
  for (const [i, wanted] of [9, 5, 3].entries())
    expect(Math.abs((counted[i] ?? 0) - (220 * wanted) / 17)).toBeLessThan(3);
  const waiting = { ...trial(1, 'running', [0.5]), number: first.indexOf(1 / 9) + 1 };
  expect(pruner.judge(waiting, 1, { direction: 'maximize', trials: [waiting] }).prune).toBe('pause');
});

test('a value on a small share is no measure beside one on all rows: the sampler ranks those by how far they came', () => {
  const lucky = trial(1, 'stopped', [0.99]);
  const further = trial(2, 'stopped', [0.5, 0.6]);
  const whole = trial(3, 'complete', [0.5, 0.6, 0.7]);
  const others = Array.from({ length: 8 }, (_, i) => trial(4 + i, 'stopped', [0.1]));
  const good = (trials: ObservedTrial[]) => {
    const split = splitTrials({ direction: 'maximize', trials }, false);
    return split.good.map((i) => split.trials[i]?.number);
  };
  expect(good([lucky, further, whole, ...others.slice(0, 7)])).toEqual([3]);
  expect(good([lucky, further, ...others])).toEqual([2]);
});
