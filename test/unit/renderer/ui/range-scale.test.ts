import { describe, expect, test } from 'vitest';
import {
  apart,
  fineViewOf,
  isOutside,
  jawPlace,
  placeOf,
  problemOf,
  type RangeAxis,
  stepped,
  ticksOf,
  valueAt,
  valueOfJaw,
  viewOf,
} from '../../../../src/renderer/ui/range-scale/geometry.ts';

const linear: RangeAxis = { kind: 'number', low: 0, high: 0.6, log: false, integer: false };
const log: RangeAxis = { kind: 'number', low: 1e-5, high: 0.1, log: true, integer: false };
const whole: RangeAxis = { kind: 'number', low: 1, high: 4, log: false, integer: true };
const batch: RangeAxis = { kind: 'number', low: 32, high: 512, log: true, integer: true };
const list: RangeAxis = { kind: 'list', labels: ['16', '64', '256', '1024'] };

describe('places', () => {
  test('a linear and a log scale put their middle half way, and take a place back to its value', () => {
    expect(placeOf(viewOf(linear, null), 0.3)).toBeCloseTo(0.5);
    expect(placeOf(viewOf(log, null), 1e-3)).toBeCloseTo(0.5);
    for (const axis of [linear, log, batch]) {
      const view = viewOf(axis, null);
      for (const place of [0, 0.25, 1]) expect(placeOf(view, valueAt(view, place))).toBeCloseTo(place);
    }
  });

  test('whole numbers and lists have cells: jaws stand at the edges of the first and the last one', () => {
    const view = viewOf(whole, null);
    expect(placeOf(view, 1)).toBeCloseTo(0.125);
    expect(jawPlace(whole, view, 1, 'low')).toBeCloseTo(0);
    expect(jawPlace(whole, view, 4, 'high')).toBeCloseTo(1);
    expect(jawPlace(list, viewOf(list, null), 1, 'low')).toBeCloseTo(0.25);
    const fine = fineViewOf(whole, { low: 2, high: 3 });
    expect([placeOf(fine, 2), placeOf(fine, 3)]).toEqual([0.25, 0.75]);
  });

  test('the coarse scale reaches out as far as the new range does', () => {
    expect(viewOf(linear, { low: 0.2, high: 0.9 })).toMatchObject({ low: 0, high: 0.9 });
    expect(isOutside(linear, { low: 0.2, high: 0.9 })).toBe(true);
    expect(isOutside(linear, { low: 0, high: 0.6 })).toBe(false);
  });
});

describe('jaws', () => {
  test('a dragged jaw takes a value with as many digits as a pixel tells apart', () => {
    const value = valueOfJaw(log, viewOf(log, null), 0.5003, 'low', 1 / 400);
    expect(value).toBe(0.001);
    expect(valueOfJaw(linear, viewOf(linear, null), 0.3333, 'low', 1 / 400)).toBe(0.2);
    expect(valueOfJaw(whole, viewOf(whole, null), 0.27, 'low', 1 / 400)).toBe(2);
    expect(valueOfJaw(list, viewOf(list, null), 0.7, 'high', 1 / 400)).toBe(2);
  });

  test('arrows step by a hundredth of the scale, with Shift by a tenth; whole numbers and lists by one', () => {
    expect(stepped(linear, 0.2, 1, false)).toBeCloseTo(0.206);
    expect(stepped(linear, 0.2, 1, true)).toBeCloseTo(0.26);
    expect(stepped(log, 1e-3, 1, false)).toBeCloseTo(0.0011, 6);
    expect(stepped(log, 1e-3, 1, true)).toBeCloseTo(0.0025, 4);
    expect([stepped(whole, 2, 1, false), stepped(list, 2, -1, false)]).toEqual([3, 1]);
    expect([stepped(batch, 32, 1, false), stepped(batch, 32, -1, false)]).toEqual([33, 31]);
    expect(stepped({ ...linear, step: 0.05 }, 0.2, 1, false)).toBe(0.25);
  });

  test('a step always moves, as narrow as the scale may be, and ends at what is legal', () => {
    const narrow: RangeAxis = { ...log, low: 1e-3, high: 1.01e-3 };
    expect(stepped(narrow, 1e-3, 1, false)).toBeGreaterThan(1e-3);
    const dropout: RangeAxis = { ...linear, limits: { low: 0, high: 0.62 } };
    expect(stepped(dropout, 0.6, 1, true)).toBe(0.62);
    expect(stepped(dropout, 0, -1, false)).toBe(0);
  });

  test('a jaw never passes the other one', () => {
    expect(apart(whole, { low: 2, high: 3 }, 'low', 9)).toEqual({ low: 2, high: 3 });
    const pushed = apart(linear, { low: 0.1, high: 0.3 }, 'high', 0.05);
    expect(pushed.low).toBe(0.1);
    expect(pushed.high).toBeGreaterThan(0.1);
    expect(apart(list, { low: 1, high: 2 }, 'low', 3)).toEqual({ low: 2, high: 2 });
  });
});

test('a range that is crossed, not positive on a log scale, or illegal is told apart', () => {
  expect(problemOf(linear, { low: 0.3, high: 0.3 })).toBe('crossed');
  expect(problemOf(log, { low: -1, high: 0.1 })).toBe('not-positive');
  expect(problemOf({ ...linear, limits: { low: 0, high: 1 } }, { low: 0.1, high: 1.5 })).toBe('illegal');
  expect(problemOf(log, { low: 1e-4, high: 1 })).toBeNull();
  expect(problemOf(list, { low: 1, high: 1 })).toBeNull();
});

describe('ticks', () => {
  test('decades are long on a log scale, whole numbers have no ticks between them, lists one per value', () => {
    const long = ticksOf(log, viewOf(log, null), 5).filter(({ level }) => level === 0);
    expect(long.map(({ value }) => value)).toEqual([1e-5, 1e-4, 1e-3, 0.01, 0.1]);
    expect(ticksOf(whole, viewOf(whole, null), 8).map(({ value }) => value)).toEqual([1, 2, 3, 4]);
    expect(ticksOf(list, fineViewOf(list, { low: 1, high: 2 }), 8).map(({ value }) => value)).toEqual([1, 2]);
  });
});
