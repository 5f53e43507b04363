import { describe, expect, test } from 'vitest';
import type { Dimension } from '#shared/study/space.ts';
import {
  axisOf,
  coordinateAt,
  coordinateOf,
  positionOf,
  resultAxis,
  ticksOf,
} from '../../../../../src/renderer/features/analyse/model/axes.ts';

const rate: Dimension = { name: 'lr', type: 'float', low: 1e-4, high: 1e-1, scale: 'log' };
const optimiser: Dimension = { name: 'opt', type: 'categorical', choices: ['adam', 'sgd', null] };

test('an axis has the scale of the space, there and back', () => {
  const axis = axisOf(rate, []);
  expect(positionOf(axis, 1e-4)).toBe(0);
  expect(positionOf(axis, 1e-3)).toBeCloseTo(1 / 3);
  expect(coordinateAt(axis, 2 / 3)).toBeCloseTo(1e-2);
  expect(ticksOf(axis, 4).filter(({ level }) => level === 0)).toHaveLength(4);
});

test('a configuration by hand outside of the range widens its axis', () => {
  expect(axisOf(rate, [0.5])).toMatchObject({ low: 1e-4, high: 0.5 });
  expect(axisOf(optimiser, ['rmsprop']).choices).toEqual(['adam', 'sgd', null, 'rmsprop']);
});

describe('choices', () => {
  const axis = axisOf(optimiser, []);

  test('are spread evenly, each in the middle of its cell', () => {
    expect(['adam', 'sgd', null].map((value) => positionOf(axis, coordinateOf(axis, value) ?? -9))).toEqual([
      expect.closeTo(1 / 6),
      expect.closeTo(1 / 2),
      expect.closeTo(5 / 6),
    ]);
  });

  test('"none" has a place, a setting that is not used has none', () => {
    expect(coordinateOf(axis, null)).toBe(2);
    expect(coordinateOf(axis, undefined)).toBeNull();
  });
});

test('whole numbers that double are labelled so, others at whole numbers alone', () => {
  const labels = (dimension: Dimension) => ticksOf(axisOf(dimension, []), 8).flatMap(({ label }) => label ?? []);
  expect(labels({ name: 'w', type: 'int', low: 16, high: 128, scale: 'log' })).toEqual(['16', '32', '64', '128']);
  expect(labels({ name: 'n', type: 'int', low: 1, high: 4, scale: 'linear' })).toEqual(['1', '2', '3', '4']);
});

test('values of settings are written with their zero, shares without', () => {
  const labels = (ticks: ReturnType<typeof ticksOf>) => ticks.flatMap(({ label }) => label ?? []);
  expect(labels(ticksOf(axisOf(rate, []), 4))).toEqual(['1e−4', '0.001', '0.01', '0.1']);
  expect(labels(ticksOf(axisOf({ name: 'd', type: 'float', low: -0.5, high: 0.5, scale: 'linear' }, []), 3))).toEqual([
    '−0.5',
    '0.0',
    '0.5',
  ]);
  expect(labels(ticksOf(resultAxis('linear', [0.5, 0.9], false), 4))).toContain('0.6');
  expect(labels(ticksOf(resultAxis('linear', [0.5, 0.9], true), 4))).toContain('.6');
});

test('a prior reaches three standard deviations; a setting of one value is no axis of length 0', () => {
  expect(axisOf({ name: 'p', type: 'normal', mean: 1, sd: 2 }, [])).toMatchObject({ low: -5, high: 7 });
  const one = resultAxis('linear', null, true);
  expect(positionOf(one, 0.5)).toBe(0.5);
  expect(positionOf(one, Number.POSITIVE_INFINITY)).toBe(1);
});
