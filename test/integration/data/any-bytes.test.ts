// Whatever bytes a file holds, and whatever object stands under "data": an encoded data set or an AppError of one line.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parquetColumn, parquetSchemaOf } from '#main/data/decode/parquet.ts';
import { AppError } from '#shared/errors.ts';
import { fixture } from '../../unit/data/fixtures.ts';
import { folder, idxFile } from '../../unit/data/folder.ts';

async function succeedsOrExplains(prepared: Promise<unknown>): Promise<void> {
  const error: unknown = await prepared.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return;
  expect(error).toBeInstanceOf(AppError);
  const { code, message } = error as AppError;
  expect(code, message).not.toBe('internal');
  expect(message).not.toMatch(/\n/);
}

test('random bytes as CSV', async () => {
  const here = folder();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      here.write('f.csv', bytes);
      await succeedsOrExplains(here.prepare({ source: 'csv', path: 'f.csv', label: 'column1', header: false }));
    }),
    { numRuns: 300 },
  );
});

test('text that is nearly CSV', async () => {
  const here = folder();
  const piece = fc.constantFrom(
    'a',
    'b',
    '1',
    '2.5',
    '3,5',
    ',',
    ';',
    '\n',
    '\r\n',
    '"',
    '""',
    '\t',
    '|',
    ' ',
    'NA',
    '-',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
      here.write('f.csv', `a,b\n1,x\n2,y\n${pieces.join('')}`);
      await succeedsOrExplains(here.prepare({ source: 'csv', path: 'f.csv', label: 'b' }));
    }),
    { numRuns: 400 },
  );
});

test('random bytes as IDX, with and without a true header', async () => {
  const here = folder();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 120 }), fc.nat(8), fc.boolean(), async (bytes, rows, honest) => {
      here.write(
        'images',
        honest
          ? idxFile(
              [rows, 2, 2],
              Array.from({ length: rows * 4 }, (_, i) => bytes[i] ?? 0),
            )
          : bytes,
      );
      here.write(
        'labels',
        honest
          ? idxFile(
              [rows],
              Array.from({ length: rows }, (_, i) => (bytes[i] ?? 0) % 3),
            )
          : bytes,
      );
      await succeedsOrExplains(here.prepare({ source: 'idx', images: 'images', labels: 'labels' }));
    }),
    { numRuns: 200 },
  );
});

/** A true file of which some bytes are others, or whose end is missing. */
const damaged = (name: string) => {
  const whole = fixture(name);
  const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
  return fc
    .record({
      changes: fc.array(change, { maxLength: 6 }),
      length: fc.oneof(fc.constant(whole.length), fc.nat(whole.length)),
    })
    .map(({ changes, length }) => {
      const bytes = Buffer.from(whole);
      for (const { at, byte } of changes) bytes[at] = byte;
      return bytes.subarray(0, length);
    });
};

test('damaged NumPy files', async () => {
  const here = folder({ 'y.npy': fixture('npy/int8.npy') });
  for (const name of ['npy/float32.npy', 'npy/texts.npy', 'npy/fortran-cube.npy']) {
    await fc.assert(
      fc.asyncProperty(damaged(name), async (bytes) => {
        here.write('x.npy', bytes);
        await succeedsOrExplains(here.prepare({ source: 'npy', x: 'x.npy', y: 'x.npy' }));
      }),
      { numRuns: 150 },
    );
  }
  for (const name of ['npz/table.npz', 'npz/series-lengths.npz', 'npz/several.npz']) {
    await fc.assert(
      fc.asyncProperty(damaged(name), async (bytes) => {
        here.write('f.npz', bytes);
        await succeedsOrExplains(here.prepare({ source: 'npz', path: 'f.npz' }));
      }),
      { numRuns: 150 },
    );
  }
});

test('damaged Parquet files', async () => {
  const here = folder();
  for (const name of ['snappy', 'gzip', 'zstd', 'none', 'pages', 'nested']) {
    await fc.assert(
      fc.asyncProperty(damaged(`parquet/${name}.parquet`), async (bytes) => {
        const path = here.write('f.parquet', bytes);
        const schema = parquetSchemaOf(path);
        await succeedsOrExplains(schema);
        const { columns, rows } = await schema.catch(() => ({ columns: [], rows: 0 }));
        for (const column of columns.filter(({ form }) => form !== 'nested')) {
          await succeedsOrExplains(parquetColumn(path, column.name, rows));
        }
      }),
      // Decoders run here and not in a thread that can be ended: the same files every time.
      { numRuns: 60, seed: 20 },
    );
  }
}, 120_000);

test('any object as the data object', async () => {
  const here = folder({ 'f.csv': 'a,b\n1,x\n2,y\n3,x\n' });
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), (spec) => succeedsOrExplains(here.prepare(spec))),
    { numRuns: 200 },
  );
  const part = fc.oneof(
    fc.jsonValue(),
    fc.record({ fraction: fc.double() }),
    fc.record({ column: fc.string(), value: fc.nat() }),
  );
  await fc.assert(
    fc.asyncProperty(part, part, part, (validation, test, subset) =>
      succeedsOrExplains(here.prepare({ source: 'csv', path: 'f.csv', label: 'b', validation, test, subset })),
    ),
    { numRuns: 200 },
  );
});
