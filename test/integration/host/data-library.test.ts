// Data sets as things of their own: what studies use, what was added, what a page brings, and what is wrong inside.
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { openHost } from '../../support/host.ts';
import { temporaryFolder } from '../../support/vernier.ts';

async function studio(folder = temporaryFolder()) {
  const notices: string[] = [];
  const { client, close } = await openHost(folder, (notice) => notices.push(notice));
  return { client, folder, notices, close };
}

const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${(i * 3) % 11},${i % 3 === 0 ? 'a' : 'b'}`);
/** Long ago, so that its times prove that it did not change. */
function writeTable(path: string, text = `x1,x2,kind\n${rows.join('\n')}\n`): string {
  writeFileSync(path, text);
  const long = new Date(Date.now() - 3_600_000);
  utimesSync(path, long, long);
  return path;
}

test('a data set that was added is listed with what was found in it, until it is taken off; and what becomes of its file', async () => {
  const { client, folder } = await studio();
  const path = writeTable(join(folder, 'flowers.csv'));
  const data = { source: 'csv', path, label: 'kind' };
  const { id } = await client.call('datasets.add', { name: 'Flowers', data });
  expect(await client.call('datasets.known', {})).toMatchObject([
    { id, name: 'Flowers', data, added: true, path, state: 'unchecked', facts: null, studies: [], copied: false },
  ]);

  // The same file with another label is the same data set; what the profile found is known from now on.
  await client.call('datasets.add', { name: 'Flowers', data: { ...data, task: 'classification' } });
  const profile = await client.call('datasets.profile', { data: { ...data, task: 'classification' } });
  expect(profile.columns[0]?.bins?.reduce((sum, n) => sum + n, 0)).toBe(60);
  const [known, ...others] = await client.call('datasets.known', {});
  expect(others).toEqual([]);
  expect(known).toMatchObject({
    state: 'same',
    facts: { rows: 60, classes: 2, task: 'classification', kind: 'table' },
  });

  // A study on it makes it used; another content is told.
  const file = { version: 1, name: 'On flowers', data, settings: { 'training.epochs': 1 } };
  const study = await client.call('studies.open', { file, path: null });
  expect((await client.call('datasets.known', {}))[0]?.studies).toEqual([
    { id: study.id, name: 'On flowers', state: 'draft' },
  ]);
  await client.call('datasets.forget', { id });
  expect(await client.call('datasets.known', {})).toMatchObject([{ id, added: false, name: 'flowers.csv' }]);
  await client.call('datasets.restore', { id });
  expect((await client.call('datasets.known', {}))[0]?.added).toBe(true);

  rmSync(path);
  expect((await client.call('datasets.known', {}))[0]).toMatchObject({
    state: 'gone',
    message: expect.stringContaining(path),
  });
});

test('a study that ran tells when its data are others now', async () => {
  const { client, folder } = await studio();
  const path = writeTable(join(folder, 'flowers.csv'));
  const data = { source: 'csv', path, label: 'kind' };
  const settings = { 'training.epochs': 1, 'optimizer.learningRate': { type: 'float', low: 0.001, high: 0.1 } };
  const file = {
    version: 1,
    name: 'Ran',
    data,
    settings,
    search: { trials: 1, parallel: 1 },
    engine: { name: 'onnx', threads: 1 },
  };
  const { id } = await client.call('studies.open', { file, path: null });
  await client.call('studies.start', { id });
  await expect
    .poll(async () => (await client.call('studies.get', { id })).summary.state, { timeout: 30_000 })
    .toBe('finished');
  expect((await client.call('datasets.known', {}))[0]).toMatchObject({ state: 'same', facts: { rows: 60 } });
  writeTable(path, `x1,x2,kind\n${rows.slice(1).join('\n')}\n`);
  expect((await client.call('datasets.known', {}))[0]).toMatchObject({ state: 'changed', facts: { rows: 60 } });
});

test('"~" and relative paths start from the home folder', async () => {
  const { client, folder } = await studio();
  const path = writeTable(join(folder, 'flowers.csv'));
  const fromHome = relative(homedir(), path);
  for (const typed of [fromHome, `~/${fromHome}`]) {
    const found = await client.call('datasets.sniff', { path: typed, home: true });
    expect(found).toMatchObject({ path, source: 'csv', encoding: 'UTF-8', columns: ['x1', 'x2', 'kind'] });
  }
  await client.call('datasets.add', { name: 'F', data: { source: 'csv', path: `~/${fromHome}`, label: 'kind' } });
  expect((await client.call('datasets.known', {}))[0]?.path).toBe(path);
});

test('the list survives the program, and what was taken off it goes with its copy', async () => {
  const first = await studio();
  const text = new TextEncoder().encode(`x1,x2,kind\n${rows.join('\n')}\n`);
  const { id: copy } = await first.client.call('datasets.copyBegin', {
    name: 'f.csv',
    folder: false,
    bytes: text.length,
  });
  const half = text.length >> 1;
  const piece = (from: number, to: number) => [{ path: 'f.csv', offset: from, bytes: text.slice(from, to) }];
  await first.client.call('datasets.copyPart', { id: copy, pieces: piece(0, half) });
  // Nothing has its name before it is whole.
  expect(readdirSync(join(first.folder, 'data')).every((name) => name.startsWith('.part-'))).toBe(true);
  expect(await first.client.call('datasets.copyPart', { id: copy, pieces: piece(half, text.length) })).toEqual({
    received: text.length,
  });
  const { path } = await first.client.call('datasets.copyEnd', { id: copy });
  expect(path).toBe(join(first.folder, 'data', 'f.csv'));
  expect(readFileSync(path)).toEqual(Buffer.from(text));
  const { id } = await first.client.call('datasets.add', { name: 'F', data: { source: 'csv', path, label: 'kind' } });
  expect((await first.client.call('datasets.known', {}))[0]).toMatchObject({ copied: true, bytes: text.length });
  await first.close();

  const second = await studio(first.folder);
  expect((await second.client.call('datasets.known', {}))[0]?.id).toBe(id);
  await second.client.call('datasets.forget', { id });
  expect(readdirSync(join(first.folder, 'data'))).toEqual(['f.csv']);
  await second.close();
  expect(readdirSync(join(first.folder, 'data'))).toEqual([]);
  expect(await (await studio(first.folder)).client.call('datasets.known', {})).toEqual([]);
});

test('copies: a folder, names that clash or lead elsewhere, too many bytes, one that is cancelled or cut short', async () => {
  const { client, folder } = await studio();
  const bytes = new Uint8Array([1, 2, 3]);
  const bring = async (name: string, files: readonly string[]) => {
    const { id } = await client.call('datasets.copyBegin', { name, folder: true, bytes: 3 * files.length });
    await client.call('datasets.copyPart', { id, pieces: files.map((path) => ({ path, offset: 0, bytes })) });
    return (await client.call('datasets.copyEnd', { id })).path;
  };
  expect(await bring('cats', ['a/1.png', 'b/2.png'])).toBe(join(folder, 'data', 'cats'));
  expect(await bring('cats', ['a/1.png'])).toBe(join(folder, 'data', 'cats (2)'));
  expect(readdirSync(join(folder, 'data', 'cats')).sort()).toEqual(['a', 'b']);
  for (const path of ['../out.png', 'a/../../out.png', '/etc/x', 'a\\b.png', 'a//b.png']) {
    await expect(bring('dogs', [path]), path).rejects.toMatchObject({ code: 'invalid' });
  }
  await expect(client.call('datasets.copyBegin', { name: '../x', folder: false, bytes: 1 })).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(
    client.call('datasets.copyBegin', { name: 'large.csv', folder: false, bytes: 2 ** 40 }),
  ).rejects.toMatchObject({ code: 'limit', message: expect.stringContaining('path on this computer') });
});

test('a copy that is cancelled or cut short leaves nothing', async () => {
  const { client, folder } = await studio();
  const bytes = new Uint8Array(10);
  const begin = () => client.call('datasets.copyBegin', { name: 'x.csv', folder: false, bytes: 20 });
  const cut = await begin();
  await client.call('datasets.copyPart', { id: cut.id, pieces: [{ path: 'x.csv', offset: 0, bytes }] });
  await expect(client.call('datasets.copyEnd', cut)).rejects.toMatchObject({
    message: expect.stringContaining('10 of 20'),
  });
  const twice = await begin();
  const part = { id: twice.id, pieces: [{ path: 'x.csv', offset: 0, bytes }] };
  await client.call('datasets.copyPart', part);
  await expect(client.call('datasets.copyPart', part)).rejects.toMatchObject({ code: 'invalid' });
  const cancelled = await begin();
  await client.call('datasets.copyPart', { id: cancelled.id, pieces: [{ path: 'x.csv', offset: 0, bytes }] });
  await client.call('datasets.copyCancel', cancelled);
  expect(readdirSync(join(folder, 'data'))).toEqual([]);
});

test('a damaged list is put aside and told, and what a killed program left half-written is swept away', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'data', '.part-1'), { recursive: true });
  writeFileSync(join(folder, 'data-sets.json'), '{"version":1,"datasets":[{]');
  const { client, notices } = await studio(folder);
  expect(await client.call('datasets.known', {})).toEqual([]);
  expect(readdirSync(join(folder, 'data'))).toEqual([]);
  expect(notices.join()).toContain('data-sets.json.damaged');
  expect(readdirSync(folder)).toContain('data-sets.json.damaged');
});

test('every line and cell that cannot be read is told at once', async () => {
  const { client, folder } = await studio();
  const lines = ['x1,x2,kind', ...rows];
  lines[5] = '3,4';
  lines[9] = '3,oops,a';
  const path = writeTable(join(folder, 'bad.csv'), `${lines.join('\n')}\n`);
  const data = { source: 'csv', path, label: 'kind' };
  expect(await client.call('datasets.scan', { data })).toMatchObject({
    ...{ encoding: 'UTF-8', delimiter: ',', rows: 60, columns: 3, whole: true },
    counts: { fields: 1, number: 1, character: 0, unreadable: 0 },
    faults: [
      { kind: 'fields', line: 6, found: 2, wanted: 3 },
      { kind: 'number', line: 10, column: 'x2', text: 'oops' },
    ],
  });
  writeTable(path, `x1,kind\n1,a\n2,"b\n`);
  expect((await client.call('datasets.scan', { data }))?.faults).toMatchObject([{ kind: 'unreadable', line: 3 }]);
  expect(await client.call('datasets.scan', { data: { source: 'sample', name: 'iris' } })).toBeNull();
});

test('the checks of the data need no study', async () => {
  const { client } = await studio();
  const results = await client.call('datasets.checks', { data: { source: 'sample', name: 'penguins' } });
  expect(results.map(({ id }) => id)).toEqual([
    ...['missing', 'columns', 'input-scale', 'class-balance', 'duplicates', 'label-noise'],
  ]);
  expect(results[0]?.status).not.toBe('skipped');
});

test('every window hears of a data set that is added, taken off and put back', async () => {
  const { client, folder } = await studio();
  let heard = 0;
  client.subscribe('datasets.changed', '', () => heard++);
  const path = writeTable(join(folder, 'heard.csv'));
  const { id } = await client.call('datasets.add', { name: 'Heard', data: { source: 'csv', path, label: 'kind' } });
  await expect.poll(() => heard).toBe(1);
  await client.call('datasets.forget', { id });
  await client.call('datasets.restore', { id });
  await expect.poll(() => heard).toBe(3);
});
