// The fast way through plain CSV texts gives what the parser of all texts gives.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPlainRecords } from '#main/data/readers/csv-plain.ts';
import { parseRecords, readRecords } from '#main/data/readers/csv-records.ts';

const noPause = async () => undefined;
const plainOf = async (text: string, delimiter = ',') => {
  const records: string[][] = [];
  const isPlain = await readPlainRecords(
    Buffer.from(text),
    delimiter,
    (record) => {
      records.push([...record]);
      return true;
    },
    noPause,
  );
  return isPlain ? records : null;
};

test('plain texts are read without the parser of all texts', async () => {
  expect(await plainOf('a,b\n 1 ,"x, ""y""\n z"\n\n,"\n"')).toEqual([
    ['a', 'b'],
    ['1', 'x, "y"\n z'],
    ['', '\n'],
  ]);
  expect(await plainOf('é\t学\r\n1\t"2"\r\n', '\t')).toEqual([
    ['é', '学'],
    ['1', '2'],
  ]);
});

test.each([
  ['a quote inside a field', 'a,b\n1,5"\n'],
  ['a space before a quote', 'a,b\n1, "5"\n'],
  ['text after a quote', 'a,b\n1,"5"x\n'],
  ['an open quote', 'a,b\n1,"5\n'],
  ['mixed line ends', 'a,b\r\n1,2\n'],
  ['a lone carriage return', 'a,b\r1,2'],
  ['a line of spaces', 'a\n  \n1\n'],
  ['a row too short', 'a,b\n1\n'],
])('%s is left to the parser of all texts', async (_, text) => {
  expect(await plainOf(text)).toBeNull();
});

/** What comes out: the records, or the sentence of the error. */
const outcome = (records: Promise<unknown>) => records.catch((error: Error) => error.message);

const pieces = [
  'a',
  'bc',
  'é',
  '学',
  '1.5',
  ' ',
  '  ',
  ',',
  ';',
  '"',
  '""',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '\f',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '\v',
  '\u0085',
  '\u3000',
];
const anything = fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((parts) => parts.join(''));
const field = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('', 'a', ' bc ', '1.5', 'é 学', '\u00a0x') },
  { weight: 4, arbitrary: fc.constantFrom('""', '"a"', '" a,b "', '"x""y"', '"two\nlines"', '"two\r\nlines"', '"é"') },
  { weight: 1, arbitrary: fc.constantFrom(' "a"', '"a" ', 'a"', '\ta', '"a') },
);
const nearlyPlain = fc
  .tuple(
    fc.array(fc.array(field, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
    fc.constantFrom('\n', '\n', '\r\n', '\r\n', '\r'),
    fc.constantFrom(',', ',', ';', '\t', '|'),
    fc.constantFrom('', 'end'),
    fc.boolean(),
  )
  .map(([rows, lineEnd, delimiter, end, isRegular]) => {
    const width = rows[0]?.length ?? 1;
    const all = isRegular ? rows.map((row) => Array.from({ length: width }, (_, i) => row[i] ?? 'z')) : rows;
    return { text: all.map((row) => row.join(delimiter)).join(lineEnd) + (end === '' ? lineEnd : ''), delimiter };
  });

test('any text gives the same records or the same sentence either way', async () => {
  const same = async (text: string, delimiter: string, hasHeader: boolean) => {
    const bytes = Buffer.from(text);
    const options = { delimiter, hasHeader };
    const general = await outcome(parseRecords('f.csv', bytes, options, noPause));
    expect(await outcome(readRecords('f.csv', bytes, options, noPause))).toEqual(general);
  };
  await fc.assert(fc.asyncProperty(anything, fc.constantFrom(',', ';', '\t'), fc.boolean(), same), { numRuns: 2000 });
  await fc.assert(
    fc.asyncProperty(nearlyPlain, fc.boolean(), ({ text, delimiter }, hasHeader) => same(text, delimiter, hasHeader)),
    { numRuns: 2000 },
  );
});
