import { describe, expect, it } from 'vitest';
import { difference } from '#main/analysis/ranking/compare.ts';
import { configurationsOf, type RankedTrial } from '#main/analysis/ranking/configurations.ts';
import { meanError, noiseOf } from '#main/analysis/ranking/noise.ts';
import { tieGroups } from '#main/analysis/ranking/ties.ts';
import { standardError } from '#shared/study/metric-error.ts';
import { trial } from './trials.ts';

const unknown = () => null;

function placed(trials: readonly RankedTrial[], rowsError: (value: number) => number | null = unknown) {
  const ranked = configurationsOf(trials).sort((a, b) => b.mean - a.mean);
  return {
    places: ranked.map((configuration, place) => ({ configuration, place })),
    noise: noiseOf(ranked, rowsError),
  };
}

describe('configurations', () => {
  it('brings trials of the same params together, and counts a run with the same seed once', () => {
    const params = { units: 32 };
    const first = trial(1, [0.9], { params });
    const again = trial(4, [0.8], { params });
    const copy = { ...trial(7, [0.9], { params }), seed: first.seed };
    const [one, ...others] = configurationsOf([first, trial(2, [0.7]), again, copy]);
    expect(one).toMatchObject({ trial: 1, trials: [1, 4, 7], runs: 2, fresh: false });
    expect(one?.mean).toBeCloseTo(0.85, 12);
    expect(others).toHaveLength(1);
  });

  it('judges a configuration that was trained again by its fresh runs alone', () => {
    const [one] = configurationsOf([trial(1, [0.99]), trial(2, [0.9, 0.92, 0.94], { rerunOf: 1, params: {} })]);
    expect(one).toMatchObject({ trial: 1, trials: [1, 2], runs: 3, searched: 0.99, fresh: true });
    expect(one?.mean).toBeCloseTo(0.92, 12);
    expect(one?.whole).toHaveLength(4);
  });

  it('leaves stopped trials out while any is complete, and takes them when none is', () => {
    const stopped = trial(1, [0.9], { state: 'stopped' });
    expect(configurationsOf([stopped, trial(2, [0.5])]).map((one) => one.trial)).toEqual([2]);
    expect(configurationsOf([stopped, trial(3, [], { state: 'failed' })]).map((one) => one.trial)).toEqual([1]);
  });
});

describe('the error of a mean', () => {
  it('is pooled over configurations with few runs: the within-group mean square', () => {
    // Squares 8e-4 + 2e-4 on 2 + 1 degrees of freedom.
    const { places, noise } = placed([trial(1, [0.9, 0.92, 0.94]), trial(2, [0.8, 0.82]), trial(3, [0.5])]);
    const errors = places.map((one) => meanError(one, noise));
    expect(errors.map((one) => [one?.from, one?.df])).toEqual([
      ['pooled', 3],
      ['pooled', 3],
      ['pooled', 3],
    ]);
    expect(errors[0]?.value).toBeCloseTo(1e-3 / 3 / 3, 12);
    expect(errors[2]?.value).toBeCloseTo(1e-3 / 3, 12);
  });

  it('is a configuration’s own from five runs on', () => {
    const { places, noise } = placed([trial(1, [1, 2, 3, 4, 5]), trial(2, [1, 1.1])]);
    // Variance 2.5 of five runs.
    const own = meanError(places[0] ?? expect.fail(), noise);
    expect(own).toMatchObject({ df: 4, from: 'own' });
    expect(own?.value).toBeCloseTo(0.5, 12);
  });

  it('comes from neighbours in the ranking, not from where values scatter otherwise', () => {
    const near = Array.from({ length: 25 }, (_, i) => trial(i + 1, [10 - i / 100, 10.02 - i / 100]));
    const far = Array.from({ length: 25 }, (_, i) => trial(i + 30, [-i, 4 - i]));
    const { places, noise } = placed([...near, ...far]);
    expect(Math.sqrt(noise.pooledAt(0)?.value ?? 0)).toBeCloseTo(0.02 / Math.SQRT2, 9);
    expect(Math.sqrt(noise.pooledAt(places.length - 1)?.value ?? 0)).toBeCloseTo(4 / Math.SQRT2, 9);
  });

  it('comes from the validation rows where nothing was trained twice, else is not known', () => {
    const rows = placed([trial(1, [0.9])], (value) => standardError('validation.accuracy', value, 96));
    // Agresti and Coull: p = (86.4 + 2) / 100.
    expect(meanError(rows.places[0] ?? expect.fail(), rows.noise)).toMatchObject({ from: 'rows' });
    expect(meanError(rows.places[0] ?? expect.fail(), rows.noise)?.value).toBeCloseTo((0.884 * 0.116) / 100, 12);
    const none = placed([trial(1, [0.9])]);
    expect(meanError(none.places[0] ?? expect.fail(), none.noise)).toBeNull();
  });

  it('of folds is corrected for overlapping training parts (Nadeau and Bengio)', () => {
    const { places, noise } = placed([trial(1, [1, 2, 3, 4, 5], { folds: true })]);
    // 2.5 · (1/5 + 1/4).
    const error = meanError(places[0] ?? expect.fail(), noise);
    expect(error).toMatchObject({ df: 4, from: 'folds' });
    expect(error?.value).toBeCloseTo(1.125, 12);
  });
});

describe('a difference', () => {
  it('is taken fold by fold: what all folds share does not blur it', () => {
    const { places, noise } = placed([
      trial(1, [10, 20, 30, 40, 50], { folds: true }),
      trial(2, [9, 18, 29, 38, 49], { folds: true }),
    ]);
    const [a, b] = places;
    const found = difference(a ?? expect.fail(), b ?? expect.fail(), noise);
    // Gaps 1, 2, 1, 2, 1: mean 1.4, variance 0.3, times 1/5 + 1/4.
    expect(found?.mean).toBeCloseTo(1.4, 12);
    expect(found?.value).toBeCloseTo(0.3 * 0.45, 12);
    expect(found?.df).toBe(4);
  });

  it('of few folds has the variance of the differences pooled over the study', () => {
    const trials = [
      trial(1, [1, 2, 3], { folds: true }),
      trial(2, [0.9, 2, 2.8], { folds: true }),
      trial(3, [0.5, 1.7, 2.6], { folds: true }),
    ];
    const { places, noise } = placed(trials);
    const [a, b] = places;
    const found = difference(a ?? expect.fail(), b ?? expect.fail(), noise);
    // Residuals of the two-way layout, squared and summed, over (3 - 1)(3 - 1).
    const table = [
      [1, 2, 3],
      [0.9, 2, 2.8],
      [0.5, 1.7, 2.6],
    ];
    const rows = table.map((row) => row.reduce((x, y) => x + y) / 3);
    const columns = [0, 1, 2].map((j) => table.reduce((sum, row) => sum + (row[j] ?? 0), 0) / 3);
    const all = rows.reduce((x, y) => x + y) / 3;
    let squares = 0;
    for (const [i, row] of table.entries()) {
      for (const [j, x] of row.entries()) squares += (x - (rows[i] ?? 0) - (columns[j] ?? 0) + all) ** 2;
    }
    expect(found?.df).toBe(4);
    expect(found?.value).toBeCloseTo(((2 * squares) / 4) * (1 / 3 + 1 / 2), 12);
  });

  it('of unequal variances has Welch’s degrees of freedom', () => {
    const { places, noise } = placed([trial(1, [5, 5.1, 5.2, 4.9, 4.8]), trial(2, [1, 3, 5, -1, -3, 1])]);
    const [a, b] = places;
    const found = difference(a ?? expect.fail(), b ?? expect.fail(), noise);
    // Squared errors 0.025 / 5 and 8 / 6; (v1 + v2)² / (v1²/4 + v2²/5).
    const [v1, v2] = [0.025 / 5, 8 / 6];
    expect(found?.value).toBeCloseTo(v1 + v2, 12);
    expect(found?.df).toBeCloseTo((v1 + v2) ** 2 / (v1 ** 2 / 4 + v2 ** 2 / 5), 9);
  });
});

describe('ties', () => {
  const tiedTrials = (gap: number, bystanders: number) => {
    const pair = (center: number) => [center - 0.05, center + 0.05];
    const trials = [trial(1, pair(1)), trial(2, pair(1 - gap))];
    for (let i = 0; i < bystanders; i++) trials.push(trial(10 + i, pair(-5 - 3 * i)));
    const { places, noise } = placed(trials);
    const groups = tieGroups(places, 1, noise);
    return groups.map((group) => group.map(({ configuration }) => configuration.trial));
  };

  it('end where the one-sided t-test at 5 % says so, when there are two configurations', () => {
    // Pooled variance 0.005 on 2 degrees of freedom, squared error of the difference 0.005; t(2, 95 %) = 2.920.
    const limit = 2.92 * Math.sqrt(0.005);
    expect(tiedTrials(limit - 0.002, 0)).toEqual([[1, 2]]);
    expect(tiedTrials(limit + 0.002, 0)).toEqual([[1], [2]]);
  });

  it('reach farther among more configurations (Šidák)', () => {
    // Four in all: level 1 - 0.95^(1/3) = 0.016952, 4 degrees of freedom, t = 3.1686 (scipy.stats.t.isf).
    const limit = 3.1686 * Math.sqrt(0.005);
    expect(tiedTrials(limit - 0.002, 2)).toEqual([[1, 2], [10], [11]]);
    expect(tiedTrials(limit + 0.002, 2)).toEqual([[1], [2], [10], [11]]);
  });

  it('are those of equal values where nothing tells how much chance there is', () => {
    const { places, noise } = placed([trial(1, [0.9]), trial(2, [0.9]), trial(3, [0.8])]);
    const groups = tieGroups(places, 1, noise);
    expect(groups.map((group) => group.map(({ configuration }) => configuration.trial))).toEqual([[1, 2], [3]]);
  });
});
