// A study's space that is changed while it is a draft, runs, rests or has ended; really trained.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHost } from '../../support/host.ts';
import { temporaryFolder, writeJson } from '../../support/vernier.ts';

const rate = 'optimizer.learningRate';
const rates = { type: 'float', low: 1e-4, high: 1e-1, scale: 'log' } as const;
const units = { type: 'int', low: 4, high: 64, scale: 'log' } as const;
const file = {
  ...{ version: 1, name: 'Iris', data: { source: 'sample', name: 'iris' } },
  settings: { [rate]: rates, 'model.units': units, 'training.epochs': 2 },
  search: { sampler: { kind: 'random' }, trials: 8, parallel: 1, seed: 3 },
  engine: { name: 'reference', threads: 1 },
};

async function open(given: Readonly<Record<string, unknown>> = file) {
  const folder = temporaryFolder();
  const { client } = await openHost(join(folder, 'data'));
  const path = writeJson(folder, 'iris.json', given);
  const { id } = await client.call('studies.open', { file: given, path });
  const log: string[] = [];
  client.subscribe('studies.logged', id, ({ message }) => log.push(message));
  return {
    ...{ client, id, path, log },
    space: () => client.call('studies.space', { id }),
    trials: () => client.call('trials.list', { studyId: id }),
    edit: (settings: Readonly<Record<string, unknown>>, baseVersion: number, constraints?: string[]) =>
      client.call('studies.editSpace', { id, settings, baseVersion, ...(constraints && { constraints }) }),
    async finish(trials?: number) {
      await client.call('studies.start', { id, overrides: trials === undefined ? {} : { trials } });
      await expect
        .poll(async () => (await client.call('studies.get', { id })).summary.state, { timeout: 60_000 })
        .toBe('finished');
    },
  };
}

test('a narrower range puts trials outside, nothing is lost, and they count again when it is widened back', async () => {
  const { client, id, space, trials, edit, finish, log, path } = await open();
  await finish();
  const first = await trials();
  const cut = 1e-2;
  const beyond = first.filter(({ params }) => Number(params[rate]) > cut).map(({ number }) => number);
  expect(beyond.length).toBeGreaterThan(0);
  const settings = { ...file.settings, [rate]: { ...rates, high: cut } };

  const preview = await client.call('studies.previewSpace', { id, settings });
  expect(preview).toMatchObject({ ok: true, outside: beyond.length, leaving: beyond, returning: [] });
  expect((await space()).version).toBe(1);

  expect(await edit(settings, 1)).toMatchObject({ version: 2, summary: { spaceVersion: 2 } });
  expect(log.at(-1)).toContain('optimizer.learningRate 0.0001–0.1 (log) → 0.0001–0.01 (log)');
  expect(log.at(-1)).toContain(`${beyond.length} of 8 trials lie outside`);
  const now = await space();
  expect(now.trials.filter(({ outside }) => outside !== null).map(({ trial }) => trial)).toEqual(beyond);
  expect(now.trials.find(({ trial }) => trial === beyond[0])?.outside).toMatchObject({
    kind: 'outside',
    setting: rate,
  });

  // Another window that still shows the first version.
  await expect(edit(file.settings, 1)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('it is at version 2'),
  });

  await finish(12);
  const all = await trials();
  expect(all.slice(0, 8)).toEqual(first);
  for (const { params } of all.slice(8)) expect(Number(params[rate])).toBeLessThanOrEqual(cut);

  expect((await edit(file.settings, 2)).version).toBe(3);
  const back = await space();
  expect(back.versions.map(({ number, back: again, inside, outside }) => [number, again, inside, outside])).toEqual([
    [1, null, 12, 0],
    [2, null, 12 - beyond.length, beyond.length],
    [3, 1, 12, 0],
  ]);
  expect(back.trials.map(({ version }) => version)).toEqual([...Array(8).fill(1), ...Array(4).fill(2)]);
  expect((await client.call('studies.get', { id })).versions).toHaveLength(3);
  expect(await client.call('studies.best', { id })).toMatchObject([{ spaceVersion: expect.any(Number) }]);

  // Its file, and one that was saved with a version, are still this study; another space is not.
  expect(await client.call('studies.open', { file, path })).toMatchObject({ id, created: false });
  expect(await client.call('studies.open', { file: { ...file, settings }, path })).toMatchObject({
    id,
    created: false,
  });
  expect((await space()).version).toBe(3);
  expect((await space()).versions[0]?.settings).toEqual(back.versions[0]?.settings);
  const other = { ...file, settings: { ...settings, 'model.units': { ...units, high: 32 } } };
  await expect(client.call('studies.open', { file: other, path })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('vernier space'),
  });
});

test('a setting is freed and another fixed: trials keep the value they had, others are outside', async () => {
  const given = { ...file, settings: { ...file.settings, 'model.dropout': 0.1 } };
  const { space, trials, edit, finish } = await open(given);
  await finish();
  const first = await trials();
  const [one] = first;
  const settings = {
    ...given.settings,
    'model.units': one?.params['model.units'],
    'model.dropout': { type: 'float', low: 0, high: 0.5 },
  };
  await edit(settings, 1);
  const { trials: placed, dimensions } = await space();
  expect(dimensions.map(({ name }) => name)).toEqual(['model.dropout', rate]);
  const inside = placed.filter(({ outside }) => outside === null).map(({ trial }) => trial);
  expect(inside).toEqual(
    first.filter(({ params }) => params['model.units'] === one?.params['model.units']).map(({ number }) => number),
  );
  expect(placed.find(({ outside }) => outside !== null)?.outside).toMatchObject({
    kind: 'fixed',
    setting: 'model.units',
  });
  await finish(10);
  const last = (await trials()).slice(8);
  expect(last.map(({ params }) => Object.keys(params).sort())).toEqual([
    ['model.dropout', rate],
    ['model.dropout', rate],
  ]);
});

test('while it runs: the trial under way goes on with its values, the next ones are of the new space', async () => {
  const long = { ...file, settings: { ...file.settings, 'training.epochs': 300 } };
  const { client, id, trials, edit, space } = await open(long);
  await client.call('studies.start', { id });
  await expect.poll(async () => (await trials())[0]?.lastEpoch ?? 0, { timeout: 30_000 }).toBeGreaterThan(0);
  await client.call('studies.enqueue', { id, params: { [rate]: 0.09, 'model.units': 8 } });
  const [before] = await trials();
  const narrow = { ...long.settings, [rate]: { ...rates, high: 1e-3 }, 'training.epochs': 2 };
  // What is wrong is said as of a study file, and nothing is changed.
  await expect(edit({ ...narrow, [rate]: { ...rates, low: 1, high: 0.1 } }, 1)).rejects.toMatchObject({
    code: 'invalid',
    details: { problems: [expect.objectContaining({ path: `settings.${rate}.low` })] },
  });
  expect((await client.call('studies.get', { id })).summary.spaceVersion).toBeUndefined();
  await edit(narrow, 1);
  const running = await client.call('studies.get', { id });
  expect(running.summary).toMatchObject({ state: 'running', spaceVersion: 2 });
  expect((await trials())[0]).toMatchObject({ state: 'running', params: before?.params, epochs: 300 });
  await expect
    .poll(async () => (await client.call('studies.get', { id })).summary.state, { timeout: 120_000 })
    .toBe('finished');
  const all = await trials();
  expect(all).toHaveLength(8);
  expect(all[0]).toMatchObject({ state: 'complete', lastEpoch: 300 });
  // Put in by hand: it is trained, and lies outside.
  expect(all[1]).toMatchObject({ state: 'complete', params: { [rate]: 0.09 } });
  expect((await space()).trials[1]?.outside).toMatchObject({ kind: 'outside' });
  for (const { params, epochs } of all.slice(2)) {
    expect(Number(params[rate])).toBeLessThanOrEqual(1e-3);
    expect(epochs).toBe(2);
  }
}, 180_000);

test('a draft, its starting points and its constraints: what does not fit waits, and is tried when it fits again', async () => {
  const points = [
    { [rate]: 0.001, 'model.units': 8 },
    { [rate]: 0.09, 'model.units': 8 },
    { [rate]: 0.002, 'model.units': 16 },
  ];
  const { trials, edit, finish, space, log } = await open({
    ...{ ...file, constraints: ['model.units <= 48'] },
    search: { ...file.search, enqueue: points, trials: 3 },
  });
  await edit({ ...file.settings, [rate]: { ...rates, high: 0.01 } }, 1, []);
  expect(log.at(-1)).toContain('Starting point 2 waits');
  expect((await space()).aside).toMatchObject([{ point: 2, values: points[1] }]);
  expect((await space()).versions[1]?.diff).toMatchObject({ removed: ['model.units <= 48'] });
  await finish();
  expect((await trials()).map(({ params, source }) => [params[rate], source])).toEqual([
    [0.001, 'enqueued'],
    [0.002, 'enqueued'],
    [expect.any(Number), 'sampler'],
  ]);
  await edit(file.settings, 2);
  expect((await space()).aside).toEqual([]);
  await finish(5);
  expect((await trials()).slice(3).map(({ params, source }) => [params[rate], source])).toEqual([
    [0.09, 'enqueued'],
    [expect.any(Number), 'sampler'],
  ]);
});

test('a grid goes on with the combinations that are new', async () => {
  const values = (list: number[]) => ({ type: 'float', values: list });
  const { trials, edit, finish } = await open({
    ...file,
    settings: {
      [rate]: values([0.001, 0.01]),
      'model.units': { type: 'categorical', choices: [8, 16] },
      'training.epochs': 1,
    },
    search: { sampler: { kind: 'grid' }, parallel: 1 },
  });
  await finish();
  expect(await trials()).toHaveLength(4);
  await edit(
    { [rate]: values([0.01, 0.1]), 'model.units': { type: 'categorical', choices: [8, 16, 32] }, 'training.epochs': 1 },
    1,
  );
  await finish();
  const fresh = (await trials()).slice(4).map(({ params }) => `${params[rate]} ${params['model.units']}`);
  expect(fresh.sort()).toEqual(['0.01 32', '0.1 16', '0.1 32', '0.1 8']);
});

test('of a study with stages the one that it is in, and the next one narrows what it has become', async () => {
  const { client, id, trials, edit, finish, space } = await open({
    ...file,
    search: { sampler: { kind: 'random' }, parallel: 1, seed: 3 },
    stages: [
      { name: 'coarse', trials: 6 },
      { name: 'fine', trials: 2, narrow: { from: 'coarse', keepBest: 2, accept: 'ask' } },
    ],
  });
  const narrow = { ...rates, high: 1e-2 };
  await edit({ ...file.settings, [rate]: narrow, 'model.units': 16 }, 1);
  expect(await space()).toMatchObject({ stage: 'coarse', version: 2 });
  await client.call('studies.start', { id });
  await expect
    .poll(async () => (await client.call('studies.get', { id })).summary.state, { timeout: 60_000 })
    .toBe('paused');
  for (const { params } of await trials()) {
    expect(Object.keys(params)).toEqual([rate]);
    expect(Number(params[rate])).toBeLessThanOrEqual(1e-2);
  }
  // It waits for its own ranges.
  await expect(edit(file.settings, 2)).rejects.toMatchObject({ code: 'conflict' });
  await client.call('stages.accept', { studyId: id, stage: 'fine' });
  await finish();
  const fine = (await trials()).filter(({ stage }) => stage === 'fine');
  expect(fine).toHaveLength(2);
  const { settings } = await client.call('trials.get', { studyId: id, number: fine[0]?.number ?? 0 });
  expect(settings['model.units']).toBe(16);
  expect(Number(settings[rate])).toBeLessThanOrEqual(1e-2);
});

test('while a model thinks in its thread, with early stopping and a study it begins from', async () => {
  const first = await open();
  await first.finish();
  const { client } = first;
  const second = {
    ...{ ...file, name: 'Warm' },
    settings: { ...file.settings, 'training.epochs': 6 },
    search: {
      ...{ sampler: { kind: 'gp', nStartupTrials: 3 }, pruner: { kind: 'asha' }, trials: 14, parallel: 2, seed: 5 },
      warmStart: [{ study: first.id, startingPoints: 1 }],
    },
  };
  const { id } = await client.call('studies.open', { file: second, path: null });
  await client.call('studies.start', { id });
  const trials = () => client.call('trials.list', { studyId: id });
  await expect.poll(async () => (await trials()).length, { timeout: 60_000 }).toBeGreaterThan(4);
  const settings = {
    ...second.settings,
    [rate]: { ...rates, high: 1e-2 },
    'model.units': 16,
    'model.dropout': { type: 'float', low: 0, high: 0.5 },
  };
  await client.call('studies.editSpace', { id, settings, baseVersion: 1 });
  const at = (await client.call('studies.get', { id })).versions?.at(-1)?.from ?? 0;
  await expect
    .poll(async () => (await client.call('studies.get', { id })).summary.state, { timeout: 120_000 })
    .toBe('finished');
  const all = await trials();
  expect(all).toHaveLength(14);
  expect(at).toBeLessThan(14);
  for (const { params } of all.slice(at - 1)) {
    expect(Object.keys(params).sort()).toEqual(['model.dropout', rate]);
    expect(Number(params[rate])).toBeLessThanOrEqual(1e-2);
  }
}, 240_000);
