// Files that have not changed are not read again, and every change of one is seen.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sourceMemory } from '#main/data/known-sources.ts';
import { recallPrepared } from '#main/data/prepare.ts';
import { openSource } from '#main/data/sources.ts';
import { csvOf, folder, idxFile } from './folder.ts';

const known = { title: 'f', digest: 'd' };
/** The clock of a program that looks at files made this moment once they have rested. */
const later = () => Date.now() + 10_000;
const table = (shift: number) =>
  csvOf(
    ['a', 'y'],
    Array.from({ length: 30 }, (_, i) => [(i + shift) % 10, i % 2]),
  );

const memoryNames = (cacheDir: string) => readdirSync(cacheDir).filter((name) => name.endsWith('.source'));

function memoryOf(
  cacheDir: string,
  path: string,
  { now = later, rules = [1] }: { now?: () => number; rules?: unknown[] } = {},
) {
  return sourceMemory({ source: 'csv', path, label: 'y' }, { cacheDir, rules, now });
}

test('what a file held is known until the file changes', async () => {
  const { write, cacheDir } = folder();
  const path = write('f.csv', table(0));
  expect(await (await memoryOf(cacheDir, path)).recall()).toBeNull();
  await (await memoryOf(cacheDir, path)).remember(known);
  expect(await (await memoryOf(cacheDir, path)).recall()).toMatchObject(known);
  expect(await (await memoryOf(cacheDir, path, { rules: [2] })).recall()).toBeNull();

  const { atime, mtime } = statSync(path);
  write('f.csv', table(1));
  utimesSync(path, atime, mtime);
  expect(statSync(path).mtimeMs).toBe(mtime.getTime());
  expect(await (await memoryOf(cacheDir, path)).recall()).toBeNull();
});

test('another file of the same size and time in its place is another file', async () => {
  const { write, cacheDir } = folder();
  const path = write('f.csv', table(0));
  const other = write('g.csv', table(1));
  for (const file of [path, other]) utimesSync(file, 1e9, 1e9);
  await (await memoryOf(cacheDir, path)).remember(known);
  renameSync(other, path);
  expect(await (await memoryOf(cacheDir, path)).recall()).toBeNull();
});

test('a file that was written this moment is not trusted by its times', async () => {
  const { write, cacheDir } = folder();
  const path = write('f.csv', table(0));
  await (await memoryOf(cacheDir, path, { now: Date.now })).remember(known);
  expect(await (await memoryOf(cacheDir, path)).recall()).toBeNull();
});

test('files that come into a folder, and folders of many files, are noticed', async () => {
  const { write, cacheDir, path } = folder();
  const images = idxFile([2, 1, 1], [1, 2]);
  write('set/train-images-idx3-ubyte', images);
  write('set/train-labels-idx1-ubyte', idxFile([2], [0, 1]));
  const memory = () => sourceMemory({ source: 'idx', path: join(path, 'set') }, { cacheDir, rules: [], now: later });
  await (await memory()).remember(known);
  expect(await (await memory()).recall()).toMatchObject(known);
  write('set/t10k-images-idx3-ubyte', images);
  expect(await (await memory()).recall()).toBeNull();

  for (let i = 0; i < 20; i++) write(`set/${i}`, '1');
  await (await memory()).remember(known);
  expect(await (await memory()).recall()).toBeNull();
});

test('a damaged memory, a missing file and a folder that cannot be written mean that the data are read', async () => {
  const { write, cacheDir, cached } = folder();
  const path = write('f.csv', table(0));
  await (await memoryOf(cacheDir, path)).remember(known);
  for (const name of memoryNames(cacheDir)) writeFileSync(join(cacheDir, name), '{"title":1');
  expect(await (await memoryOf(cacheDir, path)).recall()).toBeNull();
  rmSync(cacheDir, { recursive: true });
  writeFileSync(cacheDir, 'a file, where the folder should be');
  await (await memoryOf(cacheDir, path)).remember(known);
  rmSync(cacheDir);
  mkdirSync(cacheDir);
  rmSync(path);
  await (await memoryOf(cacheDir, path)).remember(known);
  expect(cached()).toEqual([]);
});

test('preparation goes by it: of data that are known only the encoded file is read', async () => {
  const { write, cacheDir, path, prepare } = folder();
  const first = write('f.csv', table(0));
  const second = write('g.csv', table(3));
  const spec = { source: 'csv', path: 'f.csv', label: 'y' } as const;
  const options = { baseDir: path, cacheDir };
  await prepare(spec);
  const other = await prepare({ ...spec, path: 'g.csv' });
  for (const file of [first, second]) utimesSync(file, 1e9, 1e9);
  expect(await recallPrepared(spec, options)).toBeNull();
  // Longer than the clock of any file system ticks.
  await sleep(3200);
  const content = await prepare(spec);
  expect(await recallPrepared(spec, options)).toEqual(content);

  // It would not be believed that a file has another's content if that file had been read.
  const digest = (await openSource({ ...spec, path: second }, async () => undefined)).digest;
  const [name] = memoryNames(cacheDir);
  const file = join(cacheDir, name ?? '');
  const told = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...told, digest }));
  expect((await recallPrepared(spec, options))?.header.fingerprint).toBe(other.header.fingerprint);
});
