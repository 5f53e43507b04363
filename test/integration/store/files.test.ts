// The database file in all the conditions it may be found in.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { latestVersion } from '#main/store/migrations/index.ts';
import { openStore, openStoreReadOnly } from '#main/store/open-store.ts';
import type { Store } from '#main/store/store.ts';
import { chunk, opening, range, savedView, study, trial, warmSource, warmTrial } from '../../conformance/store/rows.ts';

let dir: string;
let file: string;
const opened: Store[] = [];
const notices: string[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vernier-files-'));
  file = join(dir, 'vernier.db');
  notices.length = 0;
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  rmSync(dir, { recursive: true });
});

async function open(options: { maxPages?: number } = {}): Promise<Store> {
  const store = await openStore(dir, { ...options, onDamage: ({ message }) => notices.push(message) });
  opened.push(store);
  return store;
}
async function read(): Promise<Store> {
  const store = await openStoreReadOnly(dir);
  opened.push(store);
  return store;
}
async function closeAll(): Promise<void> {
  for (const store of opened.splice(0)) await store.close();
}
async function fill(store: Store): Promise<void> {
  await store.insertStudy(study());
  for (const number of range(1, 40)) {
    await store.insertTrial(trial({ number, state: 'running' }));
    await store.appendMetrics('study-1', [chunk(number, 'k', range(1, 200), range(1, 200))]);
  }
}

describe('databases of every past format', () => {
  it.each(range(1, latestVersion))('version %i opens with all that it holds', async (version) => {
    copyFileSync(join(import.meta.dirname, `../../fixtures/store/v${version}.db`), file);
    for (const store of [await read(), await open()]) {
      expect((await store.listStudies()).map(({ id }) => id)).toEqual(['study-1']);
      const trials = await store.listTrials('study-1');
      expect(trials.map(({ state }) => state)).toEqual(['complete', 'running', 'diverged']);
      expect(trials[0]).toMatchObject({ value: 0.93, bestEpoch: 4 });
      expect(trials[1]?.checkpoint).toEqual({ path: '/checkpoints/2', epoch: 3 });
      const weights = { path: '/checkpoints/trial-1.weights.4', epoch: 4 };
      expect(trials.map((row) => row.weights)).toEqual([version < 2 ? null : weights, null, null]);
      expect(trials.map(({ stage }) => stage)).toEqual([version < 3 ? null : 'coarse', null, null]);
      const names = (await store.listStudies())[0]?.stages?.map(({ name }) => name);
      expect(names).toEqual(version < 3 ? undefined : ['coarse', 'fine']);
      expect(trials.map(({ plannedRuns }) => plannedRuns)).toEqual([1, version < 4 ? 1 : 3, 1]);
      expect(trials.map(({ runs }) => runs.length)).toEqual([0, version < 4 ? 0 : 2, 0]);
      expect(trials.map(({ rerunOf }) => rerunOf)).toEqual([null, version < 4 ? null : 1, null]);
      expect(trials.map(({ recipe }) => recipe)).toEqual([null, null, version < 8 ? null : 'article']);
      expect((await store.listStudies())[0]?.archivedAt).toBe(version < 9 ? null : 9);
      const { note, tags } = (await store.listStudies())[0] ?? {};
      expect({ note, tags }).toEqual(
        version < 10 ? { note: null, tags: [] } : { note: 'Größe 学习\nsecond line', tags: ['Paper', '学习'] },
      );
      expect(trials.map((row) => [row.note, row.tags])).toEqual([
        [null, []],
        [null, []],
        version < 10 ? [null, []] : ['too warm', ['hot']],
      ]);
      expect(await store.listViews('study-1')).toEqual(version < 10 ? [] : [savedView()]);
      expect(trials.map(({ continued, place }) => [continued, place])).toEqual([
        [[], null],
        [[], null],
        version < 11 ? [[], null] : [[{ epoch: 0, at: 3, trainedMs: 2 }], -1.5],
      ]);
      if (version >= 4) {
        expect(trials[1]?.runs[1]).toEqual({
          ...{ run: 2, seed: 8, fold: 2, share: 0.5, state: 'running', value: 0.5, bestEpoch: 2, lastEpoch: 3 },
        });
        const later = (await store.readMetrics('study-1', { runs: 'all' })).filter(({ run }) => run !== undefined);
        const second = chunk(2, 'validation.accuracy', range(1, 3), [0.4, 0.5, 0.3]);
        expect(later).toStrictEqual([{ ...second, run: 2 }]);
      }
      const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 2 ** 53];
      expect(await store.readMetrics('study-1')).toStrictEqual([
        chunk(1, 'train.loss', range(1, 5), odd),
        chunk(
          2,
          'validation.accuracy',
          range(1, 100),
          range(1, 100).map((epoch) => epoch / 101),
        ),
      ]);
      expect(await store.listTestOpenings('study-1')).toEqual(version < 5 ? [] : [opening()]);
      expect(await store.listWarmTrials('study-1')).toEqual(version < 6 ? [] : [warmTrial()]);
      expect((await store.getStudy('study-1'))?.warmStart).toEqual(version < 6 ? null : [warmSource()]);
      expect(await store.readLog('study-1', 3)).toEqual([{ at: 7, trial: 3, level: 'error', message: 'Größe 学习' }]);
    }
    await closeAll();
    const db = new Sqlite(file);
    expect(db.pragma('user_version', { simple: true })).toBe(latestVersion);
    db.close();
    expect(notices).toEqual([]);
  });
});

describe('a database of a newer program', () => {
  it('is refused with a sentence, for writing and reading, and not touched', async () => {
    await fill(await open());
    await closeAll();
    const db = new Sqlite(file);
    db.pragma(`user_version = ${latestVersion + 6}`);
    db.pragma('journal_mode = DELETE');
    db.close();
    const before = readFileSync(file);
    for (const opening of [open, read]) {
      await expect(opening()).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('newer Vernier'),
      });
    }
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(dir)).toEqual(['vernier.db']);
  });

  it('is recognised when its version is only in the write-ahead log', async () => {
    const db = new Sqlite(file);
    db.pragma('journal_mode = WAL');
    db.pragma('wal_autocheckpoint = 0');
    db.exec('CREATE TABLE future (x)');
    db.pragma(`user_version = ${latestVersion + 1}`);
    const copy = join(dir, 'copy');
    mkdirSync(copy);
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, join(copy, `vernier.db${suffix}`));
    db.close();
    await expect(openStore(copy)).rejects.toMatchObject({ code: 'conflict' });
  });
});

it('a database of another program is refused and not touched', async () => {
  const db = new Sqlite(file);
  db.exec('CREATE TABLE recipes (name)');
  db.close();
  const before = readFileSync(file);
  for (const opening of [open, read]) {
    await expect(opening()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('another program'),
    });
  }
  expect(readFileSync(file).equals(before)).toBe(true);
});

it('a folder in the place of the database is one sentence, for writing and reading', async () => {
  mkdirSync(file);
  for (const opening of [open, read]) {
    await expect(opening()).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(`${file} cannot be opened`),
    });
  }
});

describe('a damaged database', () => {
  const damages: Readonly<Record<string, (file: string) => void>> = {
    'that is no database': (path) => writeFileSync(path, 'these are no pages\n'.repeat(500)),
    'that is cut off': (path) => truncateSync(path, Math.floor(readFileSync(path).length / 2)),
    'with a torn header': (path) =>
      writeFileSync(path, Buffer.concat([Buffer.from('SQLite FORMA'), readFileSync(path).subarray(12)])),
    'with pages overwritten': (path) => {
      const bytes = readFileSync(path);
      bytes.fill(0xa5, 4096, bytes.length - 4096);
      writeFileSync(path, bytes);
    },
  };
  it.each(Object.entries(damages))('%s is kept aside byte for byte, and told', async (_kind, damage) => {
    await fill(await open());
    await closeAll();
    damage(file);
    const before = readFileSync(file);
    const store = await open();
    expect(await store.listStudies()).toEqual([]);
    await store.insertStudy(study());
    const aside = readdirSync(dir).filter((name) => /^vernier\.db\.corrupt-[\dTZ-]+$/.test(name));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(dir, aside[0] ?? '')).equals(before)).toBe(true);
    expect(notices).toEqual([expect.stringContaining(aside[0] ?? 'none')]);
    expect(notices[0]).not.toContain('\n');
    await closeAll();
    expect(await (await open()).listStudies()).toHaveLength(1);
    expect(notices).toHaveLength(1);
  });

  it('takes its write-ahead log along', async () => {
    writeFileSync(file, 'no database'.repeat(1000));
    writeFileSync(`${file}-wal`, 'its log');
    await open();
    const names = readdirSync(dir).filter((name) => name.includes('corrupt'));
    expect(names.some((name) => /corrupt-[\dTZ-]+$/.test(name))).toBe(true);
    const log = names.find((name) => name.endsWith('-wal')) ?? '';
    expect(readFileSync(join(dir, log), 'utf8')).toBe('its log');
  });

  it('whose log alone is damaged goes on without it, and says so', async () => {
    const script = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../../src/main/store/open-store.ts'))};
      import { study } from ${JSON.stringify(join(import.meta.dirname, '../../conformance/store/rows.ts'))};
      await (await openStore(${JSON.stringify(dir)})).insertStudy(study());
      process.kill(process.pid, 'SIGKILL');`;
    await once(spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' }), 'exit');
    const log = readFileSync(`${file}-wal`).fill(0xa5, 0, 32);
    writeFileSync(`${file}-wal`, log);
    await open();
    const [kept = ''] = readdirSync(dir).filter((name) => name.includes('corrupt'));
    expect(readFileSync(join(dir, kept)).equals(log)).toBe(true);
    expect(notices).toEqual([expect.stringMatching(/^The log of .* what was written last is lost\. It was kept as /)]);
    expect(notices[0]).toContain(kept);
    await closeAll();
    await open();
    expect(notices).toHaveLength(1);
  });

  it('is one sentence for a reading command, which moves nothing', async () => {
    writeFileSync(file, 'no database'.repeat(1000));
    await expect(read()).rejects.toMatchObject({ code: 'internal', message: expect.stringContaining('is damaged') });
    expect(readdirSync(dir)).toEqual(['vernier.db']);
  });
});

describe('reading beside a writer', () => {
  it('sees each commit, also from another process, and cannot write', async () => {
    const writer = await open();
    await writer.insertStudy(study());
    const reader = await read();
    await writer.insertTrial(trial({ state: 'running' }));
    await writer.appendMetrics('study-1', [chunk(1, 'k', [1], [Number.NaN])]);
    expect(await reader.readMetrics('study-1')).toStrictEqual([chunk(1, 'k', [1], [Number.NaN])]);
    expect(await reader.findStudy('First sweep')).toStrictEqual(study());
    expect((await reader.countTrials('study-1')).running).toBe(1);
    for (const write of [
      reader.insertStudy(study({ id: 'b' })),
      reader.purgeStudy('study-1'),
      reader.appendLog('study-1', []),
    ]) {
      await expect(write).rejects.toMatchObject({ code: 'conflict' });
    }
  });

  it('without a database is not_found, and makes none', async () => {
    await expect(read()).rejects.toMatchObject({ code: 'not_found' });
    expect(existsSync(file)).toBe(false);
  });

  it('of a file that its writer has only just made is empty', async () => {
    for (const journal of ['DELETE', 'WAL']) {
      const db = new Sqlite(file);
      db.pragma(`journal_mode = ${journal}`);
      const reader = await read();
      expect(await reader.listStudies()).toEqual([]);
      db.close();
    }
  });

  it('works in a directory that it cannot write', async () => {
    await fill(await open());
    await closeAll();
    const script = `
      const { openForReading } = await import(${JSON.stringify(join(import.meta.dirname, '../../../src/main/store/database.ts'))});
      console.log(openForReading(${JSON.stringify(file)}).prepare('SELECT count(*) FROM trials').pluck().get());`;
    const root = process.getuid?.() === 0;
    chmodSync(dir, 0o755);
    chmodSync(file, 0o644);
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', script],
      root ? { uid: 65534, gid: 65534 } : {},
    );
    let out = '';
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => (out += text));
    await once(child, 'close');
    expect(out).toBe('40\n');
  });
});

describe('a full disk', () => {
  it('refuses what does not fit, keeps all before it, and goes on when there is room', async () => {
    const store = await open({ maxPages: 60 });
    await store.insertStudy(study());
    await store.insertTrial(trial({ state: 'running' }));
    const kept: number[] = [];
    let refused: unknown;
    for (const step of range(1, 40)) {
      try {
        await store.appendMetrics('study-1', [chunk(1, `k${step}`, range(1, 500), range(1, 500))]);
        kept.push(step);
      } catch (error) {
        refused = error;
        break;
      }
    }
    expect(kept.length).toBeGreaterThan(3);
    expect(refused).toMatchObject({ code: 'limit', message: expect.stringContaining('disk is full') });
    expect(await store.readMetrics('study-1')).toHaveLength(kept.length);

    // In one batch: the large one is refused, the small ones around it are kept.
    const outcomes = await Promise.allSettled([
      store.updateTrial('study-1', 1, { lastEpoch: 1 }),
      store.appendMetrics('study-1', [chunk(1, 'large', range(1, 20_000), range(1, 20_000))]),
      store.updateTrial('study-1', 1, { attempts: 1 }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await store.listTrials('study-1'))[0]).toMatchObject({ lastEpoch: 1, attempts: 1 });
    expect(await store.readMetrics('study-1', { keys: ['large'] })).toEqual([]);

    await closeAll();
    const roomy = await open();
    expect(await roomy.readMetrics('study-1')).toHaveLength(kept.length);
    await roomy.appendMetrics('study-1', [chunk(1, 'large', range(1, 20_000), range(1, 20_000))]);
    expect(notices).toEqual([]);
  });
});

it('a data directory that cannot be made is one sentence', async () => {
  const inTheWay = join(dir, 'file');
  writeFileSync(inTheWay, '');
  for (const place of [join(inTheWay, 'below'), '/proc/vernier']) {
    await expect(openStore(place)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('--data-dir'),
    });
  }
});

it('a killed program loses nothing that it was told is saved', async () => {
  const script = `
    import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../../src/main/store/open-store.ts'))};
    import { chunk, study, trial } from ${JSON.stringify(join(import.meta.dirname, '../../conformance/store/rows.ts'))};
    const store = await openStore(${JSON.stringify(dir)});
    await store.insertStudy(study());
    await store.insertTrial(trial({ state: 'running' }));
    for (let step = 1; ; step++) {
      await store.appendMetrics('study-1', [chunk(1, 'k', [step], [step])]);
      console.log(step);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    told = Number(line);
    if (told === 300) child.kill('SIGKILL');
  }
  const store = await open();
  const [series] = await store.readMetrics('study-1');
  expect(series?.steps.length).toBeGreaterThanOrEqual(told);
  expect(series?.steps).toEqual(Float64Array.from(range(1, series?.steps.length ?? 0)));
  expect(notices).toEqual([]);
});

it.skipIf(process.platform === 'win32')(
  "a database that was removed while in use is said at a trial's end, and within a second or so of curves",
  async () => {
    const store = await open();
    await fill(store);
    for (const name of readdirSync(dir)) rmSync(join(dir, name));
    await expect(store.updateTrial('study-1', 1, { state: 'complete', endedAt: 1 })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('was removed or replaced'),
    });
    let step = 200;
    const next = async () => {
      step++;
      return await store.appendMetrics('study-1', [chunk(2, 'k', [step], [step])]).then(
        () => 'taken',
        (error: { code: string }) => error.code,
      );
    };
    await expect.poll(next, { timeout: 5000 }).toBe('conflict');
  },
);

it('a database that another program locks refuses what is written, and takes it once it is free', async () => {
  const store = await open();
  await store.insertStudy(study());
  const other = new Sqlite(file);
  other.exec('BEGIN IMMEDIATE');
  const both = [store.insertTrial(trial({ number: 1 })), store.insertTrial(trial({ number: 2 }))];
  for (const refused of both) await expect(refused).rejects.toMatchObject({ code: 'busy' });
  expect(await store.listTrials('study-1')).toEqual([]);
  other.exec('ROLLBACK');
  other.close();
  await Promise.all([store.insertTrial(trial({ number: 1 })), store.insertTrial(trial({ number: 2 }))]);
  expect((await store.listTrials('study-1')).map((row) => row.number)).toEqual([1, 2]);
});

it('the series of a study come in one buffer, so that thousands of them are handed over at once', async () => {
  const store = await open();
  await fill(store);
  const series = await store.readMetrics('study-1');
  expect(series).toHaveLength(40);
  expect(new Set(series.flatMap((one) => [one.steps.buffer, one.values.buffer, one.wallMs.buffer])).size).toBe(1);
});
