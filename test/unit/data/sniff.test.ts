import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sniffFile } from '#main/data/sniff.ts';
import { folder, idxFile } from './folder.ts';

test('a CSV file: separator, columns, and the likeliest label', async () => {
  const { path, write } = folder({ 'f.csv': 'a;Species;b\n1,5;x;2\n', 'g.csv': 'a,b,c\n1,2,3\n' });
  expect(await sniffFile(join(path, 'f.csv'))).toEqual({
    source: 'csv',
    delimiter: ';',
    columns: ['a', 'Species', 'b'],
    labelGuess: 'Species',
    message: null,
  });
  expect(await sniffFile(join(path, 'g.csv'))).toMatchObject({ delimiter: ',', labelGuess: 'c' });
  expect(await sniffFile(write('f.csv.gz', gzipSync('a\tb\n1\t2\n')))).toMatchObject({ delimiter: '\t' });
});

test('a long file is judged by its beginning, and a character cut in two does not matter', async () => {
  const { write } = folder();
  const path = write('long.csv', `naïve,label\n${'é,1\n'.repeat(100_000)}`);
  expect(await sniffFile(path)).toMatchObject({ source: 'csv', columns: ['naïve', 'label'], message: null });
});

test('IDX files and folders', async () => {
  const { path } = folder({
    'd/train-images-idx3-ubyte': idxFile([1, 1, 1], [0]),
    'd/train-labels-idx1-ubyte': idxFile([1], [0]),
    'one.idx': gzipSync(idxFile([1, 1, 1], [0])),
    'other/readme': 'x',
  });
  expect(await sniffFile(join(path, 'd'))).toMatchObject({ source: 'idx', message: null });
  expect(await sniffFile(join(path, 'one.idx'))).toMatchObject({ source: 'idx', message: null });
  expect(await sniffFile(join(path, 'other'))).toMatchObject({ source: 'unknown', message: /without the usual IDX/ });
});

test.each([
  ['binary', Buffer.from([1, 0, 2]), 'is not a text file'],
  ['empty', '', 'is empty'],
  ['a header alone', 'a,b\n', 'zero rows'],
  ['duplicates', 'a,a\n1,2\n', 'two columns named "a"'],
])('%s comes back as a message', async (_, content, message) => {
  const { write } = folder();
  expect((await sniffFile(write('f', content))).message).toContain(message);
});

test('random bytes never throw', async () => {
  const { write } = folder();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
      expect(['csv', 'idx', 'unknown']).toContain((await sniffFile(write('f', bytes))).source);
    }),
    { numRuns: 60 },
  );
});
