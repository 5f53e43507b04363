// The Parzen estimators' parts: kernels are distributions, draws follow them, settings are grouped by when they were active.
import { describe, expect, it } from 'vitest';
import { hyperoptMixture } from '#main/search/samplers/hyperopt-tpe/estimator.ts';
import { axesOf, type Ends } from '#main/search/samplers/parzen/axis.ts';
import { forgettingWeights } from '#main/search/samplers/parzen/forgetting.ts';
import type { Mixture } from '#main/search/samplers/parzen/mixture.ts';
import { presenceGroups, tabulate } from '#main/search/samplers/parzen/table.ts';
import { tpeMixture } from '#main/search/samplers/tpe/estimator.ts';
import { randomStream } from '#shared/num/random.ts';
import { finiteValues, legalValue } from '#shared/study/candidates.ts';
import type { Dimension } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';

const dimensions: Readonly<Record<string, readonly [Dimension, readonly SettingValue[]]>> = {
  float: [{ name: 'v', type: 'float', low: -1, high: 4, scale: 'linear' }, [-1, 0.2, 0.21, 3, 4]],
  'log float': [{ name: 'v', type: 'float', low: 1e-5, high: 1, scale: 'log' }, [1e-5, 0.01, 0.02]],
  int: [{ name: 'v', type: 'int', low: 3, high: 9, scale: 'linear' }, [3, 3, 8]],
  'log int': [{ name: 'v', type: 'int', low: 1, high: 300, scale: 'log' }, [1, 20, 300]],
  'float with step': [{ name: 'v', type: 'float', low: 0, high: 0.75, scale: 'linear', step: 0.1 }, [0, 0.3, 0.7]],
  list: [{ name: 'v', type: 'float', low: 0.001, high: 1, scale: 'linear', values: [0.001, 0.03, 0.5, 1] }, [0.03, 1]],
  points: [{ name: 'v', type: 'float', low: 1e-4, high: 1, scale: 'log', points: 5 }, [1e-4, 0.1]],
  ordered: [{ name: 'v', type: 'categorical', choices: ['s', 'm', 'l'], ordered: true }, ['s', 's', 'l']],
  choices: [{ name: 'v', type: 'categorical', choices: ['a', 2, null, true] }, ['a', null, null]],
  weighted: [{ name: 'v', type: 'categorical', choices: ['a', 'b'], weights: [9, 1] }, ['b']],
  normal: [{ name: 'v', type: 'normal', mean: 2, sd: 3 }, [2, 2.5, 9]],
  lognormal: [{ name: 'v', type: 'lognormal', mean: -3, sd: 1 }, [0.1, 0.5]],
  'normal with step': [{ name: 'v', type: 'normal', mean: 2, sd: 3, step: 0.5 }, [2, 2.5, 9]],
  'lognormal with step': [{ name: 'v', type: 'lognormal', mean: 0, sd: 1, step: 0.5 }, [0, 0.5, 3]],
};

function tableOf(dimension: Dimension, values: readonly SettingValue[], ends: Ends) {
  return tabulate(
    axesOf({ dimensions: [dimension], constraints: [], fixed: {} }, ends),
    trialsOf(values.map((v) => ({ v }))),
  );
}

function trialsOf(list: readonly Params[]) {
  return list.map((params, i) => ({
    number: i + 1,
    state: 'complete' as const,
    params,
    value: 1,
    steps: [],
    values: [],
  }));
}

/** Sum of the density over everything that the axis can be: values where they are discrete, else by the midpoint rule. */
function total(mixture: Mixture): number {
  const axis = mixture.axes[0]?.axis;
  if (axis === undefined) throw new Error('no axis');
  const density = (at: readonly number[]) =>
    mixture.logDensity(Float64Array.from(at)).reduce((sum, log) => sum + Math.exp(log), 0);
  if (axis.kind === 'choice') return density(Array.from(axis.prior, (_, i) => i));
  const low = Number.isFinite(axis.low) ? axis.low : axis.prior.centre - 12 * axis.prior.sd;
  const high = Number.isFinite(axis.high) ? axis.high : axis.prior.centre + 12 * axis.prior.sd;
  const cells = 20_000;
  const width = (high - low) / cells;
  const middles = Array.from({ length: cells }, (_, i) => low + (i + 0.5) * width);
  if (axis.bin === null) return density(middles) * width;
  // Each value once, however many of the cells become it.
  return density([...new Set(middles.map((z) => axis.encode(axis.decode(z))))]);
}

const estimators: readonly (readonly [
  string,
  Ends,
  (dimension: Dimension, values: readonly SettingValue[]) => Mixture,
])[] = [
  [
    'tpe',
    'widened',
    (dimension, values) =>
      tpeMixture(
        tableOf(dimension, values, 'widened'),
        [0],
        values.map((_, i) => i),
      ),
  ],
  [
    'hyperopt',
    'exact',
    (dimension, values) =>
      hyperoptMixture(
        tableOf(dimension, values, 'exact'),
        0,
        values.map((_, i) => i),
        1,
      ),
  ],
];

describe.each(estimators)('the estimator of %s', (_, ends, estimate) => {
  describe.each(Object.entries(dimensions))('on %s', (__, [dimension, values]) => {
    it.each([0, 1, values.length])('has mass 1 with %i observations', (count) => {
      expect(total(estimate(dimension, values.slice(0, count)))).toBeCloseTo(1, 5);
    });

    it('draws legal values, as often as its density says', () => {
      const mixture = estimate(dimension, values);
      const axis = mixture.axes[0]?.axis;
      const drawn = [...mixture.draw(randomStream(3), 4000)];
      for (const z of drawn) {
        const value = axis?.decode(z) ?? null;
        expect(legalValue(dimension, value)).toBe(value);
      }
      const all = finiteValues(dimension);
      if (all === null || all.length > 10 || axis === undefined) return;
      const coordinates = all.map((value) => axis.encode(value));
      const logs = mixture.logDensity(Float64Array.from(coordinates));
      const expected = [...logs].map((log) => 4000 * Math.exp(log));
      const chiSquare = coordinates.reduce((sum, at, i) => {
        const count = drawn.filter((z) => axis.decode(z) === axis.decode(at)).length;
        return sum + (count - (expected[i] ?? 0)) ** 2 / (expected[i] ?? 1);
      }, 0);
      // The 99.9 % point for up to 9 degrees of freedom.
      expect(chiSquare).toBeLessThan(27.9);
    });

    it('leaves out what is no value of the dimension', () => {
      const [axis] = tableOf(dimension, [], ends).axes;
      for (const value of ['nothing', Number.NaN, Number.POSITIVE_INFINITY, undefined]) {
        expect(axis?.encode(value)).toBeNaN();
      }
    });
  });
});

it('captures which values go together', () => {
  const pair: Dimension[] = ['x', 'y'].map((name) => ({ name, type: 'float', low: 0, high: 1, scale: 'linear' }));
  const list = Array.from({ length: 20 }, (_, i) => ({ x: i / 20, y: i / 20 }));
  const table = tabulate(axesOf({ dimensions: pair, constraints: [], fixed: {} }, 'widened'), trialsOf(list));
  const mixture = tpeMixture(
    table,
    [0, 1],
    list.map((_, i) => i),
  );
  const [along = 0, across = 0] = mixture.logDensity(Float64Array.of(0.8, 0.8, 0.8, 0.2));
  expect(along - across).toBeGreaterThan(1);
});

it('weighs more points than it holds in memory at once, each as it does alone', () => {
  const [dimension, values] = dimensions.float ?? [];
  if (dimension === undefined || values === undefined) throw new Error('no dimension');
  const mixture = tpeMixture(
    tableOf(dimension, values, 'widened'),
    [0],
    values.map((_, i) => i),
  );
  const points = Float64Array.from({ length: 1_000_000 }, (_, i) => -1 + (5 * i) / 999_999);
  const all = mixture.logDensity(points);
  for (const i of [0, 666_665, 666_666, 666_667, 999_999]) {
    expect(all[i]).toBe(mixture.logDensity(points.slice(i, i + 1))[0]);
  }
});

it('forgets old trials linearly but the newest 25', () => {
  expect([...forgettingWeights(3, 2)]).toEqual([1, 1, 1, 2]);
  const weights = forgettingWeights(28, 1);
  for (const [i, weight] of [1, 14.5, 28].entries()) expect((weights[i] ?? 0) * 28).toBeCloseTo(weight, 12);
  expect(new Set(weights.slice(3))).toEqual(new Set([1]));
  expect(forgettingWeights(26, 1)[0]).toBeCloseTo(1 / 26, 12);
  // numpy.linspace(1 / 6, 1, 3) and three ones, as hyperopt's linear_forgetting_weights(6, 3).
  expect([...forgettingWeights(6, 1, 3)]).toEqual([1 / 6, expect.closeTo(7 / 12, 12), 1, 1, 1, 1, 1]);
});

it('groups settings that were always active together', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const space = {
    dimensions: names.map((name): Dimension => ({ name, type: 'float', low: 0, high: 1, scale: 'linear' })),
    constraints: [],
    fixed: {},
  };
  const list: Params[] = [
    { a: 0, b: 0, c: 0, d: 0 },
    { a: 1, b: 1 },
    { a: 0, b: 0, c: 1, d: 1 },
  ];
  const groups = (given: readonly Params[]) => {
    const table = tabulate(axesOf(space, 'widened'), trialsOf(given));
    return presenceGroups(
      table,
      given.map((_, i) => i),
    );
  };
  expect(groups(list)).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(groups([...list, { b: 0, c: 0, d: 0 }])).toEqual([[0], [1], [2, 3]]);
  expect(groups([])).toEqual([]);
});
