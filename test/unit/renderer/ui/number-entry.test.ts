import { expect, test } from 'vitest';
import { nudge, parseNumber } from '../../../../src/renderer/ui/number-entry.ts';

test('numbers are read as people write them, and not guessed', () => {
  expect(parseNumber('1e-3', {})).toEqual({ ok: true, value: 0.001 });
  expect(parseNumber(' −0.5 ', {})).toEqual({ ok: true, value: -0.5 });
  expect(parseNumber('', {})).toMatchObject({ ok: false, problem: 'notANumber' });
  expect(parseNumber('10,5', {})).toMatchObject({ ok: false, problem: 'notANumber' });
  expect(parseNumber('Infinity', {})).toMatchObject({ ok: false, problem: 'notANumber' });
});

test('what breaks the rule says which', () => {
  expect(parseNumber('0', { min: 1 })).toMatchObject({ problem: 'atLeast' });
  expect(parseNumber('9', { max: 8 })).toMatchObject({ problem: 'atMost' });
  expect(parseNumber('1.5', { integer: true })).toMatchObject({ problem: 'wholeNumber' });
});

test('arrows step by the second digit, by tenths of a decade on log fields, and stop at the bounds', () => {
  expect(nudge(0.5, 1, false, {})).toBeCloseTo(0.51);
  expect(nudge(64, 1, true, { integer: true, step: 1 })).toBe(74);
  expect(nudge(0.001, 1, true, { log: true })).toBeCloseTo(0.01);
  expect(nudge(1, -1, false, { integer: true, log: true, min: 1 })).toBe(1);
  expect(nudge(1, 1, false, { integer: true, log: true })).toBe(2);
});
