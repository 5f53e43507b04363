import { expect, test } from 'vitest';
import { csvText } from '#shared/csv.ts';

test('cells with commas, quotes and line ends are quoted, what is not there is empty', () => {
  expect(
    csvText([
      ['a,b', 'say "x"', 'two\nlines'],
      [null, undefined, 0],
    ]),
  ).toBe('"a,b","say ""x""","two\nlines"\r\n,,0\r\n');
});
