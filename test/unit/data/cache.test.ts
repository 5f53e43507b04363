import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDatasetCache, readDatasetCacheHead, writeDatasetCache } from '#main/data/cache.ts';
import type { EncodedDataset } from '#main/data/dataset.ts';
import { fileMapOf } from '#main/training/map-file.ts';
import { AppError } from '#shared/errors.ts';
import { folder } from './folder.ts';

const map = fileMapOf(process.platform);

function dataset(rows: number, features: number, xType: 'uint8' | 'float32'): EncodedDataset {
  const x = xType === 'uint8' ? new Uint8Array(rows * features) : new Float32Array(rows * features);
  for (let i = 0; i < x.length; i++) x[i] = (i * 37) % 251;
  const validationRows = Math.floor(rows / 3);
  const each = (length: number, from: number) => Uint32Array.from({ length }, (_, i) => from + i);
  return {
    header: {
      version: 1,
      fingerprint: 'f',
      task: 'classification',
      kind: 'table',
      rows,
      inputShape: [features],
      features: Array.from({ length: features }, (_, i) => `feature ${i} é 特`),
      xType,
      vocabulary: null,
      classes: ['a', 'b'],
      trainClassCounts: [1, 2],
      label: 'y',
      labelMean: 0,
      labelSd: 1,
      statistics: { mean: [0.1], sd: [1 / 3], min: [0], max: [5e-324] },
      trainRows: rows - validationRows,
      validationRows,
      testRows: 0,
    },
    x,
    lengths: null,
    y: Float32Array.from({ length: rows }, (_, i) => i % 2),
    train: each(rows - validationRows, 0),
    validation: each(validationRows, rows - validationRows),
    test: new Uint32Array(0),
    sourceRows: each(rows, 7),
  };
}

test('what is written is what is read, for any shape and both types', async () => {
  const { path } = folder();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom('uint8' as const, 'float32' as const),
      async (rows, features, xType) => {
        const written = dataset(rows, features, xType);
        const file = join(path, 'data.vds');
        await writeDatasetCache(file, written, { note: 'kept' });
        expect(openDatasetCache(file)).toEqual(written);
        expect(openDatasetCache(file, map)).toEqual(written);
        expect(readDatasetCacheHead(file)).toEqual({ header: written.header, profile: { note: 'kept' } });
      },
    ),
    { numRuns: 25 },
  );
});

test('a file cut short anywhere is refused with a sentence', async () => {
  const { path } = folder();
  const file = join(path, 'data.vds');
  await writeDatasetCache(file, dataset(10, 3, 'float32'));
  const whole = readFileSync(file);
  for (let length = 0; length < whole.byteLength; length += 13) {
    writeFileSync(file, whole.subarray(0, length));
    expect(() => openDatasetCache(file)).toThrow(AppError);
    expect(() => readDatasetCacheHead(file)).toThrow(/data cache .* (ends|has|does not)/);
    // Under a name of its own: what is mapped must not be cut.
    const cut = join(path, `cut-${length}.vds`);
    writeFileSync(cut, whole.subarray(0, length));
    expect(() => openDatasetCache(cut, map)).toThrow(/data cache .* (ends|has|does not)/);
  }
});

test('one changed byte anywhere is refused', async () => {
  const { path } = folder();
  const file = join(path, 'data.vds');
  await writeDatasetCache(file, dataset(10, 3, 'uint8'));
  const whole = readFileSync(file);
  for (let at = 0; at < whole.byteLength; at++) {
    if (at >= 20 && at < 24) continue; // The unused word of the preamble.
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x11;
    writeFileSync(file, changed);
    expect(() => openDatasetCache(file), `byte ${at}`).toThrow(AppError);
  }
});

test('random bytes never give anything but an AppError', () => {
  const { path } = folder();
  const file = join(path, 'random.vds');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, withMagic) => {
      writeFileSync(file, withMagic ? Buffer.concat([Buffer.from('VRNDATA\0\x01\0\0\0', 'latin1'), bytes]) : bytes);
      expect(() => openDatasetCache(file)).toThrow(AppError);
      expect(() => readDatasetCacheHead(file)).toThrow(AppError);
    }),
  );
});

test('a missing file, and a folder in its place', () => {
  const { path } = folder();
  expect(() => openDatasetCache(join(path, 'none.vds'))).toThrow(/There is no data cache at .*none\.vds/);
  expect(() => openDatasetCache(path)).toThrow(AppError);
  expect(() => openDatasetCache(join(path, 'none.vds'), map)).toThrow(/There is no data cache at .*none\.vds/);
  expect(() => openDatasetCache(path, map)).toThrow(AppError);
  expect(() => readDatasetCacheHead(path)).toThrow(AppError);
});

test('a cache that cannot be written leaves nothing behind', async () => {
  const { path, write } = folder();
  write('file', 'in the way');
  await expect(writeDatasetCache(join(path, 'file', 'data.vds'), dataset(3, 1, 'uint8'))).rejects.toMatchObject({
    code: 'unavailable',
  });
});
