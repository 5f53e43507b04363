import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseIdx } from '#main/data/readers/idx.ts';
import { AppError } from '#shared/errors.ts';
import { folder, idxFile } from '../folder.ts';

const side = 2;
const images = (count: number) =>
  idxFile(
    [count, side, side],
    Array.from({ length: count * 4 }, (_, i) => i % 256),
  );
const labels = (count: number) =>
  idxFile(
    [count],
    Array.from({ length: count }, (_, i) => i % 2),
  );

test('an array comes back with its shape', () => {
  const { shape, bytes } = parseIdx('f', idxFile([2, 3], [1, 2, 3, 4, 5, 6]));
  expect(shape).toEqual([2, 3]);
  expect([...bytes]).toEqual([1, 2, 3, 4, 5, 6]);
});

test.each([
  [
    'wrong magic',
    Buffer.from('not an idx file'),
    'f is not an IDX file: its magic number is 0x6e6f7420, where 0x00000803',
  ],
  ['too short for a magic', Buffer.from([0, 0]), 'f is not an IDX file: its magic number is 0x0000,'],
  ['floats', idxFile([1], [0, 0, 0, 0], 0xd01), 'f holds 32-bit floats; IDX files of unsigned bytes can be read.'],
  ['no header', Buffer.from([0, 0, 8, 3, 0, 0]), 'f is cut short inside its header.'],
  [
    'cut short',
    idxFile([3, 2, 2], [1, 2, 3]),
    'f is cut short: its header (3 × 2 × 2) calls for 12 bytes and 3 follow.',
  ],
  ['too long', idxFile([2], [1, 2, 3]), 'f has bytes to spare: its header (2) calls for 2 bytes and 3 follow.'],
])('%s is one sentence', (_, content, sentence) => {
  expect(() => parseIdx('f', content)).toThrow(sentence);
});

test('random bytes parse or give an AppError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, withMagic) => {
      const content = withMagic ? Buffer.concat([Buffer.from([0, 0, 8, bytes.length % 5]), bytes]) : Buffer.from(bytes);
      try {
        parseIdx('f', content);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }),
  );
});

test.each([
  ['the usual names', '-', '', false],
  ['with a dot', '.', '', false],
  ['packed', '-', '.gz', true],
  ['packed without saying so', '-', '', true],
])('a folder with %s: t10k becomes the locked test part', async (_, separator, ending, packed) => {
  const pack = (bytes: Buffer) => (packed ? gzipSync(bytes) : bytes);
  const { open } = folder({
    [`d/train-images${separator}idx3-ubyte${ending}`]: pack(images(20)),
    [`d/train-labels${separator}idx1-ubyte${ending}`]: pack(labels(20)),
    [`d/t10k-images${separator}idx3-ubyte${ending}`]: pack(images(6)),
    [`d/t10k-labels${separator}idx1-ubyte${ending}`]: pack(labels(6)),
  });
  const { dataset, header } = await open({ source: 'idx', path: 'd' });
  expect(header).toMatchObject({
    kind: 'image',
    xType: 'uint8',
    inputShape: [side, side, 1],
    classes: ['0', '1'],
    trainRows: 16,
    validationRows: 4,
    testRows: 6,
  });
  const first = dataset.test[0] ?? -1;
  expect([...dataset.x.subarray(first * 4, first * 4 + 4)]).toEqual([0, 1, 2, 3]);
  expect(Array.from(dataset.test, (row) => dataset.y[row])).toEqual([0, 1, 0, 1, 0, 1]);
});

test('a test part that the study asks for replaces the t10k files', async () => {
  const { open } = folder({
    'train-images-idx3-ubyte': images(20),
    'train-labels-idx1-ubyte': labels(20),
    't10k-images-idx3-ubyte': images(6),
    't10k-labels-idx1-ubyte': labels(6),
  });
  const { header } = await open({ source: 'idx', path: '.', test: { fraction: 0.2 } });
  expect([header.trainRows, header.validationRows, header.testRows]).toEqual([12, 4, 4]);
});

test('a folder of its own for validation', async () => {
  const { open } = folder({
    'a/train-images-idx3-ubyte': images(20),
    'a/train-labels-idx1-ubyte': labels(20),
    'b/t10k-images-idx3-ubyte': images(4),
    'b/t10k-labels-idx1-ubyte': labels(4),
  });
  const { header, dataset } = await open({ source: 'idx', path: 'a', validation: { path: 'b' } });
  expect([header.trainRows, header.validationRows, header.testRows]).toEqual([20, 4, 0]);
  expect(Array.from(dataset.validation, (row) => dataset.y[row])).toEqual([0, 1, 0, 1]);
});

test('a pair of files by name, channels last', async () => {
  const pixels = Array.from({ length: 10 * 2 * 2 * 3 }, (_, i) => i);
  const { open } = folder({ 'a.idx': idxFile([10, 2, 2, 3], pixels), 'b.idx': labels(10) });
  const { header, dataset } = await open({ source: 'idx', images: 'a.idx', labels: 'b.idx' });
  expect(header.inputShape).toEqual([2, 2, 3]);
  expect(header.statistics.mean).toHaveLength(3);
  expect([...dataset.x].sort((a, b) => a - b)).toEqual(pixels);
});

test.each([
  [
    'counts that differ',
    { images: images(4), labels: labels(5) },
    /has 4 images and .* 5 labels; they do not belong together/,
  ],
  ['labels in place of images', { images: labels(4), labels: labels(4) }, /1-dimensional data, not images/],
  ['images in place of labels', { images: images(4), labels: images(4) }, /3-dimensional data, not one label per row/],
  [
    'a damaged gzip',
    { images: Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]), labels: labels(4) },
    /gzip file; fetch it again/,
  ],
  [
    'a gzip cut short',
    { images: gzipSync(images(40)).subarray(0, 30), labels: labels(40) },
    /is a cut short gzip file/,
  ],
  ['an empty file', { images: Buffer.alloc(0), labels: labels(4) }, /is empty \(0 bytes\)/],
  ['no images', { images: images(0), labels: labels(0) }, /holds no images/],
  ['one class', { images: images(3), labels: idxFile([3], [7, 7, 7]) }, /one class only \("7"\)/],
])('%s: one sentence, nothing written', async (_, files, sentence) => {
  const { prepare, cached } = folder(files);
  await expect(prepare({ source: 'idx', images: 'images', labels: 'labels' })).rejects.toThrow(sentence);
  expect(cached()).toEqual([]);
});

test('a missing folder, a file in its place, a folder that lacks a file', async () => {
  const { prepare } = folder({ file: 'x', 'd/train-images-idx3-ubyte': images(4) });
  await expect(prepare({ source: 'idx', path: 'none' })).rejects.toThrow(/none is no folder/);
  await expect(prepare({ source: 'idx', path: 'file' })).rejects.toThrow(/file is a file; an idx path is the folder/);
  await expect(prepare({ source: 'idx', path: 'd' })).rejects.toThrow(
    /d has no train-labels-idx1-ubyte \(or train-labels-idx1-ubyte\.gz\)/,
  );
});
