// A stage that is added to a study: it goes on from its trials, whether they have ended or still run; really trained.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHost } from '../../support/host.ts';
import { temporaryFolder, writeJson } from '../../support/vernier.ts';

const rate = 'optimizer.learningRate';
const file = {
  ...{ version: 1, name: 'Iris', data: { source: 'sample', name: 'iris' } },
  settings: {
    [rate]: { type: 'float', low: 1e-4, high: 1e-3, scale: 'log' },
    'model.units': { type: 'int', low: 4, high: 64, scale: 'log' },
    'training.epochs': 2,
  },
  search: { sampler: { kind: 'random' }, trials: 4, parallel: 1, seed: 3 },
  engine: { name: 'reference', threads: 1 },
};

async function open() {
  const folder = temporaryFolder();
  const { client } = await openHost(join(folder, 'data'));
  const ended = (id: string) =>
    expect
      .poll(async () => (await client.call('studies.get', { id })).summary.state, { timeout: 60_000 })
      .toBe('finished');
  return { client, ended, path: writeJson(folder, 'iris.json', file) };
}

test('an ended study goes on with a wider range, then with a narrower one; its file still opens it', async () => {
  const { client, ended, path } = await open();
  const { id } = await client.call('studies.open', { file, path });
  await expect(client.call('stages.add', { studyId: id })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('Nothing was tried yet'),
  });
  await client.call('studies.start', { id });
  await ended(id);
  await expect(
    client.call('stages.add', {
      studyId: id,
      settings: { [rate]: { type: 'float', low: 1, high: 0.1, scale: 'log' } },
    }),
  ).rejects.toMatchObject({ code: 'invalid' });
  expect((await client.call('stages.list', { studyId: id })).length).toBe(0);

  const wider = { type: 'float' as const, low: 1e-3, high: 0.5, scale: 'log' as const };
  const added = await client.call('stages.add', { studyId: id, settings: { [rate]: wider }, trials: 3 });
  expect(added.stage).toBe('stage 2');
  await ended(id);
  const first = await client.call('stages.list', { studyId: id });
  expect(first.map(({ name, state, trials }) => [name, state, trials])).toEqual([
    ['first', 'complete', 4],
    ['stage 2', 'complete', 3],
  ]);
  const trials = await client.call('trials.list', { studyId: id });
  expect(trials.map(({ stage }) => stage)).toEqual([...Array(4).fill('first'), ...Array(3).fill('stage 2')]);
  for (const { params } of trials.slice(4)) expect(Number(params[rate])).toBeGreaterThanOrEqual(1e-3);

  await client.call('stages.add', { studyId: id, settings: { 'model.units': 64 }, narrow: true, trials: 2, epochs: 3 });
  await ended(id);
  const last = (await client.call('trials.list', { studyId: id })).slice(7);
  expect(last.map(({ stage, epochs, params }) => [stage, epochs, 'model.units' in params])).toEqual([
    ['stage 3', 3, false],
    ['stage 3', 3, false],
  ]);
  const [, , third] = await client.call('stages.list', { studyId: id });
  const narrowed = third?.ranges?.[rate];
  expect(narrowed).toMatchObject({ type: 'float', low: expect.any(Number) });
  expect((await client.call('trials.get', { studyId: id, number: 8 })).settings['model.units']).toBe(64);

  // The file on disk knows nothing of the stages: it is the same study still, which has nothing left to do.
  const again = await client.call('studies.open', { file, path });
  expect(again).toMatchObject({ id, created: false });
  await client.call('studies.start', { id });
  expect((await client.call('studies.get', { id })).stages).toHaveLength(3);
});

test('a running study ends its trials and begins the stage; one with stages to come says so', async () => {
  const { client, ended } = await open();
  const long = { ...file, settings: { ...file.settings, 'training.epochs': 400 } };
  const { id } = await client.call('studies.open', { file: long, path: null });
  await client.call('studies.start', { id });
  await expect
    .poll(async () => (await client.call('trials.list', { studyId: id }))[0]?.lastEpoch ?? 0, { timeout: 60_000 })
    .toBeGreaterThan(1);
  await client.call('stages.add', { studyId: id, settings: { 'training.epochs': 2, 'model.units': 8 }, trials: 2 });
  await ended(id);
  const trials = await client.call('trials.list', { studyId: id });
  const ofFirst = trials.filter(({ stage }) => stage === 'first');
  expect(ofFirst.length).toBeGreaterThan(0);
  for (const { state, reason } of ofFirst) expect([state, reason]).toEqual(['stopped', 'user']);
  const ofSecond = trials.filter(({ stage }) => stage === 'stage 2');
  expect(ofSecond.map(({ state, epochs }) => [state, epochs])).toEqual([
    ['complete', 2],
    ['complete', 2],
  ]);

  const stages = [
    { name: 'coarse', trials: 2 },
    { name: 'fine', trials: 2, narrow: { from: 'coarse', accept: 'ask' } },
  ];
  const { trials: _, ...search } = file.search;
  const staged = await client.call('studies.open', { file: { ...file, search, stages }, path: null });
  await client.call('studies.start', { id: staged.id });
  await expect
    .poll(async () => (await client.call('studies.get', { id: staged.id })).summary.stage?.waits, { timeout: 60_000 })
    .toBe(true);
  await expect(client.call('stages.add', { studyId: staged.id })).rejects.toThrow(/Stage "fine" is still to come/);
});
