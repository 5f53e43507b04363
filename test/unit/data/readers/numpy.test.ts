// Sources npy and npz: what shapes mean, which arrays are taken, labels of every form, padding, gaps, and bad archives.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { previewData } from '#main/data/prepare.ts';
import { fixture, fixturePath, npyFile, npyOf } from '../fixtures.ts';
import { folder } from '../folder.ts';

const npz = (name: string, fields: object = {}) => ({ source: 'npz', path: fixturePath(`npz/${name}.npz`), ...fields });
const ramp = (length: number) => Array.from({ length }, (_, i) => i);

test('a table: columns, classes by the label, bytes of packed and unpacked archives alike', async () => {
  const { open } = folder();
  const { dataset, header, profile } = await open(npz('table'));
  expect(header).toMatchObject({
    kind: 'table',
    inputShape: [3],
    features: ['x[0]', 'x[1]', 'x[2]'],
    classes: ['0', '1'],
  });
  for (const row of ramp(header.rows)) expect(Math.sign(dataset.x[row * 3] ?? 0)).toBe(dataset.y[row] === 0 ? -1 : 1);
  expect(profile.columns.map(({ name, min, max }) => [name, min, max]).at(0)).toEqual(['x[0]', -2, 2]);
  expect(profile.notes.join(' ')).toContain('Column "x[2]" has one value only');
  const packed = await open(npz('table-packed'));
  expect(packed.dataset.x).toEqual(dataset.x);
  expect(packed.path).toBe((await open(npz('table'))).path);
});

test("Keras's names: the training arrays, and the test part that comes with them", async () => {
  const { open } = folder();
  const { header, profile, dataset } = await open(npz('images-keras'));
  expect(header).toMatchObject({ kind: 'image', inputShape: [6, 6, 1], xType: 'uint8', testRows: 10, trainRows: 24 });
  expect(profile.notes.join(' ')).toContain('"x_test" and "y_test" are the test part');
  expect(profile.notes.join(' ')).toContain('grey images of 6 × 6; set "kind" to "sequence"');
  expect(dataset.x.every((value) => value <= 239)).toBe(true);
  const own = await open(npz('images-keras', { test: { fraction: 0.2 } }));
  expect(own.header).toMatchObject({ rows: 30, testRows: 6 });
  const series = await open(npz('images-keras', { kind: 'sequence' }));
  expect(series.header).toMatchObject({ kind: 'sequence', inputShape: [6, 6], xType: 'float32' });
});

test("PyTorch's order of axes is turned, and labels may be texts", async () => {
  const { open } = folder();
  const { header, dataset, profile } = await open(npz('images-torch'));
  expect(header).toMatchObject({ kind: 'image', inputShape: [6, 6, 3], xType: 'float32', classes: ['rise', 'slash'] });
  expect(profile.notes.join(' ')).toContain('channels first ([40, 3, 6, 6]); they are turned to 6 × 6 × 3');
  for (let i = 0; i < dataset.x.length; i += 3) {
    expect((dataset.x[i] ?? 0) + (dataset.x[i + 1] ?? 0)).toBeCloseTo(1, 5);
  }
  const preview = await previewData(npz('images-torch'), { rows: 4, baseDir: '.' });
  expect(preview).toMatchObject({ kind: 'images', channels: 3 });
});

test('sequences: trailing NaN is padding, as lengths say the same; statistics are without it', async () => {
  const { open } = folder();
  const byNan = await open(npz('series-nan'));
  const byLengths = await open(npz('series-lengths'));
  expect(byNan.header).toMatchObject({ kind: 'sequence', inputShape: [12, 2] });
  expect(byNan.dataset.lengths).toEqual(byLengths.dataset.lengths);
  expect(byNan.dataset.x).toEqual(byLengths.dataset.x);
  expect(new Set(byNan.dataset.lengths)).toEqual(new Set(ramp(7).map((i) => i + 6)));
  const { dataset, header } = byNan;
  const seen: number[] = [];
  for (const row of dataset.train) {
    const length = dataset.lengths?.[row] ?? 0;
    for (let step = 0; step < length; step++) seen.push(dataset.x[(row * 12 + step) * 2] ?? 0);
    expect([...dataset.x.subarray((row * 12 + length) * 2, (row + 1) * 24)].every((value) => value === 0)).toBe(true);
  }
  const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
  expect(header.statistics.mean[0]).toBeCloseTo(mean, 10);
  expect(header.statistics.max[0]).toBe(Math.max(...seen));
  expect(byNan.profile.notes.join(' ')).toMatch(/\d+ of 40 sequences end in steps of NaN, which are padding/);
  const preview = await previewData(npz('series-nan'), { rows: 3, baseDir: '.' });
  if (preview.kind !== 'sequences') throw new Error(preview.kind);
  expect(preview.sequences.map(({ length, values }) => [length, values.length, values[0]?.length])).toEqual([
    [6, 2, 6],
    [12, 2, 12],
    [11, 2, 11],
  ]);
});

test('rows of zeros and ones are several labels, one-hot rows are classes', async () => {
  const { open } = folder();
  const several = await open(npz('several'));
  expect(several.header).toMatchObject({ task: 'multilabel', classes: ['0', '1', '2'], inputShape: [3] });
  expect(several.profile.classes.map(({ train, validation }) => train + validation)).toEqual([20, 14, 8]);
  const oneHot = await open(npz('one-hot'));
  expect(oneHot.header).toMatchObject({ task: 'classification', classes: ['0', '1', '2', '3'] });
  const asked = await open(npz('one-hot', { task: 'multilabel' }));
  expect(asked.header).toMatchObject({ task: 'multilabel', classes: ['0', '1', '2', '3'] });
});

test.each([
  [[8, 8], undefined, 'image', [8, 8, 1]],
  [[8, 8], 'sequence', 'sequence', [8, 8]],
  [[8, 9], undefined, 'sequence', [8, 9]],
  [[8, 9], 'image', 'image', [8, 9, 1]],
  [[8, 9], 'table', 'table', [72]],
  [[5, 5], undefined, 'sequence', [5, 5]],
  [[6], 'sequence', 'sequence', [6, 1]],
] as const)('floats of %j per row, kind %s, are read as %s', async (shape, kind, due, inputShape) => {
  const size = shape.reduce((product: number, side) => product * side, 1);
  const { prepare } = folder({
    'x.npy': npyOf([20, ...shape], ramp(20 * size)),
    'y.npy': npyOf(
      [20],
      ramp(20).map((v) => v % 2),
    ),
  });
  expect((await prepare({ source: 'npy', x: 'x.npy', y: 'y.npy', kind })).header).toMatchObject({
    kind: due,
    inputShape,
  });
});

test('two NPY files, and a number to predict', async () => {
  const { open } = folder({
    'x.npy': npyOf([20, 2], ramp(40)),
    'y.npy': npyOf(
      [20],
      ramp(20).map((v) => v / 3),
    ),
  });
  const { header, dataset } = await open({ source: 'npy', x: 'x.npy', y: 'y.npy' });
  expect(header).toMatchObject({ task: 'regression', kind: 'table', rows: 20 });
  for (const row of ramp(20)) expect(dataset.y[row]).toBeCloseTo((dataset.x[row * 2] ?? 0) / 6, 5);
});

test('an archive that is moved is found again, and another value is other data', async () => {
  const { prepare, path } = folder();
  const content = fixture('npz/table.npz');
  writeFileSync(join(path, 'a.npz'), content);
  writeFileSync(join(path, 'b.npz'), content);
  const first = await prepare({ source: 'npz', path: 'a.npz' });
  expect((await prepare({ source: 'npz', path: 'b.npz' })).path).toBe(first.path);
  expect((await prepare({ source: 'npz', x: 'b.npz:x', y: 'b.npz:y' })).path).toBe(first.path);
  expect((await prepare({ source: 'npz', path: 'b.npz', kind: 'sequence' })).path).not.toBe(first.path);
});

test('validation of an archive of its own', async () => {
  const { open } = folder();
  const spec = npz('table', { validation: { path: fixturePath('npz/table-packed.npz') } });
  expect((await open(spec)).header).toMatchObject({ rows: 80, trainRows: 40, validationRows: 40 });
});

test('a gap is filled with the mean of its feature in the training rows', async () => {
  const x = [1, 5, 2, Number.NaN, 3, 7, 4, Number.POSITIVE_INFINITY, 5, 9, 6, 9];
  const { open } = folder({ 'x.npy': npyOf([6, 2], x), 'y.npy': npyOf([6], [0, 1, 0, 1, 0, 1]) });
  const { dataset, profile } = await open({ source: 'npy', x: 'x.npy', y: 'y.npy' });
  expect(profile.notes.join(' ')).toContain(
    '2 values are NaN or infinite; they are filled with the mean of their feature',
  );
  const known = [...dataset.train].map((row) => dataset.x[row * 2 + 1] ?? 0);
  expect(dataset.x.every(Number.isFinite)).toBe(true);
  const real = [...dataset.train].filter((row) => ![2, 4].includes(dataset.x[row * 2] ?? 0));
  const mean = real.reduce((sum, row) => sum + (dataset.x[row * 2 + 1] ?? 0), 0) / real.length;
  expect(known).toContainEqual(expect.closeTo(mean, 5));
  expect(profile.columns[1]).toMatchObject({ missing: 2, max: 9 });
});

const six = npyOf([6], [0, 1, 0, 1, 0, 1]);
test.each<[string, Record<string, Buffer>, object, string]>([
  [
    'other numbers of rows',
    { 'x.npy': npyOf([5, 1], ramp(5)) },
    {},
    'has 5 rows and {}y.npy 6 labels; they do not belong together',
  ],
  ['no rows', { 'x.npy': npyOf([0, 3], []), 'y.npy': npyOf([0], []) }, {}, 'x.npy holds no rows ([0, 3])'],
  ['one value', { 'x.npy': npyOf([], [1]) }, {}, 'holds one value, not one row per example'],
  [
    'five axes',
    { 'x.npy': npyOf([6, 1, 1, 1, 1], ramp(6)) },
    {},
    'has the shape [6, 1, 1, 1, 1], which is no table, image or sequence',
  ],
  ['five channels', { 'x.npy': npyOf([6, 5, 1, 5], ramp(150)) }, {}, 'which is no table, image or sequence'],
  ['sequences of one axis', { 'x.npy': npyOf([6], ramp(6)) }, { kind: 'sequence' }, 'which is no sequence'],
  [
    'texts as inputs',
    { 'x.npy': fixture('npy/texts.npy') },
    {},
    'holds texts; put them into a CSV file and use the source "text"',
  ],
  ['pickled objects', { 'x.npy': fixture('npy/objects.npy') }, {}, 'holds pickled Python objects'],
  [
    'a feature of NaN alone',
    {
      'x.npy': npyOf(
        [6, 1],
        ramp(6).map(() => Number.NaN),
      ),
    },
    {},
    'Feature 0 of x has no finite value',
  ],
  [
    'labels of two numbers',
    { 'y.npy': npyOf([6, 2], ramp(12)) },
    {},
    'must be 0 or 1, and row 2 holds 2; give one number per row',
  ],
  [
    'labels of NaN alone',
    {
      'y.npy': npyOf(
        [6],
        ramp(6).map(() => Number.NaN),
      ),
    },
    {},
    'is empty in all 6 rows',
  ],
  [
    'a validation file',
    {},
    { validation: { path: 'x.npy' } },
    '"data.validation.path" needs one file for inputs and labels',
  ],
  [
    'lengths that are none',
    { 'l.npy': npyOf([6], ramp(6)) },
    { kind: 'sequence', lengths: 'l.npy' },
    'gives row 4 the length 3; lengths are whole numbers from 0 to 2',
  ],
  [
    'too few lengths',
    { 'l.npy': npyOf([2], [1, 1]) },
    { kind: 'sequence', lengths: 'l.npy' },
    'holds 2 lengths for 6 sequences',
  ],
  ['no such file', {}, { x: 'none.npy' }, 'There is no file {}none.npy'],
  ['an unknown field', {}, { z: 'x.npy' }, 'Unknown field "data.z"'],
])('%s', async (_, files, fields, sentence) => {
  const place = folder({ 'x.npy': npyOf([6, 2], ramp(12)), 'y.npy': six, ...files });
  const due = sentence.replace('{}', join(place.path, '/'));
  await expect(place.prepare({ source: 'npy', x: 'x.npy', y: 'y.npy', ...fields })).rejects.toThrow(due);
  expect(place.cached()).toEqual([]);
});

const zip = readFileSync(fixturePath('npz/table.npz'));
const patched = (find: string, put: string) => Buffer.from(zip.toString('latin1').replaceAll(find, put), 'latin1');
function corrupted(): Buffer {
  const bytes = Buffer.from(zip);
  bytes.writeUInt8((bytes.readUInt8(400) ^ 1) & 0xff, 400);
  return bytes;
}
/** Claims 2 GB in the central directory; the packed data stay as small as they are. */
function bomb(): Buffer {
  const bytes = Buffer.from(readFileSync(fixturePath('npz/table-packed.npz')));
  const entry = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  bytes.writeUInt32LE(2_000_000_000, entry + 24);
  return bytes;
}

test.each<[string, Buffer, object, string]>([
  [
    'a path out of the archive',
    patched('x.npy', '../xy'),
    {},
    'holds a file whose path leads out of the archive (invalid relative path: ../xy); do not use it',
  ],
  ['a bomb', bomb(), {}, 'claims to unpack'],
  ['a changed byte', corrupted(), {}, 'or a damaged one'],
  ['a cut file', zip.subarray(0, 900), {}, 'is no NPZ file, or a damaged one'],
  ['no archive', fixture('npy/int8.npy'), {}, 'is no NPZ file'],
  ['an empty file', Buffer.alloc(0), {}, 'is empty (0 bytes)'],
  [
    'an unknown array',
    zip,
    { x: 'xs', y: 'y' },
    '"x" names the array "xs", which {}f.npz does not have; did you mean "x"?',
  ],
  ['names nobody knows', patched('x.npy', 'q.npy'), {}, 'holds the arrays "q", "y"; say which are the inputs with "x"'],
  ['two arrays of one name', patched('y.npy', 'x.npy'), {}, 'has two arrays named "x"'],
])('an archive with %s', async (_, content, fields, sentence) => {
  const place = folder();
  place.write('f.npz', content);
  const due = sentence.replace('{}', join(place.path, '/'));
  await expect(place.prepare({ source: 'npz', path: 'f.npz', ...fields })).rejects.toThrow(due);
  expect(place.cached()).toEqual([]);
});

test('a zip whose array is longer than its own header says', async () => {
  const { write, prepare } = folder();
  const lying = npyFile('<f4', [3], new Uint8Array(12));
  write('x.npy', Buffer.concat([lying, new Uint8Array(8)]));
  write('y.npy', six);
  await expect(prepare({ source: 'npy', x: 'x.npy', y: 'y.npy' })).rejects.toThrow('has bytes to spare');
});
