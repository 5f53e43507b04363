import { expect, test } from 'vitest';
import { csvText, tabText } from '#shared/csv.ts';

test('cells with commas, quotes and line ends are quoted, what is not there is empty', () => {
  expect(
    csvText([
      ['a,b', 'say "x"', 'two\nlines'],
      [null, undefined, 0],
    ]),
  ).toBe('"a,b","say ""x""","two\nlines"\r\n,,0\r\n');
});

test('on the clipboard a cell begins no other cell and no other row', () => {
  expect(
    tabText([
      ['a\tb', 'c\r\nd'],
      [null, 1.5],
    ]),
  ).toBe('a b\tc d\n\t1.5\n');
});
