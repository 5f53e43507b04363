import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sniffFile } from '#main/data/sniff.ts';
import { fixture, fixturePath } from './fixtures.ts';
import { folder, idxFile } from './folder.ts';

test('a CSV file: separator, columns, and the likeliest label', async () => {
  const { path, write } = folder({ 'f.csv': 'a;Species;b\n1,5;x;2\n', 'g.csv': 'a,b,c\n1,2,3\n' });
  expect(await sniffFile(join(path, 'f.csv'))).toEqual({
    source: 'csv',
    delimiter: ';',
    encoding: 'UTF-8',
    columns: ['a', 'Species', 'b'],
    labelGuess: 'Species',
    textGuess: null,
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
  expect(await sniffFile(join(path, 'other'))).toMatchObject({
    source: 'unknown',
    message: /neither the usual IDX files/,
  });
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
      expect(['csv', 'idx', 'npy', 'npz', 'parquet', 'unknown']).toContain((await sniffFile(write('f', bytes))).source);
    }),
    { numRuns: 60 },
  );
});

test('NumPy arrays, and the file of the labels beside them', async () => {
  expect(await sniffFile(fixturePath('npz/images-keras.npz'))).toMatchObject({
    source: 'npz',
    columns: ['x_train', 'y_train', 'x_test', 'y_test'],
    labelGuess: 'y_train',
  });
  const { path } = folder({
    'X_train.npy': fixture('npy/int8.npy'),
    'y_train.npy': fixture('npy/int8.npy'),
    'alone.npy': fixture('npy/int8.npy'),
  });
  expect(await sniffFile(join(path, 'X_train.npy'))).toMatchObject({
    source: 'npy',
    labelGuess: join(path, 'y_train.npy'),
  });
  expect(await sniffFile(join(path, 'alone.npy'))).toMatchObject({ source: 'npy', labelGuess: null });
});

test('Parquet, and folders of images', async () => {
  expect(await sniffFile(fixturePath('parquet/nested.parquet'))).toMatchObject({
    source: 'parquet',
    columns: ['x', 'tags', 'y'],
    labelGuess: 'y',
  });
  expect(await sniffFile(fixturePath('shapes'))).toMatchObject({ source: 'image-folder', message: null });
});

test('a column of several words per cell is likely the texts, and not the label', async () => {
  const rows = Array.from({ length: 3 }, (_, i) => `${i},"One, two, three more words ${i}."`).join('\n');
  const { write } = folder();
  expect(await sniffFile(write('t.csv', `mark,review\n${rows}\n`))).toMatchObject({
    textGuess: 'review',
    labelGuess: 'mark',
  });
  const long = write('long.csv', `review,mark\n${`"${'many words here '.repeat(2000)}",1\n`.repeat(30)}`);
  expect(await sniffFile(long)).toMatchObject({ textGuess: 'review', labelGuess: 'mark' });
});

test.each([
  ['objects', fixture('npy/objects.npy'), 'holds pickled Python objects'],
  [
    'a zip file of no arrays',
    Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1'),
    'is a zip file without NumPy arrays',
  ],
  ['a cut Parquet file', fixture('parquet/zstd.parquet').subarray(0, 500), 'is no Parquet file, or a damaged one'],
])('%s come back as a message', async (_, content, message) => {
  const { write } = folder();
  expect(await sniffFile(write('f', content))).toMatchObject({
    source: 'unknown',
    message: expect.stringContaining(message),
  });
});
