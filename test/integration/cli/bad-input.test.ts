// Each kind of bad input: one clear sentence on stderr, the right exit code, nothing on stdout, no stack trace, nothing half-written.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const study = (change: Record<string, unknown> = {}) => ({
  version: 1,
  name: 'Bad',
  data: { source: 'sample', name: 'iris' },
  settings: { 'training.epochs': 1 },
  search: { trials: 1 },
  ...change,
});
const settings = (extra: Record<string, unknown>) => study({ settings: { 'training.epochs': 1, ...extra } });
const csv = (extra: Record<string, unknown> = {}) =>
  study({ data: { source: 'csv', path: 'table.csv', label: 'y', ...extra } });

async function expectRefusal(
  file: unknown,
  sentence: RegExp,
  files: Record<string, string | Uint8Array> = {},
): Promise<void> {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const data = join(folder, 'data');
  const outcome = await vernier(data, 'run', writeJson(folder, 'study.json', file), '--json');
  expect(outcome.stderr).toMatch(sentence);
  expect(outcome.stderr).not.toMatch(/^\s+at /m);
  expect(outcome.stderr.trim().split('\n').length).toBeLessThanOrEqual(3);
  expect([1, 2]).toContain(outcome.code);
  expect(outcome.events().filter((one) => one.event === 'trial')).toEqual([]);
  const halves = existsSync(join(data, 'cache'))
    ? readdirSync(join(data, 'cache')).filter((name) => !/\.(vds|source)$/.test(name))
    : [];
  expect(halves).toEqual([]);
}

describe('a study file', () => {
  test.each([
    ['that is not JSON', '{ "version": 1, ', /not JSON.*line 1/],
    ['that is empty', '', /empty/],
    [
      'with a number that JSON has not',
      '{ "version": 1,\n "settings": NaN }',
      /not JSON.*'N' at line 2, column 14\.\n$/,
    ],
    ['with a name twice', '{ "version": 1,\n "name": "a",\n "name": "b" }', /has "name" twice.*line 3/],
    ['in an encoding of old', Buffer.from(JSON.stringify(study({ name: 'Größe' })), 'latin1'), /UTF-8/],
    ['that is nested without end', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, /nested too deeply/],
    ['that is a list', [study()], /list/],
    [
      'with an unknown setting',
      settings({ 'optimizer.learnigRate': 0.1 }),
      /optimizer\.learnigRate.*did you mean.*optimizer\.learningRate/,
    ],
    ['with an unknown field', study({ serach: {} }), /serach.*did you mean.*search/],
    [
      'whose stage narrows one that is not there',
      study({
        search: {},
        stages: [
          { name: 'a', trials: 1 },
          { name: 'b', trials: 1, narrow: { from: 'c' } },
        ],
      }),
      /stages\[1\]\.narrow\.from.*no stage "c".*"a"/,
    ],
    [
      'whose last stage has a subset that the data have not',
      study({
        search: {},
        stages: [
          { name: 'a', trials: 1 },
          { name: 'b', trials: 1, subset: { classes: ['x', 'y'] } },
        ],
      }),
      /Stage "b".*subset\.classes.*"x"/,
    ],
    [
      'with low above high',
      settings({ 'model.dropout': { type: 'float', low: 0.5, high: 0.1 } }),
      /model\.dropout.*low.*high/i,
    ],
    [
      'with a log range from 0',
      settings({ 'optimizer.learningRate': { type: 'float', low: 0, high: 1, scale: 'log' } }),
      /optimizer\.learningRate.*log/i,
    ],
    [
      'with a range that its optimiser does not use',
      settings({ 'optimizer.name': 'adam', 'optimizer.momentum': { type: 'float', low: 0, high: 0.9 } }),
      /optimizer\.momentum.*optimizer\.name/,
    ],
    [
      'with epochs as a range beside a pruner',
      study({
        settings: { 'training.epochs': { type: 'int', low: 1, high: 5 } },
        search: { trials: 1, pruner: { kind: 'median' } },
      }),
      /training\.epochs.*pruner/,
    ],
    [
      'with a constraint that nothing satisfies',
      study({
        settings: { 'model.units': { type: 'int', low: 8, high: 16 }, 'training.epochs': 1 },
        constraints: ['model.units > 100'],
      }),
      /model\.units > 100/,
    ],
    [
      'with a broken constraint',
      study({ settings: { 'model.units': { type: 'int', low: 8, high: 16 } }, constraints: ['model.units >'] }),
      /constraints.*model\.units >/s,
    ],
    [
      'with an id that leads out of the data directory',
      study({ id: '../../outside' }),
      /"id" must be of letters, digits/,
    ],
    [
      'with the recall of a class that the data has not',
      study({ objective: { metric: 'validation.recall[setsoa]' } }),
      /recall\[setsoa\].*setosa/,
    ],
    ['of another version', study({ version: 9 }), /version/],
    [
      'with an option of a sampler that cannot be',
      study({ search: { sampler: { kind: 'anneal', meanRank: 0 }, trials: 1 } }),
      /meanRank.*1/,
    ],
  ])('%s', async (_what, file, sentence) => {
    await expectRefusal(file, sentence);
  });
});

describe('data', () => {
  test.each([
    ['a missing file', csv(), {}, /table\.csv/],
    ['no rows', csv(), { 'table.csv': 'x,y\n' }, /row/],
    ['an empty file', csv(), { 'table.csv': '' }, /empty/],
    [
      'a binary file',
      csv(),
      { 'table.csv': Uint8Array.from({ length: 400 }, (_, i) => (i * 37) % 256) },
      /binary|text/,
    ],
    ['duplicate headers', csv(), { 'table.csv': 'x,x,y\n1,2,a\n3,4,b\n' }, /"x"/],
    [
      'a label column that is not there',
      csv({ label: 'specis' }),
      { 'table.csv': 'x,species\n1,a\n2,b\n' },
      /specis.*species/,
    ],
    ['one class only', csv(), { 'table.csv': 'x,y\n1,a\n2,a\n3,a\n' }, /class/],
    ['a label column without values', csv(), { 'table.csv': 'x,y\n1,\n2,\n' }, /"y"/],
    ['a column without values', csv(), { 'table.csv': 'x,z,y\n,1,a\n,2,b\n,3,a\n,4,b\n' }, /"x"/],
    ['an open quote', csv(), { 'table.csv': 'x,y\n1,"a\n2,b\n' }, /quote|line/i],
    [
      'IDX files with a wrong magic',
      study({ data: { source: 'idx', path: 'idx' } }),
      {
        'idx/train-images-idx3-ubyte': new Uint8Array(40),
        'idx/train-labels-idx1-ubyte': new Uint8Array(40),
      },
      /IDX|magic/,
    ],
  ] as [string, unknown, Record<string, string | Uint8Array>, RegExp][])('%s', async (_what, file, files, sentence) => {
    await expectRefusal(file, sentence, files);
  });
});

describe('the surroundings', () => {
  test.skipIf(process.platform === 'win32')('a study file that never ends', async () => {
    const outcome = await vernier(join(temporaryFolder(), 'data'), 'run', '/dev/zero', '--json');
    expect(outcome).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/\/dev\/zero is no file/) });
  });

  test('a study file in UTF-16, as a shell of Windows writes it', async () => {
    const folder = temporaryFolder();
    const text = Buffer.from(`\ufeff${JSON.stringify(study({ name: 'Größe' }))}`, 'utf16le');
    for (const [name, bytes] of [['le.json', text] as const, ['be.json', Buffer.from(text).swap16()] as const]) {
      writeFileSync(join(folder, name), bytes);
      const outcome = await vernier(join(folder, 'data'), 'run', join(folder, name), '--json', '--skip-checks');
      expect(outcome).toMatchObject({ code: 0, stderr: '' });
      expect(outcome.events()[0]).toMatchObject({ name: 'Größe' });
    }
  });

  test.skipIf(process.platform === 'win32')(
    'a data directory that may only be read, by commands that read',
    async () => {
      const folder = temporaryFolder();
      const data = join(folder, 'data');
      const file = writeJson(folder, 'study.json', study());
      expect((await vernier(data, 'run', file, '--skip-checks')).code).toBe(0);
      for (const name of [folder, data]) chmodSync(name, 0o555);
      onTestFinished(() => [folder, data].forEach((name) => void chmodSync(name, 0o755)));
      const all = ['list', 'show Bad', 'trials Bad', 'best Bad', 'rank Bad', 'advise Bad'];
      for (const command of all) {
        const args = [join(import.meta.dirname, '../../../src/main/cli.ts'), ...command.split(' '), '--data-dir', data];
        const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
        const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', ...user });
        expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: '' });
        expect(stdout).not.toBe('');
      }
    },
  );

  test('a data directory that is a file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'data'), '');
    const outcome = await vernier(join(folder, 'data'), 'run', writeJson(folder, 's.json', study()));
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/data directory .* cannot be written/);
  });

  test('a port in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    const outcome = await vernier(join(temporaryFolder(), 'data'), 'studio', '--no-open', '--port', String(port));
    taken.close();
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(new RegExp(`${port}.*in use`));
  });

  test('a corrupt database is kept aside, said, and a new one is begun', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    mkdirSync(data);
    const rubbish = 'this is not a database '.repeat(400);
    writeFileSync(join(data, 'vernier.db'), rubbish);
    const outcome = await vernier(data, 'run', writeJson(folder, 's.json', study()), '--json');
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toMatch(/kept|aside/);
    const kept = readdirSync(data).find((name) => name.includes('corrupt'));
    expect(readFileSync(join(data, kept ?? ''), 'utf8')).toBe(rubbish);
  });

  test('wrong usage is 2, with the sentence on stderr', async () => {
    const data = join(temporaryFolder(), 'data');
    for (const args of [['run'], ['fly'], ['run', 'x.json', '--trials', 'many'], ['trials', 'x', '--format', 'xml']]) {
      const outcome = await vernier(data, ...args);
      expect(outcome.code).toBe(2);
      expect(outcome.stdout).toBe('');
      expect(outcome.stderr).not.toBe('');
    }
    const unknown = await vernier(data, 'show', 'nothing');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/no study "nothing"/);
  });
});
