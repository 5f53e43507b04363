import { expect, test } from 'vitest';
import type { Trial } from '#shared/contract/trials.ts';
import { axisOf } from '../../../../../src/renderer/features/analyse/model/axes.ts';
import { curveNames, distributionOf, historyOf } from '../../../../../src/renderer/features/analyse/model/history.ts';
import { areKnown, byShare, scaleEnd } from '../../../../../src/renderer/features/analyse/model/importance.ts';
import { rankPairs } from '../../../../../src/renderer/features/analyse/model/ranks.ts';
import { rowsOf } from '../../../../../src/renderer/features/analyse/model/rows.ts';
import { cellsOf, certainty, rangeOf } from '../../../../../src/renderer/features/analyse/model/surface.ts';
import { trial } from '../../trials.ts';

const ended = (number: number, endedAt: number | null, value: number | null, more: Partial<Trial> = {}) =>
  trial(number, { endedAt, value, ...more });

test('the best so far follows the order of the ends, and a diverged run never leads', () => {
  const rows = rowsOf(
    [
      ended(1, 30, 0.5),
      ended(2, 10, 0.4),
      ended(3, 20, 0.9, { state: 'diverged' }),
      ended(4, null, 0.6, { state: 'running' }),
    ],
    [],
    {},
  );
  const { rows: order, steps } = historyOf(rows, 'maximize', () => true);
  expect(order.map((row) => row.trial.number)).toEqual([2, 3, 1, 4]);
  expect(steps).toEqual([
    { at: 0, value: 0.4 },
    { at: 2, value: 0.5 },
    { at: 3, value: 0.6 },
  ]);
  expect(historyOf(rows, 'minimize', (row) => row.trial.number !== 2).steps).toEqual([{ at: 2, value: 0.5 }]);
});

test('the distribution counts every result, the last share is 1, and none has no share', () => {
  const rows = rowsOf([ended(1, 1, 3), ended(2, 2, 1), ended(3, 3, null), ended(4, 4, 3), ended(5, 5, 2)], [], {});
  expect(distributionOf(rows)).toEqual({ results: [1, 2, 3, 3], shares: [0.25, 0.5, 0.75, 1] });
  expect(distributionOf([])).toEqual({ results: [], shares: [] });
});

test('cells of a surface meet half way and fill the axis; those of choices are the axis’ own', () => {
  const linear = axisOf({ name: 'a', type: 'float', low: 0, high: 10, scale: 'linear' }, []);
  expect(cellsOf(linear, [0, 4, 10])).toEqual([
    { from: 0, to: 0.2 },
    { from: 0.2, to: 0.7 },
    { from: 0.7, to: 1 },
  ]);
  const choice = axisOf({ name: 'c', type: 'categorical', choices: ['x', 'y'] }, []);
  expect(cellsOf(choice, ['y', 'gone'])).toEqual([{ from: 0.5, to: 1 }, null]);
});

test('a cell fades as the doubt about it nears half of the surface’s range', () => {
  const range = rangeOf(Float64Array.from([0.2, 0.6, 1.2]));
  expect(range).toEqual([0.2, 1.2]);
  expect([0, 0.25, 0.5, 3].map((sd) => certainty(sd, range))).toEqual([
    1,
    0.6,
    expect.closeTo(0.2),
    expect.closeTo(0.2),
  ]);
  expect(certainty(0, [1, 1])).toBe(1);
});

test('ranks: the best is 1, equals share, a pair without a result on one side is left out', () => {
  const values = new Map([
    [1, 0.9],
    [2, 0.5],
    [3, 0.5],
    [11, 0.7],
    [12, 0.8],
    [13, 0.6],
  ]);
  const pairs = [1, 2, 3, 4].map((subset) => ({ subset, full: subset + 10 }));
  const ranks = (direction: 'maximize' | 'minimize') =>
    rankPairs(pairs, (one) => values.get(one) ?? null, direction).map(({ subsetRank, fullRank }) => [
      subsetRank,
      fullRank,
    ]);
  expect(ranks('maximize')).toEqual([
    [1, 2],
    [2.5, 1],
    [2.5, 3],
  ]);
  expect(ranks('minimize')[0]).toEqual([3, 2]);
});

test('settings stand by their share', () => {
  const settings = [
    { name: 'a', share: 0.2, sd: 0 },
    { name: 'b', share: 0.6, sd: 0 },
    { name: 'c', share: 0.2, sd: 0 },
  ];
  const answer = { method: 'ped-anova' as const, used: 9, settings, pairs: [], rest: null, explained: null, notes: [] };
  expect(byShare(answer).map(({ name }) => name)).toEqual(['b', 'a', 'c']);
  expect(byShare(undefined)).toEqual([]);
  expect(areKnown(answer)).toBe(true);
  expect(areKnown({ notes: [{ id: 'note.equal-shares', values: {} }] })).toBe(false);
});

test('names of the two distributions stand where no curve is', () => {
  const of = (...results: number[]) => ({ results, shares: results.map((_, i) => (i + 1) / results.length) });
  const place = (result: number) => result;
  // The brushed trials are better: their curve rises later.
  expect(curveNames({ all: of(0.1, 0.4, 0.6, 0.9), brushed: of(0.8, 0.9) }, place)).toEqual([
    { of: 'all', x: 0.6, y: 0.62, align: 'right' },
    { of: 'brushed', x: 1, y: 0.1, align: 'right' },
  ]);
  // They are worse, and there is no room at their left.
  expect(curveNames({ all: of(0.3, 0.4, 0.6, 0.9), brushed: of(0.1, 0.2) }, place)).toEqual([
    { of: 'brushed', x: 0, y: 0.93, align: 'left' },
    { of: 'all', x: 0.3, y: 0.1, align: 'left' },
  ]);
});

test('the scale below the bars ends at a round number above all of them and their marks, never beyond the whole', () => {
  expect(scaleEnd([{ share: 0.52, sd: 0.06 }])).toBe(0.6);
  expect(scaleEnd([{ share: 0.9, sd: 0.3 }])).toBe(1);
  expect(scaleEnd([])).toBeGreaterThan(0);
});
