// asha and hyperband where trials can go on: who waits, and who is promoted.
import { describe, expect, it } from 'vitest';
import { createPruner } from '#main/search/index.ts';
import { bracketLimits, bracketOfNumber } from '#main/search/pruners/hyperband.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';
import { randomStream } from '#shared/num/random.ts';

/** A trial that waits after its last epoch. */
const waiting = (number: number, ...values: readonly number[]): ObservedTrial => ({
  ...{ number, state: 'stopped', waits: true, params: {}, value: null, plannedEpochs: 27 },
  ...{ steps: values.map((_, i) => i + 1), values },
});
const running = (number: number, ...values: readonly number[]): ObservedTrial => ({
  ...waiting(number, ...values),
  ...{ state: 'running', waits: false },
});
const asha = createPruner({ kind: 'asha' });
const promoted = (trials: readonly ObservedTrial[], last = false, direction: History['direction'] = 'maximize') =>
  asha.promote?.({ direction, trials }, last)?.trial ?? null;

describe('asha in a study', () => {
  const judge = (trials: readonly ObservedTrial[]) => {
    const judged = trials.at(-1) ?? running(1);
    return asha.judge(judged, judged.steps.at(-1) ?? 0, { direction: 'maximize', trials });
  };

  it('lets a trial wait unless it is among the best third of all that have come, a full third only', () => {
    expect(judge([running(1, 0.5)]).prune).toBe('pause');
    expect(judge([waiting(1, 0.1), waiting(2, 0.2), running(3, 0.3)]).prune).toBe(false);
    expect(judge([waiting(1, 0.1), waiting(2, 0.3), running(3, 0.2)])).toEqual({
      prune: 'pause',
      why: '0.2 is place 2 of the 3 trials that reached epoch 1, and the best one goes on',
    });
  });

  it('lets the earlier of two equal trials go on: equal values do not fill a rung', () => {
    expect(judge([waiting(1, 0.3), waiting(2, 0.3), running(3, 0.3)]).prune).toBe('pause');
    expect(promoted([waiting(1, 0.3), waiting(2, 0.3), waiting(3, 0.3)])).toBe(1);
  });

  it('stops NaN for good, and lets the last epoch be', () => {
    expect(judge([running(1, Number.NaN)]).prune).toBe(true);
    expect(judge([{ ...running(1, 0.1), plannedEpochs: 1 }]).prune).toBe(false);
  });

  it('promotes the best that waits once there are three times as many, and none twice', () => {
    const three = [waiting(1, 0.1), waiting(2, 0.3), waiting(3, 0.2)];
    expect(promoted(three.slice(0, 2))).toBe(null);
    expect(promoted(three)).toBe(2);
    const goesOn = [waiting(1, 0.1), running(2, 0.3), waiting(3, 0.2)];
    expect(promoted(goesOn)).toBe(null);
    const six = [...goesOn, waiting(4, 0.05), waiting(5, 0.04), waiting(6, 0.03)];
    expect(promoted(six)).toBe(3);
  });

  it('promotes from the highest rung first', () => {
    const high = [waiting(1, 0.1, 0.1, 0.1), waiting(2, 0.2, 0.2, 0.2), waiting(3, 0.15, 0.15, 0.15)];
    const low = Array.from({ length: 9 }, (_, i) => waiting(4 + i, 0.5 + i / 100));
    expect(promoted([...high, ...low])).toBe(2);
    expect(promoted(low)).toBe(12);
  });

  it('counts in a rung those that have gone on, ended or were stopped by hand, and leaves those alone', () => {
    const ended = [running(1, 0.5), { ...waiting(2, 0.4), waits: false }, waiting(3, 0.3)];
    expect(promoted(ended)).toBe(null);
  });

  it('at the end takes the best of a rung even of fewer than three', () => {
    expect(promoted([waiting(1, 0.1), waiting(2, 0.2)])).toBe(null);
    expect(promoted([waiting(1, 0.1), waiting(2, 0.2)], true)).toBe(2);
    expect(promoted([waiting(1, 0.1), running(2, 0.2, 0.3)], true)).toBe(null);
  });

  it('turns round when smaller is better', () => {
    expect(promoted([waiting(1, 0.1), waiting(2, 0.3), waiting(3, 0.2)], false, 'minimize')).toBe(1);
  });

  it('comes to an end: a study that always does what is promoted leaves none to promote', () => {
    let trials = Array.from({ length: 20 }, (_, i) => waiting(i + 1, (i * 7) % 20));
    const steps: number[] = [];
    for (let number = promoted(trials, true); number !== null; number = promoted(trials, true)) {
      const values = trials[number - 1]?.values ?? [];
      const length = values.length === 9 ? 27 : values.length * 3;
      const next = waiting(number, ...new Array<number>(length).fill(values[0] ?? 0));
      steps.push(length);
      trials = trials.with(number - 1, length === 27 ? { ...next, state: 'complete', waits: false } : next);
    }
    expect(steps.filter((length) => length === 3)).toHaveLength(6);
    expect(steps.filter((length) => length === 9)).toHaveLength(2);
    expect(steps.filter((length) => length === 27)).toHaveLength(1);
  });

  it('gives up those that cannot be among the best third any more, however good the trials to come are', () => {
    const hopeless = (trials: readonly ObservedTrial[], coming: number) =>
      asha.hopeless?.({ direction: 'maximize', trials }, coming);
    const four = [waiting(1, 0.1), waiting(2, 0.4), waiting(3, 0.2), waiting(4, 0.3)];
    expect(hopeless(four, 0)).toEqual([1, 3, 4]);
    expect(hopeless(four, 2)).toEqual([1, 3]);
    expect(hopeless(four, 8)).toEqual([]);
    expect(hopeless(four, Number.POSITIVE_INFINITY)).toEqual([]);
    expect(hopeless(four.with(2, { ...waiting(3, 0.2), waits: false }), 0)).toEqual([1, 4]);
  });

  it('never gives up one that it would promote later', () => {
    const random = randomStream(5);
    for (let study = 0; study < 200; study++) {
      const asked = random.int(1, 30);
      const qualities = Array.from({ length: asked }, () => random.int(0, 12));
      const trials = qualities.map((quality, i) => waiting(i + 1, quality));
      const seen = random.int(1, asked);
      const given = asha.hopeless?.({ direction: 'maximize', trials: trials.slice(0, seen) }, asked - seen) ?? [];
      const best = trials
        .toSorted((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0) || a.number - b.number)
        .slice(0, Math.max(1, Math.floor(asked / 3)))
        .map(({ number }) => number);
      expect(given.filter((number) => best.includes(number))).toEqual([]);
    }
  });

  it('promotes beside other pruners, and a stop by any of them comes before waiting', () => {
    const both = createPruner([{ kind: 'asha' }, { kind: 'threshold', lower: 0 }]);
    const history: History = { direction: 'maximize', trials: [running(1, -1)] };
    expect(both.judge(running(1, -1), 1, history).prune).toBe(true);
    expect(both.judge(running(1, 1), 1, history).prune).toBe('pause');
    expect(both.promote?.({ direction: 'maximize', trials: [waiting(1, 1)] }, true)?.trial).toBe(1);
    expect(createPruner([{ kind: 'median' }, { kind: 'threshold', lower: 0 }]).promote).toBeUndefined();
  });
});

describe('hyperband', () => {
  it('has the brackets of the paper: for 81 epochs 81, 34, 15, 8 and 5 trials of a round', () => {
    const limits = bracketLimits(81, 1, 3);
    const widths = [...limits].map((limit, i) => limit - (limits[i - 1] ?? 0));
    const trials = [81, 34, 15, 8, 5];
    expect(widths.map((width) => Math.round(width * 143))).toEqual(trials);
    expect(limits.at(-1)).toBe(1);
  });

  it('gives each bracket its share of any number of trials, within two', () => {
    const limits = bracketLimits(81, 1, 3);
    const counts = [0, 0, 0, 0, 0];
    for (let number = 1; number <= 1000; number++) {
      const bracket = bracketOfNumber(number, limits);
      counts[bracket] = (counts[bracket] ?? 0) + 1;
      counts.forEach((count, i) => {
        const share = ((limits[i] ?? 0) - (limits[i - 1] ?? 0)) * number;
        expect(Math.abs(count - share)).toBeLessThan(2.5);
      });
    }
  });

  it('compares a trial with its own bracket only, at rungs that begin later in each', () => {
    const pruner = createPruner({ kind: 'hyperband' });
    const limits = bracketLimits(27, 1, 3);
    const trials = Array.from({ length: 60 }, (_, i) => waiting(i + 1, ...new Array(27).fill(1)));
    const rungs = Array.from({ length: 60 }, (_, i) => {
      const judged = { ...running(i + 1, ...new Array(27).fill(0)) };
      const history: History = { direction: 'maximize', trials };
      const soFar = (epochs: number) => ({ ...judged, steps: judged.steps.slice(0, epochs) });
      return [1, 2, 3, 9, 26, 27].filter((epochs) => pruner.judge(soFar(epochs), epochs, history).prune !== false);
    });
    const expected = [[1, 3, 9], [3, 9], [9], []];
    for (const [i, found] of rungs.entries()) expect(found).toEqual(expected[bracketOfNumber(i + 1, limits)]);
    expect(new Set(rungs.map(String)).size).toBe(4);
  });

  it('waits for the first complete trial where nobody says how long a training is', () => {
    const pruner = createPruner({ kind: 'hyperband' }, 'stop-only');
    const unknown = (trial: ObservedTrial) => ({ ...trial, plannedEpochs: undefined });
    const judged = unknown(running(2, 0));
    const other = unknown(waiting(5, 1, 1, 1));
    const verdict = (trials: readonly ObservedTrial[]) => pruner.judge(judged, 1, { direction: 'maximize', trials });
    expect(verdict([judged, other]).prune).toBe(false);
    expect(verdict([judged, { ...other, state: 'complete' }]).prune).toBe(true);
  });
});
