import { describe, expect, test } from 'vitest';
import type { Dimension } from '#shared/study/space.ts';
import { axisOf } from '../../../../../src/renderer/features/analyse/model/axes.ts';
import {
  freshSpan,
  isIn,
  moveEnd,
  nextEnd,
  readBrushes,
  snapped,
  withSpans,
  writeBrushes,
} from '../../../../../src/renderer/features/analyse/model/brushes.ts';

const rate = axisOf({ name: 'lr', type: 'float', low: 1e-4, high: 1e-1, scale: 'log' }, []);
const units = axisOf({ name: 'units', type: 'int', low: 8, high: 16, scale: 'linear' }, []);
const optimiser = axisOf({ name: 'opt', type: 'categorical', choices: ['adam', 'sgd', 'rmsprop'] } as Dimension, []);

describe('in the address', () => {
  test('brushes come back as they went', () => {
    const brushes = {
      lr: [[1e-3, 1e-2]],
      'a,b': [
        [0, 1],
        [2, 3],
      ],
    } as const;
    expect(readBrushes(writeBrushes(brushes) ?? '')).toEqual(brushes);
    expect(writeBrushes({})).toBeNull();
  });

  test('what somebody else wrote brushes nothing, and crossed ends are put right', () => {
    for (const text of ['', 'x', '[]', '{"lr":[]}', '{"lr":[["a",1]]}', '{"lr":[[1]]}'])
      expect(readBrushes(text)).toEqual({});
    expect(readBrushes('{"lr":[[2,1]]}')).toEqual({ lr: [[1, 2]] });
  });
});

test('a run is in one of several brushes of an axis, its ends included; without a place it is in none', () => {
  const spans = [
    [1e-4, 1e-3],
    [1e-2, 1e-1],
  ] as const;
  expect([1e-4, 1e-3, 5e-3, 0.05].map((value) => isIn(rate, spans, value))).toEqual([true, true, false, true]);
  expect(isIn(rate, spans, null)).toBe(false);
  expect(isIn(rate, [[0.05, 0.1]], 7)).toBe(true);
});

describe('choices', () => {
  test('are brushed whole, and stay so when the brush is taken hold of again', () => {
    expect(snapped(optimiser, [0.2, 0.9])).toEqual([-0.5, 1.5]);
    expect(snapped(optimiser, [-0.5, 1.5])).toEqual([-0.5, 1.5]);
    expect(snapped(optimiser, [1.5, 0.7])).toEqual([0.5, 1.5]);
  });

  test('move by one; a brush keeps at least one', () => {
    expect(moveEnd(optimiser, [-0.5, 0.5], 1, 1)).toEqual([-0.5, 1.5]);
    expect(moveEnd(optimiser, [-0.5, 0.5], 1, -10)).toEqual([-0.5, 0.5]);
    expect(moveEnd(optimiser, [1.5, 2.5], 1, 1)).toEqual([1.5, 2.5]);
  });
});

test('an end moves by a hundredth of the scale, or to the next whole number, and not past the other end', () => {
  expect(moveEnd(rate, [1e-3, 1e-2], 1, 10)[1]).toBeCloseTo(10 ** -1.7);
  expect(moveEnd(rate, [1e-3, 1e-2], 0, -1000)[0]).toBe(1e-4);
  expect(moveEnd(rate, [1e-3, 1e-2], 0, 1000)).toEqual([1e-2, 1e-2]);
  expect(moveEnd(units, [9, 12], 0, 1)).toEqual([10, 12]);
  expect(moveEnd(units, [9, 12], 1, -1)).toEqual([9, 11]);
});

test('left and right go from end to end, around', () => {
  expect(nextEnd({ brush: 0, end: 1 }, 2, 1)).toEqual({ brush: 1, end: 0 });
  expect(nextEnd({ brush: 0, end: 0 }, 2, -1)).toEqual({ brush: 1, end: 1 });
});

test('a brush by keyboard stands where there is room', () => {
  const [from, to] = freshSpan(rate, []);
  expect(from).toBeCloseTo(10 ** -2.8);
  expect(to).toBeCloseTo(10 ** -2.2);
  const second = freshSpan(rate, [[1e-4, 1e-2]]);
  expect(second[0]).toBeGreaterThan(1e-2);
  expect(freshSpan(optimiser, [])).toEqual([0.5, 1.5]);
});

test('an axis without brushes is forgotten', () => {
  expect(withSpans({ lr: [[1, 2]] }, 'lr', [])).toEqual({});
});
