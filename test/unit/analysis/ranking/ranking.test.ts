import { describe, expect, it } from 'vitest';
import type { RankedTrial } from '#main/analysis/ranking/configurations.ts';
import { rankingOf } from '#main/analysis/ranking/ranking.ts';
import type { Direction } from '#shared/contract/common.ts';
import { randomStream } from '#shared/num/random.ts';
import { told } from '../made-histories.ts';
import { trial } from './trials.ts';

function rank(trials: readonly RankedTrial[], direction: Direction = 'maximize', error: number | null = null) {
  return rankingOf({ direction, trials, rowsError: () => error });
}

describe('a ranking', () => {
  it('has means with their t-intervals, places in groups, and names the tied ones', () => {
    const answer = rank([
      trial(1, [0.9, 0.92, 0.94]),
      trial(2, [0.5, 0.52, 0.54]),
      trial(3, [0.89, 0.91, 0.93]),
      trial(4, [], { state: 'failed' }),
    ]);
    expect(answer.rows.map(({ trial: number, rank: place, tied }) => [number, place.from, place.to, tied])).toEqual([
      [1, 1, 2, true],
      [3, 1, 2, true],
      [2, 3, 3, false],
    ]);
    // Pooled variance 4e-4 on 6 degrees of freedom: 2.447 · 0.02 / √3.
    const { low = 0, high = 0 } = answer.rows[0]?.interval ?? {};
    expect((low + high) / 2).toBeCloseTo(0.92, 12);
    expect((high - low) / 2).toBeCloseTo((2.4469 * 0.02) / Math.sqrt(3), 5);
    expect(answer.error).toBe('pooled');
    expect(answer.sentence).toMatch(
      /^Trial 1 leads with 0\.92 \(95 % interval 0\.8917 to 0\.9483\), the mean of 3 runs\. Trial 3 cannot be told from it\./,
    );
    expect(told(answer.notes)).toContain('1 trial ended without a value and is not ranked.');
  });

  it('is the same study turned over when smaller is better', () => {
    const values = [
      [3, 3.2],
      [2.9, 3.1],
      [1, 1.1],
      [2, 2.4],
    ];
    const up = rank(values.map((own, i) => trial(i + 1, own)));
    const down = rank(
      values.map((own, i) =>
        trial(
          i + 1,
          own.map((value) => -value),
        ),
      ),
      'minimize',
    );
    expect(down.rows.map((row) => [row.trial, row.rank, row.tied])).toEqual(
      up.rows.map((row) => [row.trial, row.rank, row.tied]),
    );
    for (const [i, row] of down.rows.entries()) {
      expect(row.probabilityBest).toBeCloseTo(up.rows[i]?.probabilityBest ?? Number.NaN, 9);
    }
    expect(down.winnersCurse?.corrected).toBeCloseTo(-(up.winnersCurse?.corrected ?? 0), 9);
    expect(down.winnersCurse?.bias).toBeCloseTo(up.winnersCurse?.bias ?? 0, 9);
  });

  it('shares the chance of being best evenly among equals, and gives it all to one that is far ahead', () => {
    const equal = rank([1, 2, 3, 4].map((number) => trial(number, [0.8, 0.9])));
    for (const row of equal.rows) expect(row.probabilityBest).toBeCloseTo(0.25, 9);
    const ahead = rank([trial(1, [9, 9.1]), trial(2, [1, 1.1]), trial(3, [0.9, 1])]);
    expect(ahead.rows[0]?.probabilityBest).toBeGreaterThan(0.999);
    const sum = ahead.rows.reduce((total, row) => total + (row.probabilityBest ?? 0), 0);
    expect(sum).toBeCloseTo(1, 9);
  });

  it('knows nothing of chance where there is one run each and no error of the rows, and says what to do', () => {
    const answer = rank([trial(1, [0.9]), trial(2, [0.8])]);
    expect(answer.rows.map(({ interval, probabilityBest, tied }) => [interval, probabilityBest, tied])).toEqual([
      [null, null, false],
      [null, null, false],
    ]);
    expect(answer.winnersCurse).toMatchObject({ corrected: null, bias: null, method: 'none' });
    expect(answer.winnersCurse?.why).toContain('vernier rerun');
  });

  it('takes no trial, one trial, all equal, and values that are no numbers', () => {
    expect(rank([])).toMatchObject({ rows: [], winnersCurse: null, sentence: 'No trial has a value yet.' });
    const one = rank([trial(3, [0.7])], 'maximize', 0.01);
    expect(one.rows).toHaveLength(1);
    expect(one.rows[0]).toMatchObject({ trial: 3, tied: false, probabilityBest: 1 });
    expect(one.winnersCurse).toMatchObject({ observed: 0.7, corrected: 0.7, bias: 0 });
    const equal = rank([trial(1, [1, 1]), trial(2, [1, 1]), trial(3, [1, 1])]);
    expect(equal.rows.every(({ tied, rank: place }) => tied && place.to === 3)).toBe(true);
    const odd = rank([
      trial(1, [1]),
      { ...trial(2, [1]), value: Number.NaN },
      { ...trial(3, [1]), value: Number.POSITIVE_INFINITY, state: 'diverged' },
    ]);
    expect(odd.rows.map((row) => row.trial)).toEqual([1]);
    expect(told(odd.notes).at(-1)).toBe('2 trials ended without a value and are not ranked.');
  });
});

describe("the winner's curse", () => {
  /** Mean error of the leader's value, observed and corrected, in standard deviations of a run, over studies of 60 configurations. */
  function meanErrors(expectedOf: (random: ReturnType<typeof randomStream>) => number, runs: number) {
    const random = randomStream(20);
    const studies = 60;
    let observed = 0;
    let corrected = 0;
    for (let study = 0; study < studies; study++) {
      const expected = Array.from({ length: 60 }, () => expectedOf(random));
      const answer = rank(
        expected.map((center, i) =>
          trial(
            i + 1,
            Array.from({ length: runs }, () => center + random.normal()),
          ),
        ),
      );
      const truth = expected[(answer.rows[0]?.trial ?? 0) - 1] ?? Number.NaN;
      observed += ((answer.winnersCurse?.observed ?? Number.NaN) - truth) / studies;
      corrected += ((answer.winnersCurse?.corrected ?? Number.NaN) - truth) / studies;
    }
    return { observed, corrected };
  }

  it('is mostly taken off where configurations differ like normal numbers', () => {
    const { observed, corrected } = meanErrors((random) => random.normal(), 3);
    expect(observed).toBeGreaterThan(0.5);
    expect(Math.abs(corrected)).toBeLessThan(0.25);
  });

  it('is mostly taken off a history with a long tail of bad trials and many near the best, which James and Stein leave as it is', () => {
    const { observed, corrected } = meanErrors(
      (random) => (random.uniform() < 0.5 ? 20 * Math.log(1 - random.uniform()) : -1 + 0.3 * random.normal()),
      3,
    );
    expect(observed).toBeGreaterThan(0.8);
    expect(Math.abs(corrected)).toBeLessThan(0.3);
  });

  it('is nothing to speak of for one that is really far ahead', () => {
    const answer = rank([trial(1, [50, 50.1, 49.9]), ...[2, 3, 4, 5].map((n) => trial(n, [1, 1.1, 0.9]))]);
    expect(answer.winnersCurse?.corrected).toBeCloseTo(50, 6);
  });

  it('of a configuration that alone was trained again is what its fresh runs say', () => {
    const answer = rank([trial(1, [0.99]), trial(2, [0.9]), trial(3, [0.93, 0.94, 0.95], { rerunOf: 1 })]);
    expect(answer.rows[0]).toMatchObject({ trial: 1, trials: [1, 3], runs: 3, fresh: true });
    expect(answer.winnersCurse).toMatchObject({ observed: 0.99, method: 'fresh-runs' });
    expect(answer.winnersCurse?.corrected).toBeCloseTo(0.94, 12);
    expect(answer.winnersCurse?.bias).toBeCloseTo(0.05, 12);
  });

  it('strikes again among several that were trained again, and less is taken for granted than their best mean', () => {
    const random = randomStream(3);
    let fresh = 0;
    let corrected = 0;
    const studies = 60;
    for (let study = 0; study < studies; study++) {
      const expected = Array.from({ length: 40 }, () => random.normal());
      const trials = expected.map((center, i) => trial(i + 1, [center + random.normal()]));
      const first = trials.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, 5);
      for (const [i, { number, params }] of first.entries()) {
        const again = [1, 2, 3].map(() => (expected[number - 1] ?? 0) + random.normal());
        trials.push(trial(41 + i, again, { rerunOf: number, params }));
      }
      const answer = rank(trials);
      const truth = expected[(answer.rows[0]?.trial ?? 0) - 1] ?? Number.NaN;
      fresh += ((answer.rows[0]?.mean ?? Number.NaN) - truth) / studies;
      corrected += ((answer.winnersCurse?.corrected ?? Number.NaN) - truth) / studies;
    }
    expect(fresh).toBeGreaterThan(0.25);
    expect(Math.abs(corrected)).toBeLessThan(0.15);
  });
});

describe('a ranking after fresh runs', () => {
  it('is led by the best of those trained again, and says who looked better without', () => {
    const answer = rank([
      trial(1, [0.99]),
      trial(2, [0.98]),
      trial(3, [0.97]),
      trial(4, [0.9, 0.91], { rerunOf: 1, params: {} }),
      trial(5, [0.95, 0.96], { rerunOf: 2, params: {} }),
    ]);
    expect(answer.rows.map((row) => row.trial)).toEqual([2, 3, 1]);
    expect(told(answer.notes).join(' ')).toContain(
      'Trial 3 had a better value in the search and was not trained again',
    );
  });

  it('tells that a configuration diverged on a fresh seed', () => {
    const answer = rank([
      trial(1, [0.9]),
      trial(2, [0.8]),
      trial(3, [], { state: 'diverged', rerunOf: 1, params: {} }),
    ]);
    expect(told(answer.notes)).toContain('Trial 1 diverged on a fresh seed (trial 3).');
  });
});
