import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitValues } from '../../../../src/renderer/charts/fit.ts';
import { scaleKinds, valueScale } from '../../../../src/renderer/charts/scale.ts';
import {
  clockTicks,
  epochTicks,
  errorTicks,
  linearTicks,
  logTicks,
  valueTicks,
} from '../../../../src/renderer/charts/ticks.ts';

const labels = (ticks: readonly { label?: string; level: number }[]) =>
  ticks.filter(({ level }) => level === 0).map(({ label }) => label);

test('on log error, .90 to .96 gets as much room as .50 to .80', () => {
  const { forward } = valueScale('error');
  expect(forward(0.96) - forward(0.9)).toBeCloseTo(forward(0.8) - forward(0.5), 10);
  expect(forward(1)).toBe(6);
});

test('scales say what they cannot show', () => {
  expect(valueScale('log').shows(0)).toBe(false);
  expect(valueScale('log').shows(-1)).toBe(false);
  expect(valueScale('error').shows(1.2)).toBe(false);
  for (const kind of scaleKinds) {
    expect(valueScale(kind).shows(Number.NaN)).toBe(false);
    expect(valueScale(kind).shows(Number.POSITIVE_INFINITY)).toBe(false);
  }
});

test('law: backward undoes forward', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-4, max: 0.9999, noNaN: true }), fc.constantFrom(...scaleKinds), (value, kind) => {
      const scale = valueScale(kind);
      expect(scale.backward(scale.forward(value))).toBeCloseTo(value, 9);
    }),
  );
});

test('log-error ticks are labelled as accuracies, round ones first', () => {
  expect(labels(errorTicks(0.5, 0.966, 14))).toEqual(['.50', '.60', '.70', '.80', '.85', '.90', '.92', '.95', '.96']);
  expect(labels(errorTicks(0.5, 0.966, 4))).toEqual(['.50', '.80', '.90', '.95']);
  expect(labels(errorTicks(0.89, 0.9995, 6))).toContain('.99');
  expect(labels(errorTicks(0.89, 0.9995, 6))).toContain('.999');
});

test('a range that holds no round error still has labels', () => {
  expect(labels(errorTicks(0.861, 0.899, 3)).length).toBeGreaterThan(1);
  expect(labels(errorTicks(0.9312, 0.9344, 4)).length).toBeGreaterThan(1);
});

test('every axis is engraved in three lengths', () => {
  for (const ticks of [errorTicks(0.5, 0.966, 10), linearTicks(0, 1, 5), logTicks(1e-6, 1, 4), epochTicks(0, 100, 8)]) {
    expect(new Set(ticks.map(({ level }) => level))).toEqual(new Set([0, 1, 2]));
  }
});

test('labels are written as people read them', () => {
  expect(labels(linearTicks(0, 1, 5))).toEqual(['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']);
  expect(labels(linearTicks(-0.2, 0.2, 2))).toEqual(['−0.2', '0.0', '0.2']);
  expect(labels(logTicks(1e-6, 1, 4))).toEqual(['1e−6', '1e−4', '0.01', '1']);
});

test('shares alone are written without the leading zero, on every scale', () => {
  expect(labels(valueTicks('linear', 0, 1, 5, true))).toEqual(['.0', '.2', '.4', '.6', '.8', '1.0']);
  expect(labels(valueTicks('log', 1e-6, 1, 4, true))).toEqual(['1e−6', '1e−4', '.01', '1']);
  expect(labels(valueTicks('linear', 0.02, 0.08, 3))).toEqual(['0.02', '0.04', '0.06', '0.08']);
  expect(labels(errorTicks(0.9312, 0.9344, 4)).every((label) => label?.startsWith('.'))).toBe(true);
});

test('epochs are whole numbers, however narrow the zoom', () => {
  for (const [low, high] of [
    [0, 20],
    [3.2, 5.9],
    [1, 2],
    [0, 10_000],
  ] as const) {
    const ticks = epochTicks(low, high, 8);
    expect(ticks.every(({ value }) => Number.isInteger(value))).toBe(true);
    expect(labels(ticks).length).toBeGreaterThan(0);
    expect(labels(ticks).length).toBeLessThanOrEqual(10);
  }
});

test('clock ticks stand on full minutes of the local time', () => {
  const start = Date.UTC(2026, 0, 1, 13, 17, 23);
  const long = clockTicks(start, start + 76 * 60_000, 8, 0).filter(({ level }) => level === 0);
  expect(long.map(({ value }) => new Date(value).toISOString().slice(11, 16))).toEqual([
    '13:20',
    '13:30',
    '13:40',
    '13:50',
    '14:00',
    '14:10',
    '14:20',
    '14:30',
  ]);
});

test('a train accuracy of 1 does not stretch the axis', () => {
  const validation = [0.5, 0.8, 0.9, 0.97];
  const range = fitValues({ values: [...validation, 1, 1, 1], validation, kind: 'error', better: 'high' });
  expect(range?.[1]).toBeLessThan(0.992);
  expect(range?.[1]).toBeGreaterThan(0.97);
});

test('one run that explodes does not squash the others: 2 % of the bad end may lie outside', () => {
  const values = [...Array.from({ length: 99 }, (_, i) => 0.2 + i / 200), 1e9];
  const range = fitValues({ values, validation: values, kind: 'linear', better: 'low' });
  expect(range?.[1]).toBeLessThan(1);
  expect(range?.[0]).toBeLessThanOrEqual(0.2);
});

test('nothing finite gives no range; one value gives one around it', () => {
  expect(fitValues({ values: [Number.NaN], validation: [], kind: 'linear', better: 'low' })).toBeNull();
  const range = fitValues({ values: [0.5], validation: [0.5], kind: 'linear', better: 'low' });
  expect(range?.[0]).toBeLessThan(0.5);
  expect(range?.[1]).toBeGreaterThan(0.5);
});
