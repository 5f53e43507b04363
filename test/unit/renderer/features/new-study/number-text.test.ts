import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberText, parseNumberText } from '../../../../../src/renderer/features/new-study/model/number-text.ts';

test.each([
  ['1e-3', 0.001],
  [' 12 000 ', 12000],
  ['−0.5', -0.5],
  ['.5', 0.5],
  ['5.', 5],
  ['1E4', 10000],
])('%j is the number %d', (text, value) => {
  expect(parseNumberText(text)).toBe(value);
});

test.each(['', 'abc', '0,5', '1e', '--1', '0x10', 'Infinity', '1e999'])('%j stays as typed', (text) => {
  expect(parseNumberText(text)).toBe(text);
});

test('every finite number survives the way into a field and back', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parseNumberText(numberText(value))).toBe(Object.is(value, -0) ? 0 : value);
    }),
  );
});

test('small numbers are short, what is not a number is shown as it was typed', () => {
  expect(numberText(0.00001)).toBe('1e-5');
  expect(numberText(0.001)).toBe('0.001');
  expect(numberText('abc')).toBe('abc');
  expect(numberText(undefined)).toBe('');
});
