// Parquet: every packing and type that pyarrow writes, several files, nested columns, and files that are damaged.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runJob } from '#main/data/decode/threads.ts';
import { pauser } from '#main/data/pause.ts';
import { previewData } from '#main/data/prepare.ts';
import { fixture, fixturePath } from '../fixtures.ts';
import { folder } from '../folder.ts';

const file = (name: string) => ({ source: 'parquet', path: fixturePath(`parquet/${name}.parquet`), label: 'kind' });

test.each(['snappy', 'gzip', 'zstd', 'brotli', 'none', 'pages'])('%s: the table that was written', async (name) => {
  const { open } = folder();
  const { dataset, header, profile } = await open({ ...file(name), exclude: ['note'] });
  expect(header).toMatchObject({ task: 'classification', classes: ['a', 'b'], rows: 40 });
  expect(header.features).toEqual([
    ...['age', 'size', 'big', 'half', 'price', 'sold', 'when'],
    ...['city=Oslo', 'city=Rom', 'city=東京', 'city=(missing)', 'zip=00', 'zip=01', 'zip=02', 'zip=03'],
  ]);
  const at = (row: number, feature: string) =>
    dataset.x[row * header.features.length + header.features.indexOf(feature)];
  for (const row of [0, 1, 7, 39]) {
    expect(at(row, 'age')).toBe(row);
    expect([at(row, 'size'), at(row, 'half'), at(row, 'price')]).toEqual([(row * 7) % 11, row / 4, row / 4]);
    expect([at(row, 'sold'), at(row, `zip=0${row % 4}`), at(row, 'big')]).toEqual([
      1 - (row % 2),
      1,
      Math.fround(row * 1e10),
    ]);
    expect(at(row, 'when')).toBe(20_454.5 + row);
    expect(at(row, `city=${['Oslo', 'Rom', '東京'][row % 3]}`)).toBe(1);
    expect(dataset.y[row]).toBe(1 - (row % 2));
  }
  expect(profile.columns.find((column) => column.name === 'age')).toMatchObject({ type: 'number', missing: 1 });
  expect(profile.notes.join(' ')).toContain('Column "when" holds times; they are read as days since 1970.');
});

test('texts are left out unless they are named, and only the columns in use are read', async () => {
  const { prepare } = folder();
  const all = await prepare({ ...file('snappy'), exclude: ['when', 'zip'] });
  expect(all.profile.notes.join(' ')).toContain('Column "note" is left out: it has 40 different texts');
  const two = await prepare({ ...file('snappy'), features: ['size', 'city'] });
  expect(two.profile.columns.map(({ name }) => name)).toEqual(['size', 'city', 'kind']);
});

test('the head of a file', async () => {
  const preview = await previewData({ ...file('zstd'), exclude: ['note', 'when'] }, { rows: 4, baseDir: '.' });
  if (preview.kind !== 'table') throw new Error(preview.kind);
  expect(preview.columns).toEqual(['age', 'size', 'big', 'half', 'price', 'sold', 'city', 'zip', 'kind']);
  expect(preview.rows.map((row) => [row[0], row[6]])).toEqual([
    ['0', 'Oslo'],
    ['1', 'Rom'],
    ['2', '東京'],
    ['', 'Oslo'],
  ]);
});

test('a list of texts as the label is several labels; nested inputs are left out', async () => {
  const { open } = folder();
  const { dataset, header, profile } = await open({ ...file('nested'), label: 'tags' });
  expect(header).toMatchObject({ task: 'multilabel', classes: ['even', 'five, or ten'], features: ['x', 'y'] });
  for (let row = 0; row < 40; row++) {
    expect([...dataset.y.subarray(row * 2, row * 2 + 2)]).toEqual([row % 2 === 0 ? 1 : 0, row % 5 === 0 ? 1 : 0]);
  }
  expect(profile.notes.join(' ')).toContain('Nested columns are left out: "place"; flatten them to use them.');
});

test('NaN and infinity are missing, with a note', async () => {
  const { open } = folder();
  const { dataset, profile } = await open({ ...file('odd'), label: 'y', exclude: ['raw'] });
  expect(profile.notes.join(' ')).toContain('Column "x" has 20 NaN, infinite or too large value(s)');
  expect(dataset.x.every(Number.isFinite)).toBe(true);
});

test('files of their own for the parts, and the same content elsewhere', async () => {
  const { prepare, write } = folder();
  const parts = {
    validation: { path: fixturePath('parquet/gzip.parquet') },
    test: { path: fixturePath('parquet/none.parquet') },
  };
  expect((await prepare({ ...file('snappy'), ...parts })).header).toMatchObject({
    ...{ trainRows: 40, validationRows: 40, testRows: 40, classes: ['a', 'b'] },
  });
  const first = await prepare(file('snappy'));
  write('copy.parquet', fixture('parquet/snappy.parquet'));
  expect((await prepare({ ...file('snappy'), path: 'copy.parquet' })).path).toBe(first.path);
});

const whole = fixture('parquet/snappy.parquet');
test.each<[string, Buffer, object, string]>([
  [
    'a packing that is not read',
    fixture('parquet/lz4.parquet'),
    {},
    '{}f is packed with LZ4_RAW; write it with snappy, gzip, zstd or brotli.',
  ],
  ['no rows', fixture('parquet/empty.parquet'), {}, '{}f has 11 columns but zero rows of data.'],
  ['a cut file', whole.subarray(0, -40), {}, '{}f is no Parquet file, or a damaged one'],
  [
    'a footer of nothing',
    Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(4000), Buffer.from([16, 0, 0, 0]), Buffer.from('PAR1')]),
    {},
    '{}f is no Parquet file, or a damaged one (its footer makes no sense).',
  ],
  ['another format', Buffer.from('a,b\n1,2\n3,4\n'), {}, '{}f is no Parquet file'],
  ['an empty file', Buffer.alloc(0), {}, '{}f is empty (0 bytes).'],
  ['a damaged page', Buffer.from(whole).fill(0xff, 60, 90), {}, 'cannot be read'],
  [
    'an unknown label',
    whole,
    { label: 'kid' },
    '"label" names the column "kid", which {}f does not have; did you mean "kind"?',
  ],
  [
    'a nested input',
    fixture('parquet/nested.parquet'),
    { label: 'y', features: ['x', 'place'] },
    'Column "place" of {}f is nested; an input is a number or a text',
  ],
  [
    'a nested label',
    fixture('parquet/nested.parquet'),
    { label: 'place' },
    'Column "place" of {}f is nested; a label is a number, a text or a list',
  ],
  [
    'bytes that are no text',
    fixture('parquet/odd.parquet'),
    { label: 'y' },
    'Column "raw" of {}f holds bytes that are no UTF-8 text; list it under "exclude"',
  ],
  [
    'other columns in another part',
    whole,
    { validation: { path: fixturePath('parquet/odd.parquet') } },
    'lacks the column "age"',
  ],
  ['an unknown field', whole, { delimiter: ';' }, 'Unknown field "data.delimiter"'],
])('%s is a sentence', async (_, content, fields, sentence) => {
  const place = folder({ f: content });
  const due = sentence.replace('{}', join(place.path, '/'));
  await expect(place.prepare({ source: 'parquet', path: 'f', label: 'kind', ...fields })).rejects.toThrow(due);
  expect(place.cached()).toEqual([]);
});

test('a damaged file that would be decoded for ever ends in a sentence, and at once when cancelled', async () => {
  const path = fixturePath('parquet/endless.parquet');
  const job = { kind: 'parquet-column', path, name: 'size', rows: 40 } as const;
  await expect(runJob(job, { pause: async () => {}, limitMs: 2000 })).rejects.toThrow(
    'could not be decoded within 2 seconds; it is likely damaged',
  );
  const stop = new AbortController();
  stop.abort();
  await expect(runJob(job, { pause: pauser(stop.signal) })).rejects.toMatchObject({ code: 'cancelled' });
});
