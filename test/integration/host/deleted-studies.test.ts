// A deleted study can be brought back while the program runs; when it closes, nothing of the study stays.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStoreReadOnly } from '#main/store/open-store.ts';
import { openHost } from '../../support/host.ts';

const study = { version: 1, name: 'Iris', data: { source: 'sample', name: 'iris' } };

test('a deleted study comes back whole, and is gone with its checkpoints once the program has closed', async () => {
  const { places, client, close } = await openHost();
  const { id } = await client.call('studies.open', { file: study, path: null });
  const checkpoints = join(places.checkpointDir, id);
  mkdirSync(checkpoints);
  writeFileSync(join(checkpoints, 'trial-1.checkpoint.3'), 'weights');

  await client.call('studies.delete', { id });
  expect(await client.call('studies.list', {})).toEqual([]);
  await expect(client.call('studies.get', { id })).rejects.toMatchObject({ code: 'not_found' });
  expect(await client.call('studies.restore', { id })).toMatchObject({ id, name: 'Iris' });
  expect(await client.call('studies.list', {})).toHaveLength(1);

  await client.call('studies.delete', { id });
  await close();
  const store = await openStoreReadOnly(places.dataDir);
  onTestFinished(() => store.close());
  expect(await store.getStudy(id)).toBeNull();
  expect(existsSync(checkpoints)).toBe(false);
});

test('a study deleted while it runs comes back paused, with its trials as they were, and goes on', async () => {
  const { client } = await openHost();
  const long = {
    ...study,
    settings: { 'training.batchSize': 2, 'training.epochs': 200 },
    search: { trials: 2, parallel: 1 },
  };
  const { id } = await client.call('studies.open', { file: long, path: null });
  const epochs = new Promise<void>((resolve) => {
    client.subscribe('metrics.appended', id, () => resolve());
  });
  await client.call('studies.start', { id });
  await epochs;
  // What runs is not put away.
  await expect(client.call('studies.archive', { id, archived: true })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('"Iris" is running'),
  });
  await client.call('studies.delete', { id });
  const restored = await client.call('studies.restore', { id });
  expect(restored).toMatchObject({ state: 'paused', counts: { stopped: 0, complete: 0 } });
  const [trial] = await client.call('trials.list', { studyId: id });
  expect(trial?.lastEpoch).toBeGreaterThan(0);
  expect(await client.call('studies.archive', { id, archived: true })).toMatchObject({ archived: true });
  // Going on with it brings it back.
  const again = await client.call('studies.start', { id });
  expect(again).toMatchObject({ state: 'running' });
  expect(again).not.toHaveProperty('archived');
});
