import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openDatasetCache } from '#main/data/cache.ts';
import { prepareDataset, previewData } from '#main/data/prepare.ts';
import { csvOf, folder } from './folder.ts';

const rows = Array.from({ length: 40 }, (_, i) => [i / 7, i % 4 === 0 ? 'rare' : 'common', (i * i) % 11]);
const table = csvOf(['a', 'y', 'b'], rows);
const spec = { source: 'csv', path: 'f.csv', label: 'y' };

test('a table becomes a cache file, its profile and its absolute data object', async () => {
  const { open, path, cached } = folder({ 'f.csv': table });
  const { header, profile, dataset, spec: absolute } = await open({ ...spec, validation: { fraction: 0.25, seed: 3 } });
  expect(header).toMatchObject({
    trainRows: 30,
    validationRows: 10,
    trainClassCounts: [22, 8],
    classes: ['common', 'rare'],
  });
  expect(absolute).toEqual({ ...spec, path: join(path, 'f.csv'), validation: { fraction: 0.25, seed: 3 } });
  expect(profile).toMatchObject({
    source: join(path, 'f.csv'),
    rows: 40,
    inputShape: [2],
    classes: [
      { name: 'common', train: 22, validation: 8 },
      { name: 'rare', train: 8, validation: 2 },
    ],
    fingerprint: header.fingerprint,
  });
  expect(profile.columns[1]).toMatchObject({
    name: 'y',
    type: 'category',
    distinct: 2,
    top: [
      { value: 'common', count: 30 },
      { value: 'rare', count: 10 },
    ],
  });
  for (const row of [...dataset.train, ...dataset.validation]) {
    const a = dataset.x[2 * row] ?? 0;
    expect(dataset.y[row]).toBe(Math.round(a * 7) % 4 === 0 ? 1 : 0);
  }
  expect(cached()).toHaveLength(1);
});

test('the same data asked for again is found, not made again; the same content elsewhere too', async () => {
  const { prepare, cached } = folder({ 'f.csv': table, 'copy/g.csv': table });
  const first = await prepare(spec);
  const made = statSync(first.path).ino;
  const second = await prepare({
    path: 'f.csv',
    label: 'y',
    source: 'csv',
    validation: { seed: 0, fraction: 0.2, stratify: true },
  });
  const moved = await prepare({ ...spec, path: 'copy/g.csv' });
  expect(second).toEqual({ ...first, spec: second.spec });
  expect(moved.header).toEqual(first.header);
  expect(moved.profile.source).toMatch(/g\.csv$/);
  expect(cached()).toHaveLength(1);
  expect(statSync(first.path).ino).toBe(made);
});

test.each([
  ['another seed', { validation: { fraction: 0.2, seed: 1 } }],
  ['another fraction', { validation: { fraction: 0.3 } }],
  ['fewer columns', { exclude: ['b'] }],
  ['a subset', { subset: { rows: 12 } }],
  ['another type', { types: { b: 'category' } }],
  ['a column named like a path field', { types: { a: 'category' } }],
  ['a test part', { test: { fraction: 0.1 } }],
])('%s has another fingerprint', async (_, change) => {
  const { prepare } = folder({ 'f.csv': table });
  const first = await prepare(spec);
  expect((await prepare({ ...spec, ...change })).header.fingerprint).not.toBe(first.header.fingerprint);
});

test('a column called "path" or "x" counts in the fingerprint as any other', async () => {
  const { prepare } = folder({ 'f.csv': table.replace('a,y,b', 'path,y,x') });
  const plain = await prepare(spec);
  expect((await prepare({ ...spec, types: { path: 'category' } })).header.fingerprint).not.toBe(
    plain.header.fingerprint,
  );
  expect((await prepare({ ...spec, types: { x: 'category' } })).header.fingerprint).not.toBe(plain.header.fingerprint);
});

test('changed content has another fingerprint', async () => {
  const { prepare, write } = folder({ 'f.csv': table });
  const first = await prepare(spec);
  write('f.csv', table.replace('rare', 'common'));
  expect((await prepare(spec)).header.fingerprint).not.toBe(first.header.fingerprint);
});

test('a damaged cache file is made again', async () => {
  const { prepare } = folder({ 'f.csv': table });
  const { path, header } = await prepare(spec);
  truncateSync(path, 100);
  expect((await prepare(spec)).header).toEqual(header);
  expect(openDatasetCache(path).header).toEqual(header);
});

test('a cache file with one wrong bit among its rows is made again', async () => {
  const { prepare } = folder({ 'f.csv': table });
  const { path } = await prepare(spec);
  const whole = readFileSync(path);
  const flipped = Buffer.from(whole);
  flipped.writeUInt8(flipped.readUInt8(flipped.length - 9) ^ 1, flipped.length - 9);
  writeFileSync(path, flipped);
  await prepare(spec);
  expect(readFileSync(path).equals(whole)).toBe(true);
});

test('the same seed gives the same parts, another seed others; the subset changes the training part only', async () => {
  const { open } = folder({ 'f.csv': table });
  const parts = async (change: object) => {
    const { dataset } = await open({ ...spec, ...change });
    const rowsOf = (part: Uint32Array) => Array.from(part, (row) => Math.round((dataset.x[2 * row] ?? 0) * 7));
    return { train: rowsOf(dataset.train), validation: rowsOf(dataset.validation), test: rowsOf(dataset.test) };
  };
  const split = { validation: { fraction: 0.2, seed: 4 }, test: { fraction: 0.2, seed: 4 } };
  const whole = await parts(split);
  expect([...whole.train, ...whole.validation, ...whole.test].sort((a, b) => a - b)).toEqual([...rows.keys()]);
  expect(await parts(split)).toEqual(whole);
  expect((await parts({ validation: { fraction: 0.2, seed: 5 } })).validation).not.toEqual(whole.validation);
  const half = await parts({ ...split, subset: { fraction: 0.5 } });
  expect(half.validation).toEqual(whole.validation);
  expect(half.test).toEqual(whole.test);
  expect(half.train).toHaveLength(12);
  expect(half.train.every((row) => whole.train.includes(row))).toBe(true);
});

test('a subset by classes keeps their rows in every part and counts them anew', async () => {
  const letters = rows.map((_, i) => [i, 'abc'[i % 3]]);
  const { open } = folder({ 'l.csv': csvOf(['x', 'letter'], letters) });
  const { dataset, header } = await open({
    source: 'csv',
    path: 'l.csv',
    label: 'letter',
    subset: { classes: ['c', 'a'] },
  });
  expect(header.classes).toEqual(['a', 'c']);
  expect(header.rows).toBe(letters.filter(([, letter]) => letter !== 'b').length);
  for (let row = 0; row < header.rows; row++) {
    expect(header.classes?.[dataset.y[row] ?? 0]).toBe('abc'[(dataset.x[row] ?? 0) % 3]);
  }
  const two = await open({ source: 'csv', path: 'l.csv', label: 'letter', subset: { classes: 2 } });
  expect(two.header.classes).toEqual(['a', 'b']);
  expect(two.header.rows).toBe(letters.filter(([, letter]) => letter !== 'c').length);
});

test('files of their own for validation and test; columns are matched by name', async () => {
  const { open } = folder({
    'f.csv': csvOf(
      ['a', 'y'],
      [
        [1, 'p'],
        [2, 'q'],
        [3, 'p'],
      ],
    ),
    'v.csv': csvOf(
      ['y', 'a'],
      [
        ['q', 10],
        ['p', 20],
      ],
    ),
    't.csv': csvOf(['a', 'y'], [[30, 'q']]),
  });
  const { dataset, header } = await open({ ...spec, validation: { path: 'v.csv' }, test: { path: 't.csv' } });
  const values = (part: Uint32Array) => Array.from(part, (row) => [dataset.x[row], dataset.y[row]]);
  expect(values(dataset.train).sort()).toEqual([
    [1, 0],
    [2, 1],
    [3, 0],
  ]);
  expect(values(dataset.validation)).toEqual([
    [10, 1],
    [20, 0],
  ]);
  expect(values(dataset.test)).toEqual([[30, 1]]);
  expect(header.statistics.max).toEqual([3]);
});

test('regression keeps the label in its own units and tells mean and sd of the training part', async () => {
  const lines = Array.from({ length: 50 }, (_, i) => [i, 1000 + 3 * i]);
  const { open } = folder({ 'f.csv': csvOf(['a', 'y'], lines) });
  const { header, dataset } = await open(spec);
  expect(header).toMatchObject({ task: 'regression', classes: null, trainClassCounts: [] });
  const train = Array.from(dataset.train, (row) => dataset.y[row] ?? 0);
  const mean = train.reduce((a, b) => a + b, 0) / train.length;
  expect(header.labelMean).toBeCloseTo(mean, 10);
  expect(header.labelSd).toBeCloseTo(Math.sqrt(train.reduce((a, b) => a + (b - mean) ** 2, 0) / train.length), 10);
});

test('training rows come in mixed order, so that the first batch has every class', async () => {
  const { open } = folder();
  const { dataset } = await open({ source: 'sample', name: 'iris' });
  expect(new Set(Array.from(dataset.train.subarray(0, 20), (row) => dataset.y[row])).size).toBe(3);
});

test('a packed file, semicolons, decimal commas, a mark and CRLF together', async () => {
  const text = '\ufeffsize;"kind";y\r\n1,5;"a;b";p\r\n2,5;c;q\r\n3,5;c;p\r\n4,5;c;q\r\n';
  const { open } = folder({ 'f.csv.gz': gzipSync(text) });
  const { header, profile, dataset } = await open({ ...spec, path: 'f.csv.gz' });
  expect(header.features).toContain('size');
  expect(profile.columns.map(({ name, type, mean }) => [name, type, mean])).toEqual([
    ['size', 'number', 3],
    ['kind', 'category', null],
    ['y', 'category', null],
  ]);
  expect(profile.notes).toContain('Column "size" has decimal commas ("1,5" is read as 1.5).');
  expect(dataset.header.rows).toBe(4);
});

test('preparing twice at once leaves one whole file', async () => {
  const { prepare, cacheDir } = folder({ 'f.csv': table });
  const both = await Promise.all([prepare(spec), prepare(spec)]);
  expect(both[0]).toEqual(both[1]);
  expect(readdirSync(cacheDir)).toHaveLength(1);
});

test('a cancelled preparation says so and writes nothing', async () => {
  const { path, cacheDir, cached } = folder({ 'f.csv': table });
  const signal = AbortSignal.abort();
  await expect(prepareDataset(spec, { baseDir: path, cacheDir, signal })).rejects.toMatchObject({ code: 'cancelled' });
  expect(cached()).toEqual([]);
});

test('a cache folder that cannot be written is one sentence', async () => {
  const { path } = folder({ 'f.csv': table });
  const cacheDir = join(path, 'blocked');
  writeFileSync(cacheDir, 'a file');
  await expect(prepareDataset(spec, { baseDir: path, cacheDir })).rejects.toMatchObject({ code: 'unavailable' });
});

test('a preview shows the head as it stands in the file', async () => {
  const { path } = folder({ 'f.csv': 'a;y\n1,50;p\n;q\n3;p\n' });
  expect(await previewData({ ...spec, label: 'y' }, { rows: 2, baseDir: path })).toEqual({
    kind: 'table',
    columns: ['a', 'y'],
    rows: [
      ['1,50', 'p'],
      ['', 'q'],
    ],
  });
});

test('validation rows that train too are left out, as they are encoded, and every row knows its place in its file', async () => {
  const lines = (all: readonly (readonly [number, string, string])[]) => csvOf(['a', 'b', 'y'], all);
  const own = Array.from({ length: 30 }, (_, i) => [i, i % 2 ? 'p' : 'q', i % 3 ? 'u' : 'v'] as const);
  // No label, twice in training with either label, only here.
  const held = [
    [99, 'p', ''],
    [4, 'q', 'v'],
    [50, 'q', 'u'],
    [7, 'p', 'u'],
    [51, 'p', 'v'],
  ] as const;
  const { open } = folder({ 'train.csv': lines([...own, [4, 'q', 'v']]), 'held.csv': lines(held) });
  const spec = { source: 'csv', path: 'train.csv', label: 'y', validation: { path: 'held.csv' } };
  const placed = ({ dataset }: Awaited<ReturnType<typeof open>>) =>
    Array.from(dataset.validation, (row) => dataset.sourceRows[row]);
  const whole = await open(spec);
  expect(placed(whole)).toEqual([1, 2, 3, 4]);
  for (const row of whole.dataset.train) {
    const place = whole.dataset.sourceRows[row] ?? -1;
    expect(whole.dataset.x[3 * row]).toBe(place === 30 ? 4 : place);
  }
  const left = await open({ ...spec, dropDuplicates: 'validation' });
  expect(placed(left)).toEqual([2, 4]);
  expect(left.header).toMatchObject({ trainRows: 31, validationRows: 2, rows: 33 });
  expect(left.profile.notes).toContain('2 of 4 validation rows are training rows too and are left out.');
  expect(left.header.fingerprint).not.toBe(whole.header.fingerprint);
});

test('validation rows that all train too are refused with a sentence', async () => {
  const { prepare } = folder({ 'f.csv': table });
  const all = { ...spec, validation: { path: 'f.csv' }, dropDuplicates: 'validation' };
  await expect(prepare(all)).rejects.toThrow('All 40 validation rows are training rows too');
});

test('in folds every fold leaves out its own copies', async () => {
  const twice = [...rows, ...rows.slice(0, 6)];
  const { prepare } = folder({ 'f.csv': csvOf(['a', 'y', 'b'], twice) });
  const { files } = await prepare({ ...spec, validation: { folds: 4 }, dropDuplicates: 'validation' });
  const validated = files.flatMap(({ path }) => {
    const { validation, sourceRows } = openDatasetCache(path);
    return Array.from(validation, (row) => sourceRows[row] ?? -1);
  });
  // A row and its copy validate where they are together, and not at all where they are apart.
  expect(new Set(validated).size).toBe(validated.length);
  for (const row of rows.keys()) if (row >= 6) expect(validated).toContain(row);
  for (let row = 0; row < 6; row++) expect(validated.includes(row)).toBe(validated.includes(40 + row));
  expect(validated.length).toBeLessThan(46);
});
