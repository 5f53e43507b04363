import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRecords } from '#main/data/readers/csv-records.ts';
import { AppError } from '#shared/errors.ts';

const noPause = async () => {};
const read = (text: string, options: { hasHeader?: boolean; limit?: number; delimiter?: string } = {}) =>
  readRecords('f.csv', Buffer.from(text), { delimiter: ',', hasHeader: true, ...options }, noPause);

test('quotes, doubled quotes, line ends inside fields, CRLF and blank lines', async () => {
  const { header, cells } = await read('a,b\r\n"x ""y""","1,2"\r\n\r\n"two\r\nlines",3\r\n');
  expect(header).toEqual(['a', 'b']);
  expect(cells).toEqual([
    ['x "y"', 'two\r\nlines'],
    ['1,2', '3'],
  ]);
});

test('a file without a header numbers its columns', async () => {
  const { header, cells } = await read('1,2\n3,4', { hasHeader: false });
  expect(header).toEqual(['column1', 'column2']);
  expect(cells).toEqual([
    ['1', '3'],
    ['2', '4'],
  ]);
});

test('an unnamed column gets a name, and a note says so', async () => {
  const { header, notes } = await read(',b\n1,2\n');
  expect(header).toEqual(['unnamed1', 'b']);
  expect(notes).toEqual(['Column 1 has no name in the header and is called "unnamed1".']);
});

test('the limit stops early: what is wrong further on is not seen', async () => {
  expect((await read('a,b\n1,2\n3,4\nragged\n', { limit: 2 })).cells).toEqual([
    ['1', '3'],
    ['2', '4'],
  ]);
});

test.each([
  [
    'a ragged row',
    'a,b\n1,2\n3\n',
    'Line 3 of f.csv has 1 field where the header has 2; correct that line, or the delimiter (now ",").',
  ],
  [
    'too many fields',
    'a,b\n1,2,3\n',
    'Line 2 of f.csv has 3 fields where the header has 2; correct that line, or the delimiter (now ",").',
  ],
  ['a line count after a field of two lines', 'a,b\n"x\ny",2\n3\n', 'Line 4 of f.csv has 1 field'],
  [
    'a quote that never closes',
    'a,b\n1,2\n3,"abc\n4,5\n',
    'A quoted field in the row at line 3 of f.csv never closes; the file was cut short or lacks a quote.',
  ],
  [
    'a quote inside a field',
    'a,b\n1,5"\n',
    'A quote stands inside an unquoted field in line 2 of f.csv; put the field in quotes and double the quote.',
  ],
  [
    'text after a quote',
    'a,b\n1,"5"x\n',
    'Text follows a closing quote in line 2 of f.csv; double the quotes that belong to the field.',
  ],
  ['duplicate headers', 'a,b,a\n1,2,3\n', 'f.csv has two columns named "a" in its header; rename one of them.'],
  ['no data rows', 'a,b\n', 'f.csv has a header but zero rows of data below it.'],
  ['blank lines only', '\n\n  \n', 'f.csv holds no rows, only blank lines.'],
])('%s is one sentence', async (_, text, sentence) => {
  await expect(read(text)).rejects.toThrow(sentence);
  await expect(read(text)).rejects.toBeInstanceOf(AppError);
});

test('cells written with quotes come back as they were', async () => {
  const cell = fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\0', '').trim());
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), async (rows) => {
      const text = ['"a","b"', ...rows.map((row) => row.map(quote).join(','))].join('\n');
      const { cells } = await read(text);
      expect(cells).toEqual([rows.map(([a]) => a), rows.map(([, b]) => b)]);
    }),
  );
});
