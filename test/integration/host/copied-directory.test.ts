// A data directory that was copied: its studies go on with their own checkpoints, and those of the original stay untouched.
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHost } from '../../support/host.ts';
import { temporaryFolder } from '../../support/vernier.ts';

const study = {
  ...{ version: 1, id: 'spirals', name: 'Spirals', data: { source: 'sample', name: 'spirals', rows: 1500 } },
  settings: { 'model.units': 16, 'training.batchSize': 16, 'training.epochs': 200 },
  search: { trials: 1, parallel: 1, seed: 1 },
  engine: { threads: 1 },
};

test('a study that was paused goes on in the copy, and takes nothing away from the original', async () => {
  const [original, copy] = [temporaryFolder(), join(temporaryFolder(), 'copy')];
  const first = await openHost(original);
  const { id } = await first.client.call('studies.open', { file: study, path: null });
  const reached = new Promise<void>((resolve) => {
    first.client.subscribe('metrics.appended', id, ({ columns }) => {
      if (columns.some(({ steps }) => (steps.at(-1) ?? 0) >= 5)) resolve();
    });
  });
  await first.client.call('studies.start', { id });
  await reached;
  await first.client.call('studies.pause', { id });
  await expect.poll(async () => (await first.client.call('studies.get', { id })).summary.state).toBe('paused');
  await first.close();
  const files = readdirSync(join(original, 'checkpoints', id));
  expect(files.some((name) => name.includes('.checkpoint.'))).toBe(true);
  cpSync(original, copy, { recursive: true });

  const second = await openHost(copy);
  const log: string[] = [];
  second.client.subscribe('studies.logged', id, ({ message }) => log.push(message));
  await second.client.call('studies.start', { id });
  const state = async () => (await second.client.call('studies.get', { id })).summary.state;
  await expect.poll(state, { timeout: 60_000 }).toBe('finished');
  expect(log.filter((message) => message.includes('is gone'))).toEqual([]);
  expect(readdirSync(join(original, 'checkpoints', id)).sort()).toEqual(files.sort());
  // What is kept of the trial lies in the copy, under the names that the store has.
  const { model } = await second.client.call('studies.exportModel', { id });
  expect(model.length).toBeGreaterThan(0);
});
