// Data are prepared in a thread of its own: the same file, the same sentences, and an end when the study is cancelled.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { prepareApart } from '#main/data/prepare-apart.ts';
import { csvOf, folder } from '../../unit/data/folder.ts';

const rows = Array.from({ length: 400 }, (_, i) => [`word${i % 7} and word${i % 11}`, i % 2 === 0 ? 'pos' : 'neg']);
const small = csvOf(['text', 'mood'], rows);
/** More than the half megabyte up to which the host prepares data itself. */
const file = csvOf(
  ['text', 'mood'],
  rows.flatMap(([text, mood]) => new Array(100).fill([text, mood])),
);
const spec = { source: 'text', path: 'r.csv', text: 'text', label: 'mood' };

test.each([
  ['small', small],
  ['large', file],
])('%s data give the file that the same program makes without a thread, and are found again', async (_, content) => {
  const here = folder({ 'r.csv': content });
  const apart = folder({ 'r.csv': content });
  const own = await here.prepare(spec);
  const options = { baseDir: apart.path, cacheDir: apart.cacheDir };
  const first = await prepareApart(spec, options);
  expect(first.header).toEqual(own.header);
  expect(first.profile).toEqual({ ...own.profile, source: join(apart.path, 'r.csv') });
  const bytes = readFileSync(first.path);
  const [again, other] = await Promise.all([prepareApart(spec, options), prepareApart(spec, options)]);
  expect([again.path, other.path]).toEqual([first.path, first.path]);
  expect(readFileSync(first.path)).toEqual(bytes);
});

test('threads that prepare the same new data at the same time do not take each other’s file away', async () => {
  const { path, cacheDir } = folder({ 'r.csv': file });
  const all = await Promise.all(Array.from({ length: 4 }, () => prepareApart(spec, { baseDir: path, cacheDir })));
  expect(new Set(all.map((prepared) => prepared.path)).size).toBe(1);
  expect(readdirSync(cacheDir).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('what is wrong with the data is told as it is without the thread', async () => {
  const { path, cacheDir, prepare } = folder({ 'r.csv': file });
  const wrong = { ...spec, label: 'modo' };
  const told = await prepare(wrong).catch((error: unknown) => error);
  await expect(prepareApart(wrong, { baseDir: path, cacheDir })).rejects.toEqual(told);
  await expect(prepareApart({ source: 'csv' }, { baseDir: path, cacheDir })).rejects.toMatchObject({ code: 'invalid' });
});

test('cancelling ends the preparation and leaves nothing behind', async () => {
  const { path, cacheDir, cached } = folder({ 'r.csv': file });
  const cancelling = new AbortController();
  const preparing = prepareApart(spec, { baseDir: path, cacheDir, signal: cancelling.signal });
  setImmediate(() => cancelling.abort());
  await expect(preparing).rejects.toMatchObject({ code: 'cancelled' });
  expect(cached()).toEqual([]);
  await expect(prepareApart(spec, { baseDir: path, cacheDir, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  });
});

test('only what takes long gets a thread: data that are read in a moment do not wait for one to start', async () => {
  const { path, cacheDir } = folder({ 'small.csv': small, 'large.csv': file });
  const threads: unknown[] = [];
  const count = (thread: unknown) => threads.push(thread);
  process.on('worker', count);
  onTestFinished(() => void process.off('worker', count));
  const options = { baseDir: path, cacheDir };
  await prepareApart({ ...spec, path: 'small.csv' }, options);
  await prepareApart({ source: 'sample', name: 'iris' }, options);
  expect(threads).toHaveLength(0);
  await prepareApart({ ...spec, path: 'large.csv' }, options);
  expect(threads).toHaveLength(1);
  await prepareApart({ source: 'sample', name: 'digits' }, options);
  expect(threads).toHaveLength(2);
});

test('data that the memory does not hold are a sentence, and the program goes on', async () => {
  const wide = csvOf(
    ['text', 'mood'],
    Array.from({ length: 50_000 }, (_, i) => [`${i} ${'different '.repeat(80)}`, i % 2]),
  );
  const { path, cacheDir, cached } = folder({ 'r.csv': wide });
  const options = { baseDir: path, cacheDir, maxHeapMb: 32 };
  await expect(prepareApart(spec, options)).rejects.toThrow('too large to be prepared in the memory of this machine');
  expect(cached()).toEqual([]);
});
