import { expect, test } from 'vitest';
import { decodeText, detectDelimiter } from '#main/data/readers/csv-text.ts';

const bytes = (text: string) => Buffer.from(text);

test.each([
  [',', 'a,b,c\n1,2,3\n'],
  [';', 'a;b;c\n1,5;2,5;3\n4,5;5;6\n'],
  ['\t', 'a\tb, with comma\n1\t2\n'],
  ['|', 'a|b|c\r\n1|2|3\r\n'],
  [',', '"a;b","c;d"\n"1;2","3;4"\n'],
  [';', '"name, first";"x"\n"Doe, J";1\n"Roe, A, B";2\n'],
  [',', 'single\n1\n2\n'],
])('finds the delimiter %j', (delimiter, text) => {
  expect(detectDelimiter(bytes(text))).toBe(delimiter);
});

test('a sample that ends inside a line does not mislead', () => {
  const line = '1.25;2.5;3.75\n';
  expect(detectDelimiter(bytes(`x;y;z\n${line.repeat(20_000)}`))).toBe(';');
});

test('reads UTF-8 with mark, UTF-16 and Windows-1252', () => {
  expect(decodeText(Buffer.from('\ufeffa,é\n'), 'f').bytes.toString()).toBe('a,é\n');
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a,é\n', 'utf16le')]);
  expect(decodeText(wide, 'f').bytes.toString()).toBe('a,é\n');
  const western = decodeText(Buffer.from('a,é\n', 'latin1'), 'f');
  expect(western.bytes.toString()).toBe('a,é\n');
  expect(western.notes[0]).toMatch(/Windows-1252/);
});

test('a binary file is called by its name', () => {
  expect(() => decodeText(Buffer.from([80, 75, 3, 4, 0, 0, 1]), 'table.xlsx')).toThrow(
    'table.xlsx is not a text file (byte 5 is NUL); give a CSV file, or the source that fits its format.',
  );
});
