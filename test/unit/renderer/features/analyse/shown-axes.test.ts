import { expect, test } from 'vitest';
import { axisOf, resultAxis, resultKey, ticksOf } from '../../../../../src/renderer/features/analyse/model/axes.ts';
import { areMany, shownAxes, topCount } from '../../../../../src/renderer/features/analyse/model/shown-axes.ts';

const settings = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    axisOf({ name: `s${i + 1}`, type: 'float', low: 0, high: 1, scale: 'linear' }, []),
  );
const result = resultAxis('linear', [0, 1], true);
const usual = { all: false, brushes: {}, order: [], related: [] };
const keys = (count: number, given: Partial<Parameters<typeof shownAxes>[2]> = {}) =>
  shownAxes(settings(count), result, { ...usual, ...given }).map(({ key }) => key);

test('of forty settings the ten most important have an axis, and the result; all when they are asked for', () => {
  expect(areMany(settings(40))).toBe(true);
  expect(keys(40)).toEqual([...Array.from({ length: topCount }, (_, i) => `s${i + 1}`), resultKey]);
  expect(keys(40, { all: true })).toHaveLength(41);
});

test('a brushed setting keeps its axis, whatever its importance: nobody brushes what cannot be seen', () => {
  expect(keys(40, { brushes: { s33: [[0, 0.5]] } })).toEqual([...keys(40).slice(0, -1), 's33', resultKey]);
});

test('a few settings all stand there, and there is nothing to choose', () => {
  expect(areMany(settings(12))).toBe(false);
  expect(keys(12)).toHaveLength(13);
});

test('by relation the same axes in another order; what a hand has put goes before both', () => {
  const related = ['s3', 's1', 's2'];
  expect(keys(3, { related })).toEqual(['s3', 's1', 's2', resultKey]);
  expect(keys(3, { related, order: [resultKey, 's2'] })).toEqual([resultKey, 's2', 's3', 's1']);
  // The most relevant ones stay chosen by importance.
  expect(keys(40, { related: ['s40', 's2', 's1'] }).slice(0, 2)).toEqual(['s2', 's1']);
});

test('without any result its axis has no scale, where ticks once were made up', () => {
  expect(ticksOf(resultAxis('error', null, true), 10)).toEqual([]);
  expect(ticksOf(result, 10).length).toBeGreaterThan(0);
});
