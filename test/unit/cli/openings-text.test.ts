import { expect, test } from 'vitest';
import { openingsText } from '#main/cli/openings-text.ts';

test('warns once another configuration was looked at', () => {
  const text = (openings: number, configurations: number) => openingsText({ openings, configurations });
  expect(text(1, 1)).toBe('The test part was opened once.');
  expect(text(2, 1)).toBe('Opened 2 times for 1 configuration.');
  expect(text(3, 2)).toBe('Opened 3 times for 2 configurations; a choice among them makes its figure optimistic.');
});
