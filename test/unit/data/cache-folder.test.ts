// Which encoded data sets stay in the cache folder.
import { mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultCacheLimits, touchCacheFile, trimCacheFolder } from '#main/data/cache-folder.ts';
import { csvOf, folder } from './folder.ts';

const now = Date.now();
const day = 24 * 3600_000;
const limits = { mostBytes: 1000, longestUnusedMs: 30 * day };

/** Files of some size, used so many days ago. */
function cacheOf(files: Record<string, { bytes: number; daysAgo: number }>) {
  const { cacheDir, cached } = folder();
  mkdirSync(cacheDir);
  for (const [name, { bytes, daysAgo }] of Object.entries(files)) {
    writeFileSync(join(cacheDir, name), new Uint8Array(bytes));
    const at = new Date(now - daysAgo * day);
    utimesSync(join(cacheDir, name), at, at);
  }
  const trim = (inUse: string[] = []) =>
    trimCacheFolder(cacheDir, { inUse: new Set(inUse.map((name) => join(cacheDir, name))), now, limits });
  return { cacheDir, trim, cached: () => cached().sort() };
}

test('the least recently used go until the rest fits, and no more', async () => {
  const { trim, cached } = cacheOf({
    'a.vds': { bytes: 400, daysAgo: 3 },
    'b.vds': { bytes: 400, daysAgo: 9 },
    'c.vds': { bytes: 400, daysAgo: 6 },
    'd.vds': { bytes: 100, daysAgo: 1 },
  });
  expect(await trim()).toEqual(['b.vds']);
  expect(cached()).toEqual(['a.vds', 'c.vds', 'd.vds']);
  expect(await trim()).toEqual([]);
});

test('what no study asked for in a month goes, however small', async () => {
  const { trim, cached } = cacheOf({ 'old.vds': { bytes: 1, daysAgo: 31 }, 'new.vds': { bytes: 1, daysAgo: 29 } });
  expect(await trim()).toEqual(['old.vds']);
  expect(cached()).toEqual(['new.vds']);
});

test('the file of a running study stays, however old and large; others make room for it', async () => {
  const { trim, cached } = cacheOf({ 'run.vds': { bytes: 5000, daysAgo: 90 }, 'other.vds': { bytes: 10, daysAgo: 2 } });
  expect(await trim(['run.vds'])).toEqual(['other.vds']);
  expect(cached()).toEqual(['run.vds']);
});

test('what was asked for a moment ago stays although all together are too large', async () => {
  const { cacheDir, trim, cached } = cacheOf({ 'a.vds': { bytes: 5000, daysAgo: 90 } });
  expect(await touchCacheFile(join(cacheDir, 'a.vds'), new Date(now))).toBe(true);
  expect(await trim()).toEqual([]);
  expect(cached()).toEqual(['a.vds']);
  expect(await touchCacheFile(join(cacheDir, 'none.vds'), new Date(now))).toBe(false);
});

test('half files of programs that were killed go after an hour; what is no cache file is not touched', async () => {
  const { trim, cached } = cacheOf({
    'a.vds.4711-1.part': { bytes: 10, daysAgo: 1 },
    'a.vds.4711.out': { bytes: 10, daysAgo: 1 },
    'b.vds.4712-1.part': { bytes: 10, daysAgo: 0.01 },
    'notes.txt': { bytes: 5000, daysAgo: 400 },
  });
  await trim();
  expect(cached()).toEqual(['b.vds.4712-1.part', 'notes.txt']);
});

test('a folder that is not there is empty', async () => {
  const nowhere = join(folder().path, 'none');
  expect(await trimCacheFolder(nowhere, { inUse: new Set(), now, limits })).toEqual([]);
});

test('data prepared again count as used', async () => {
  const { prepare, cacheDir } = folder({
    't.csv': csvOf(
      ['x', 'y'],
      Array.from({ length: 20 }, (_, i) => [i, i % 2 === 0 ? 'a' : 'b']),
    ),
  });
  const spec = { source: 'csv', path: 't.csv', label: 'y' };
  const { path } = await prepare(spec);
  const old = new Date(now - 40 * day);
  utimesSync(path, old, old);
  expect((await prepare(spec)).path).toBe(path);
  expect(statSync(path).mtimeMs).toBeGreaterThan(now - day);
  expect(await trimCacheFolder(cacheDir, { inUse: new Set(), now, limits: defaultCacheLimits })).toEqual([]);
});

test('programs that prepare and trim at the same time: whoever prepares has a whole file in the end', async () => {
  const { open, cacheDir, cached } = folder({
    't.csv': csvOf(
      ['x', 'y'],
      Array.from({ length: 20 }, (_, i) => [i, i % 2 === 0 ? 'a' : 'b']),
    ),
  });
  const spec = { source: 'csv', path: 't.csv', label: 'y' };
  const { path } = await open(spec);
  for (let round = 0; round < 30; round++) {
    const old = new Date(now - 40 * day);
    utimesSync(path, old, old);
    const trims = [1, 2].map(() => trimCacheFolder(cacheDir, { inUse: new Set(), now: Date.now(), limits }));
    const [prepared] = await Promise.all([open(spec), ...trims]);
    expect(prepared.dataset.header.rows).toBe(20);
    await Promise.all(trims);
    expect(cached().filter((name) => name.endsWith('.vds'))).toEqual([path.split(/[\\/]/).at(-1)]);
  }
});
