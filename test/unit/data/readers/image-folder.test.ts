// Image folders: classes, parts, sizes, and everything that can lie in a folder and be wrong.
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareDataset, previewData } from '#main/data/prepare.ts';
import { fixture, fixturePath } from '../fixtures.ts';
import { folder } from '../folder.ts';

const shapes = fixturePath('shapes');
const cross = fixture('shapes/cross/01.png');
const ring = fixture('shapes/ring/01.png');
const two = Object.fromEntries(
  ['a/1.png', 'a/2.png', 'a/3.PNG', 'b/1.png', 'b/2.png', 'b/deep/3.png'].map((name) => [
    `d/${name}`,
    name.startsWith('a') ? cross : ring,
  ]),
);
const spec = { source: 'image-folder', path: 'd' };

test('a folder per class, PNG and JPEG beside each other', async () => {
  const { open } = folder();
  const { header, dataset, profile } = await open({ ...spec, path: shapes });
  expect(header).toMatchObject({
    kind: 'image',
    inputShape: [16, 16, 1],
    xType: 'uint8',
    classes: ['cross', 'ring'],
    rows: 40,
  });
  expect(profile).toMatchObject({ label: 'class', kind: 'image' });
  const middle = (row: number) => dataset.x[row * 256 + 8 * 16 + 8] ?? 0;
  for (let row = 0; row < 40; row++) expect(middle(row) > 150).toBe(dataset.y[row] === 0);
});

test('moved, it is the same data; a changed pixel is not', async () => {
  const { prepare, path } = folder();
  cpSync(shapes, join(path, 'one'), { recursive: true });
  cpSync(shapes, join(path, 'two'), { recursive: true });
  const first = await prepare({ ...spec, path: 'one' });
  expect((await prepare({ ...spec, path: 'two' })).path).toBe(first.path);
  copyFileSync(join(path, 'two/ring/03.png'), join(path, 'two/cross/03.png'));
  expect((await prepare({ ...spec, path: 'two' })).path).not.toBe(first.path);
});

test('files of other kinds are left out and counted, hidden ones and links in circles do no harm', async () => {
  const { open, path } = folder({
    ...two,
    'd/a/notes.txt': 'x',
    'd/b/.DS_Store': 'x',
    'd/readme.md': 'x',
    'd/.git/c': 'x',
  });
  symlinkSync(join(path, 'd'), join(path, 'd/a/again'));
  const { header, profile } = await open({ ...spec, validation: { fraction: 0.4 } });
  expect(header).toMatchObject({ rows: 6, classes: ['a', 'b'] });
  expect(profile.notes.join(' ')).toContain('2 files are no PNG or JPEG images by their name');
});

test.skipIf(process.platform === 'win32')('a pipe among the images is refused, and not waited for', async () => {
  const { open, path } = folder(two);
  execFileSync('mkfifo', [join(path, 'd/a/pipe.png')]);
  await expect(open(spec)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/pipe\.png is a device or a pipe, where a file is needed\.$/),
  });
});

test('train, val and test folders become the parts, unless the study splits otherwise', async () => {
  const { prepare } = folder({
    ...Object.fromEntries(Object.entries(two).map(([name, bytes]) => [name.replace('d/', 'd/train/'), bytes])),
    'd/val/a/1.png': cross,
    'd/val/b/1.png': ring,
    'd/test/b/1.png': ring,
  });
  expect((await prepare(spec)).header).toMatchObject({ trainRows: 6, validationRows: 2, testRows: 1 });
  const own = await prepare({ ...spec, validation: { fraction: 0.4 } });
  expect(own.header).toMatchObject({ trainRows: 4, validationRows: 2, testRows: 1 });
});

test('images of many sizes are brought to the one that is asked for', async () => {
  const { open } = folder({ ...two, 'd/a/big.png': fixture('images/colour-8.png') });
  await expect(open(spec)).rejects.toThrow(
    /1\.png is 16 × 16 pixels and .*big\.png 11 × 13; give "size": \[height, width\]/,
  );
  const { header } = await open({ ...spec, size: [8, 10] });
  expect(header).toMatchObject({ inputShape: [8, 10, 3], rows: 7 });
  const preview = await previewData({ ...spec, path: shapes, size: [5, 4] }, { rows: 3, baseDir: '.' });
  expect(preview).toMatchObject({
    kind: 'images',
    height: 5,
    width: 4,
    channels: 1,
    images: [{ label: 'cross' }, {}, { label: 'ring' }],
  });
});

test.each<[string, Record<string, string | Buffer>, object, string]>([
  ['no such folder', {}, { path: 'none' }, 'There is no folder {}none; paths are relative to the study file.'],
  ['a file', {}, { path: 'd/a/1.png' }, '{}d/a/1.png is a file, where a folder with one folder per class is needed'],
  ['images without classes', {}, { path: 'd/a' }, '{}d/a holds no folders; put the images of each class into a folder'],
  ['an empty class', { 'd/c/x.txt': '' }, {}, 'The class folder {}d/c holds no PNG or JPEG image'],
  ['a cut PNG', { 'd/b/9.png': ring.subarray(0, 100) }, {}, '{}d/b/9.png cannot be read: it is cut short.'],
  [
    'a cut JPEG',
    { 'd/b/9.jpg': fixture('shapes/ring/00.jpg').subarray(0, 420) },
    {},
    '{}d/b/9.jpg cannot be read: it is cut short or damaged',
  ],
  ['an empty file', { 'd/b/9.png': '' }, {}, '{}d/b/9.png is empty (0 bytes).'],
  [
    'another format',
    { 'd/b/9.png': 'GIF89a' },
    {},
    '{}d/b/9.png cannot be read: it is neither PNG nor JPEG (it starts with 0x47494638)',
  ],
  ['a size of nothing', {}, { size: [0, 4] }, '"data.size'],
  ['an unknown field', {}, { sizes: [4, 4] }, 'did you mean "size"?'],
])('%s is a sentence', async (_, files, fields, sentence) => {
  const place = folder({ ...two, ...files });
  const due = sentence.replace('{}', join(place.path, '/'));
  await expect(place.prepare({ ...spec, ...fields })).rejects.toThrow(due);
  expect(place.cached()).toEqual([]);
});

test('one class alone', async () => {
  const { prepare } = folder({ 'd/a/1.png': cross, 'd/a/2.png': cross });
  await expect(prepare(spec)).rejects.toThrow('holds one class only ("a")');
});

test('the host goes on while pictures are decoded, and a cancelled preparation ends', async () => {
  const { path, cacheDir } = folder();
  for (const name of ['a', 'b']) {
    mkdirSync(join(path, 'd', name), { recursive: true });
    for (let i = 0; i < 150; i++) writeFileSync(join(path, 'd', name, `${i}.jpg`), fixture('images/jpeg-colour.jpg'));
  }
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 60);
  const prepared = prepareDataset({ ...spec, size: [300, 300] }, { baseDir: path, cacheDir, signal: stop.signal });
  await expect(prepared).rejects.toMatchObject({ code: 'cancelled' });
});
