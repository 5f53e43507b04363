import { describe, expect, test } from 'vitest';
import { axisOrder } from '#main/analysis/axis-order.ts';
import { bestSoFar } from '#main/analysis/best-so-far.ts';
import { contour, partialDependence } from '#main/analysis/dependence.ts';
import { distributionOf } from '#main/analysis/edf.ts';
import { fanovaImportance, pedImportance } from '#main/analysis/importance.ts';
import { modelOf } from '#main/analysis/model.ts';
import { slicesOf } from '#main/analysis/slices.ts';
import { subsetTrust } from '#main/analysis/subset-trust.ts';
import { histories, minimizing, mixed, nanIn, told } from './made-histories.ts';

const names = mixed.dimensions.map(({ name }) => name);
const [few, nothing] = [/at least 2 complete trials/, /No trial is complete|No trial has ended/];

describe.each(Object.entries(histories))('%s', (kind, trials) => {
  const history = minimizing(trials);
  const model = modelOf(mixed, history, 3);
  const importance = fanovaImportance(model, true);
  const ped = pedImportance(mixed, history);

  test('every analysis has an answer without NaN', () => {
    const answers = {
      importance,
      ped,
      dependence: names.map((name) => partialDependence(model, name, 20)),
      contour: contour(model, 'rate', 'momentum', 10),
      slices: slicesOf(history, names),
      distribution: distributionOf(history),
      order: axisOrder(mixed, history, importance.settings),
      best: bestSoFar({ direction: 'minimize', trials: trials.map((trial) => ({ ...trial, endedAt: null })) }),
      trust: subsetTrust('minimize', trials, trials),
    };
    expect(nanIn(answers)).toEqual([]);
    for (const { share, sd } of [...importance.settings, ...importance.pairs, ...ped.settings]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1 + 1e-12);
      expect(sd).toBeGreaterThanOrEqual(0);
    }
    expect(ped.settings.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(answers.order.byRelation.toSorted()).toEqual(names.toSorted());
    for (const curve of [...answers.dependence, answers.contour]) {
      expect(curve.mean.every(Number.isFinite) && curve.sd.every(Number.isFinite)).toBe(true);
    }
  });

  test('and says in a sentence what it lacks', () => {
    const all = told(importance.notes).join(' ');
    switch (kind) {
      case 'no trial':
      case 'running trials only':
        expect(told(importance.notes)).toEqual([
          'This needs at least 2 complete trials with a result, and there is none.',
        ]);
        expect(told(slicesOf(history, names).notes).join(' ')).toMatch(nothing);
        expect(told(distributionOf(history).notes).join(' ')).toMatch(nothing);
        return;
      case 'one trial':
        expect(all).toMatch('needs at least 2 complete trials with a result, and there is 1.');
        return;
      case 'equal results':
        expect(all).toMatch('All 40 results are equal');
        expect(told(ped.notes).join(' ')).toMatch('All 40 results are equal');
        return;
      case 'NaN and infinite results':
        expect(all).toMatch('30 trials that failed, diverged or have no result are left out.');
        return;
      case 'one huge result':
        expect(all).toMatch(/^1 result lies far outside the others and counts as the nearest of/);
        // The curve still shows the others.
        expect(Math.max(...partialDependence(model, 'rate', 20).mean)).toBeLessThan(5);
        return;
      case 'failed trials only':
        expect(all).toMatch('40 trials that failed, diverged or have no result are left out.');
        expect(all).toMatch(few);
        return;
      case 'stopped trials only':
        expect(all).toMatch('40 trials stopped before the last epoch are left out.');
        return;
      case 'another space':
        expect(all).toMatch('40 trials of another space are left out ("rate" does not fit).');
        expect(all).toMatch(few);
        return;
      case 'values outside':
        expect(all).toMatch('40 trials of another space are left out ("rate" does not fit).');
        return;
      default:
        expect(importance.used).toBeGreaterThan(0);
    }
  });
});

test('a setting that is not searched, and one taken twice, are refused by name', () => {
  const model = modelOf(mixed, minimizing([]));
  expect(() => partialDependence(model, 'depth', 9)).toThrow('"depth" is not searched in this study; use one of rate,');
  expect(() => contour(model, 'rate', 'depth', 9)).toThrow('"depth" is not searched');
  expect(() => contour(model, 'rate', 'rate', 9)).toThrow('A contour needs two settings, not "rate" twice.');
});

test('a study that searches nothing has no importance, and the sentence says so', () => {
  const nothing = { dimensions: [], constraints: [], fixed: {} };
  const trials = [1, 2, 3].map((value) => ({ number: value, state: 'complete' as const, params: {}, value }));
  for (const importance of [
    pedImportance(nothing, minimizing(trials)),
    fanovaImportance(modelOf(nothing, minimizing(trials)), true),
  ]) {
    expect(importance).toMatchObject({ used: 3, settings: [], pairs: [] });
    expect(told(importance.notes)).toEqual(['This study searches no setting.']);
  }
  expect(axisOrder(nothing, minimizing(trials), [])).toMatchObject({ byImportance: [], byRelation: [], related: [] });
});
