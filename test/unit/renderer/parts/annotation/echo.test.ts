import { expect, test } from 'vitest';
import { hear, sending } from '../../../../../src/renderer/parts/annotation/echo.ts';

const sent = [
  { value: 'a', at: 0 },
  { value: 'ab', at: 100 },
];

test('what was sent and comes back late is one own edit, whatever was sent since', () => {
  expect(hear(sent, 'a', 200)).toEqual({ own: true, left: [sent[1]] });
  expect(hear(sent, 'ab', 200)).toEqual({ own: true, left: [] });
});

test('what others wrote is none, and ends the waiting', () => {
  expect(hear(sent, 'c', 200)).toEqual({ own: false, left: [] });
});

test('what the host has not answered yet is waited for', () => {
  const mark = sending('a');
  expect(hear([mark], 'a', 60_000).own).toBe(true);
  mark.at = 60_000;
  expect(hear([mark], 'a', 70_000).own).toBe(false);
});

test('a text that was sent long ago is news when it comes again', () => {
  expect(hear(sent, 'ab', 60_000)).toEqual({ own: false, left: [] });
});
