import { statSync, unlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openDatasetCache } from '#main/data/cache.ts';
import { findPrepared, type PreparedDataset, recallPrepared } from '#main/data/prepare.ts';
import * as csv from '#main/data/readers/csv.ts';
import { drawFold } from '#main/data/split.ts';
import { csvOf, folder } from './folder.ts';

const classes = ['p', 'p', 'q', 'p', 'r', 'q', 'p'];
const table = csvOf(
  ['a', 'y'],
  Array.from({ length: 47 }, (_, i) => [i, classes[i % 7]]),
);
const spec = { source: 'csv', path: 'f.csv', label: 'y', types: { a: 'number' } } as const;

/** What column "a" holds in each part of each fold. */
function partsOf({ files }: PreparedDataset) {
  return files.map(({ path }) => {
    const { x, train, validation, test: locked } = openDatasetCache(path);
    const values = (rows: Uint32Array) => Array.from(rows, (row) => x[row] ?? Number.NaN);
    return { train: values(train), validation: values(validation), test: values(locked) };
  });
}

const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);

test('every row validates in exactly one fold and trains in all others; test rows in none', async () => {
  const { prepare, cached } = folder({ 'f.csv': table });
  const prepared = await prepare({ ...spec, validation: { folds: 5, seed: 2 }, test: { fraction: 0.2 } });
  const parts = partsOf(prepared);
  const locked = ascending(parts[0]?.test ?? []);
  const free = Array.from({ length: 47 }, (_, i) => i).filter((row) => !locked.includes(row));
  expect(cached()).toHaveLength(5);
  expect(locked).toHaveLength(9);
  expect(ascending(parts.flatMap(({ validation }) => validation))).toEqual(free);
  for (const { train, validation, test: same } of parts) {
    expect(ascending([...train, ...validation])).toEqual(free);
    expect(ascending(same)).toEqual(locked);
  }
});

test('rows of every class, and rows in all, differ by at most one between folds, whatever the classes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 60 }),
      fc.integer({ min: 2, max: 8 }),
      fc.integer({ min: 0, max: 1000 }),
      (labels, folds, seed) => {
        const rows = Uint32Array.from(labels, (_, row) => row);
        const classOf = Float64Array.from(labels);
        const taken = Array.from(
          { length: folds },
          (_, i) => drawFold(rows, { folds, fold: i + 1, seed, classOf }).taken,
        );
        const spread = (counts: readonly number[]) => Math.max(...counts) - Math.min(...counts);
        expect(ascending(taken.flatMap((part) => [...part]))).toEqual([...rows]);
        expect(spread(taken.map((part) => part.length))).toBeLessThanOrEqual(1);
        for (const name of new Set(labels))
          expect(spread(taken.map((part) => part.filter((row) => labels[row] === name).length))).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('folds are the same for the same seed and others for another; without stratify classes do not matter', async () => {
  const { prepare } = folder({ 'f.csv': table });
  const validated = async (validation: object) =>
    partsOf(await prepare({ ...spec, validation })).map((p) => p.validation);
  const first = await validated({ folds: 3, seed: 1 });
  expect(await validated({ seed: 1, folds: 3, stratify: true })).toEqual(first);
  expect(await validated({ folds: 3, seed: 2 })).not.toEqual(first);
  expect(await validated({ folds: 3, seed: 1, stratify: false })).not.toEqual(first);
});

test('what is fitted is fitted on the training rows of the fold alone', async () => {
  const rows = Array.from({ length: 12 }, (_, i) => [i === 7 ? 1000 : 1 + (i % 2), i === 7 ? 'odd' : 'even', i % 2]);
  const { prepare } = folder({ 'f.csv': csvOf(['size', 'kind', 'y'], rows) });
  const { files } = await prepare({
    ...{ source: 'csv', path: 'f.csv', label: 'y', types: { kind: 'category' } },
    validation: { folds: 4, stratify: false },
  });
  const leaving = files.map(({ header }) => header).filter(({ statistics }) => statistics.max[0] !== 1000);
  expect(leaving).toHaveLength(1);
  expect(leaving[0]?.features).toEqual(['size', 'kind=even']);
  expect(leaving[0]?.statistics.max[0]).toBe(2);
  for (const { header } of files.filter(({ header: one }) => one !== leaving[0]))
    expect(header.features).toEqual(['size', 'kind=even', 'kind=odd']);
});

test('the subset reduces what trains in each fold and leaves validation as it is', async () => {
  const { prepare } = folder({ 'f.csv': table });
  const whole = partsOf(await prepare({ ...spec, validation: { folds: 4 } }));
  const small = partsOf(await prepare({ ...spec, validation: { folds: 4 }, subset: { rows: 12 } }));
  expect(small.map(({ validation }) => validation)).toEqual(whole.map(({ validation }) => validation));
  for (const [i, { train }] of small.entries()) {
    expect(train).toHaveLength(12);
    for (const row of train) expect(whole[i]?.train).toContain(row);
  }
});

test('the source is read once for all folds, and folds that are there are found again one by one', async () => {
  const { prepare, path, cacheDir, write } = folder();
  const file = write('f.csv', table);
  utimesSync(file, 1e9, 1e9);
  const asked = { ...spec, validation: { folds: 3 } };
  const options = { baseDir: path, cacheDir };
  let loads = 0;
  const { openCsv } = csv;
  const opening = vi.spyOn(csv, 'openCsv').mockImplementation(async (...given) => {
    const source = await openCsv(...given);
    const load = () => {
      loads++;
      return source.load();
    };
    return { ...source, load };
  });
  onTestFinished(() => opening.mockRestore());
  // Longer than the clock of any file system ticks.
  await sleep(3200);
  const first = await prepare(asked);
  expect([opening.mock.calls.length, loads]).toEqual([1, 1]);
  const made = first.files.map((one) => statSync(one.path).ino);
  expect(await recallPrepared(asked, options)).toEqual(first);
  expect(opening).toHaveBeenCalledTimes(1);
  unlinkSync(first.files[1]?.path ?? '');
  expect(await findPrepared(asked, options)).toBeNull();
  expect(await prepare(asked)).toEqual(first);
  const now = first.files.map((one) => statSync(one.path).ino);
  expect([now[0], now[2]]).toEqual([made[0], made[2]]);
});

test('each fold has a fingerprint of its own, and all together have the study’s', async () => {
  const { prepare } = folder({ 'f.csv': table, 'copy/g.csv': table });
  const first = await prepare({ ...spec, validation: { folds: 3 } });
  const moved = await prepare({ ...spec, path: join('copy', 'g.csv'), validation: { folds: 3 } });
  const fingerprints = ({ files }: PreparedDataset) => files.map(({ header }) => header.fingerprint);
  expect(new Set([first.fingerprint, ...fingerprints(first)]).size).toBe(4);
  expect(first.profile.fingerprint).toBe(first.fingerprint);
  expect([moved.fingerprint, ...fingerprints(moved)]).toEqual([first.fingerprint, ...fingerprints(first)]);
  const { fingerprint } = await prepare({ ...spec, validation: { folds: 4 } });
  expect(fingerprint).not.toBe(first.fingerprint);
});

test('the profile says that there are folds, and of which of them something is true', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => [i, i < 2 ? 'rare' : `c${i % 2}`]);
  const { prepare } = folder({ 'f.csv': csvOf(['a', 'y'], rows) });
  const { profile } = await prepare({ ...spec, validation: { folds: 4 } });
  expect(profile).toMatchObject({ folds: 4, trainRows: 15, validationRows: 5 });
  expect(profile.notes[0]).toContain('Validation is in 4 folds');
  expect(profile.notes).toContainEqual(
    expect.stringMatching(/^Folds \d, \d: The validation part has no row of "rare"\.$/),
  );
});
