// Weights between training and export: killed programs, stores of older versions, files that are gone, wrong or do not fit the disk.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { startVernier, temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';
import { descriptionOf } from './onnx-client.ts';

const entry = new URL('../../../src/main/cli.ts', import.meta.url).pathname;

/** The rate falls from the first epoch on, so that one is the best by this objective for sure. */
const falling = {
  version: 1,
  name: 'Falling',
  data: { source: 'sample', name: 'spirals', rows: 3000 },
  settings: {
    ...{ 'model.family': 'mlp', 'model.units': 24, 'optimizer.learningRate': 0.02, 'training.batchSize': 16 },
    ...{ 'schedule.kind': 'cosine', 'training.epochs': 24 },
  },
  objective: { metric: 'learningRate', direction: 'maximize' },
  search: { trials: 1, parallel: 1, seed: 3 },
  engine: { name: 'onnx', threads: 1 },
};

const short = {
  ...{ version: 1, name: 'Short', data: { source: 'sample', name: 'iris' }, engine: { name: 'onnx', threads: 1 } },
  settings: { 'model.units': { type: 'int', low: 8, high: 64 }, 'training.epochs': 3, 'model.dropout': 0.2 },
  search: { trials: 5, parallel: 1, seed: 1 },
};

test('a program killed in the middle of a trial still exports the weights of its early best epoch when it has gone on', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', falling);
  const first = startVernier(data, ['run', file, '--json']);
  await first.line((line) => line.includes('"epoch":9'));
  first.process.kill('SIGKILL');
  await first.done;
  const rest = await vernier(data, 'run', file, '--json');
  expect(rest.events().at(-1)).toMatchObject({ state: 'finished', best: { trial: 1 } });
  const epochs = rest.events().filter(({ event }) => event === 'epoch');
  // It went on: most epochs were not trained again.
  expect(epochs.length).toBeLessThan(20);
  const model = join(folder, 'm.onnx');
  const exported = await vernier(data, 'export', file, '--format', 'onnx', '-o', model);
  expect(exported.code, exported.stderr).toBe(0);
  expect(descriptionOf(model).epoch).toBe(1);
});

test('weights that are not kept are made again on demand, and give the same file', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', short);
  await vernier(data, 'run', file, '--json');
  const [study = ''] = readdirSync(join(data, 'checkpoints'));
  const kept = join(data, 'checkpoints', study);
  const ofKind = (kind: string) => readdirSync(kept).filter((name) => name.includes(`.${kind}.`));
  expect([ofKind('weights').length, ofKind('checkpoint').length, readdirSync(kept).length]).toEqual([3, 3, 6]);
  const [first, second] = [join(folder, 'a.onnx'), join(folder, 'b.onnx')];
  const whole = await vernier(data, 'export', file, '--format', 'onnx', '-o', first);
  expect(whole.code, whole.stderr).toBe(0);

  // As a study of an older version is: nothing was kept.
  const db = new Sqlite(join(data, 'vernier.db'));
  db.exec('UPDATE trials SET weights = NULL');
  db.close();
  const refused = await vernier(data, 'export', file, '--format', 'onnx', '-o', second);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(
    /^vernier: The weights of trial \d of "Short" are not there; .*--retrain -o FILE" .*\n$/,
  );
  expect(readdirSync(folder).sort()).toEqual(['a.onnx', 'a.onnx.json', 'data', 'study.json']);
  const again = await vernier(data, 'export', file, '--format', 'onnx', '--retrain', '-o', second);
  expect(again.code, again.stderr).toBe(0);
  expect(again.stderr).toContain('is trained again with its seed');
  expect(readFileSync(second).equals(readFileSync(first))).toBe(true);

  // A trial outside of the best three.
  const trials = JSON.parse((await vernier(data, 'trials', file, '--json')).stdout) as {
    trial: number;
    value: number;
  }[];
  const worst = trials.sort((a, b) => a.value - b.value || b.trial - a.trial)[0]?.trial;
  const other = await vernier(
    data,
    'export',
    file,
    '--format',
    'onnx',
    '--trial',
    `${worst}`,
    '--retrain',
    '-o',
    second,
  );
  expect(other.code, other.stderr).toBe(0);
  expect(descriptionOf(second).trial).toBe(worst);
});

test.skipIf(process.platform === 'win32')('training again is ended by Ctrl-C and leaves nothing', async () => {
  const folder = temporaryFolder();
  const [data, temporary] = [join(folder, 'data'), join(folder, 'tmp')];
  mkdirSync(temporary);
  // The rate rises to the last epoch, so that it is the best one.
  const settings = { ...falling.settings, 'schedule.kind': 'constant', 'schedule.warmupEpochs': 24 };
  const file = writeJson(folder, 'study.json', { ...falling, settings });
  await vernier(data, 'run', file, '--json');
  rmSync(join(data, 'checkpoints'), { recursive: true });
  const args = ['export', file, '--format', 'onnx', '--retrain', '-o', join(folder, 'm.onnx')];
  const running = startVernier(data, args, { TMPDIR: temporary });
  await expect.poll(() => readdirSync(temporary, { recursive: true }).length, { timeout: 20_000 }).toBeGreaterThan(1);
  running.process.kill('SIGINT');
  expect((await running.done).code).toBe(130);
  expect(readdirSync(temporary)).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(['data', 'study.json', 'tmp']);
});

test('weights of another trial, or changed ones, are an error, and nothing is written', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', { ...short, search: { ...short.search, trials: 2 } });
  await vernier(data, 'run', file, '--json');
  const [study = ''] = readdirSync(join(data, 'checkpoints'));
  const kept = join(data, 'checkpoints', study);
  const [one = '', two = ''] = readdirSync(kept)
    .filter((name) => name.includes('.weights.'))
    .map((name) => join(kept, name));
  const before = [readFileSync(one), readFileSync(two)] as const;
  const model = join(folder, 'm.onnx');
  const exporting = () => vernier(data, 'export', file, '--format', 'onnx', '-o', model);

  writeFileSync(one, before[1]);
  writeFileSync(two, before[0]);
  expect(await exporting()).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^vernier: The weights file .* belongs to another trial \(its seed differs\); .*\n$/),
  });
  for (const path of [one, two]) rmSync(path);
  writeFileSync(one, before[0].subarray(0, 100));
  writeFileSync(two, before[1].subarray(0, 100));
  expect((await exporting()).stderr).toMatch(/^vernier: The weights file .* is damaged; train the trial again.*\n$/);
  // Whole, of the right trial, but one number differs.
  const bytes = Buffer.from(before[0]);
  bytes.writeFloatLE(bytes.readFloatLE(bytes.length - 4) + 1, bytes.length - 4);
  bytes.writeUInt32LE(crc32(bytes.subarray(24)), 16);
  writeFileSync(one, bytes);
  const [, changed] = /trial-(\d+)/.exec(one) ?? [];
  const outcome = await vernier(data, 'export', file, '--format', 'onnx', '--trial', `${changed}`, '-o', model);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toMatch(
    /^vernier: The kept weights have validation\.loss [\d.]+, and the trial had [\d.]+: .*\n$/,
  );
  expect(existsSync(model)).toBe(false);
  expect(existsSync(`${model}.json`)).toBe(false);
  const again = await vernier(data, 'export', file, '--format', 'onnx', '--retrain', '-o', model);
  expect(again.code, again.stderr).toBe(0);
  expect(existsSync(model)).toBe(true);
});

test('a data directory that was moved still has its weights', async () => {
  const folder = temporaryFolder();
  const file = writeJson(folder, 'study.json', { ...short, id: 'short', search: { ...short.search, trials: 1 } });
  await vernier(join(folder, 'old'), 'run', file, '--json');
  renameSync(join(folder, 'old'), join(folder, 'new'));
  const moved = await vernier(join(folder, 'new'), 'export', 'short', '--format', 'onnx', '-o', join(folder, 'm.onnx'));
  expect(moved.code, moved.stderr).toBe(0);
});

test.skipIf(process.platform === 'win32')(
  'a model that finds no room leaves nothing, and an older one as it was',
  async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const settings = { 'model.units': 9000, 'training.epochs': 1 };
    const file = writeJson(folder, 'study.json', { ...short, settings, search: { ...short.search, trials: 1 } });
    const ran = await vernier(data, 'run', file, '--json');
    expect(ran.code, ran.stderr).toBe(0);
    const model = join(folder, 'm.onnx');
    writeFileSync(model, 'an older one');
    const args = [process.execPath, entry, 'export', file, '--format', 'onnx', '-o', model, '--data-dir', data];
    const full = spawnSync('sh', ['-c', 'ulimit -f 200; exec "$0" "$@"', ...args], { encoding: 'utf8' });
    expect(full.stderr).toMatch(/^vernier: .*m\.onnx cannot be written \(EFBIG\)\.\n$/);
    expect(full.status).toBe(2);
    expect(readFileSync(model, 'utf8')).toBe('an older one');
    expect(readdirSync(folder).sort()).toEqual(['data', 'm.onnx', 'study.json']);
  },
);
