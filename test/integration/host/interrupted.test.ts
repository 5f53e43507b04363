// A studio goes on with what the end of the program before it interrupted, and says where it cannot.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openHost } from '../../support/host.ts';
import { temporaryFolder } from '../../support/vernier.ts';

const file = {
  version: 1,
  name: 'points',
  data: { source: 'csv', path: 'points.csv', label: 'side' },
  settings: {
    'model.layers': 1,
    'model.units': 4,
    'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1e-1, scale: 'log' },
    'training.epochs': 2,
  },
  search: { trials: 400, parallel: 1 },
  engine: { name: 'reference' },
};

test('a study whose data are gone after a restart says so, keeps its trials, and goes on when they are back', async () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 11},${i % 2 === 0 ? 'left' : 'right'}`);
  const data = join(folder, 'points.csv');
  writeFileSync(data, ['x,y,side', ...rows].join('\n'));
  const first = await openHost(join(folder, 'data'));
  const { id } = await first.client.call('studies.open', { file, path: join(folder, 'points.json') });
  await first.client.call('studies.start', { id });
  const complete = async ({ client }: typeof first) =>
    (await client.call('studies.get', { id })).summary.counts.complete;
  await vi.waitFor(async () => expect(await complete(first)).toBeGreaterThan(0), { timeout: 60_000 });
  await first.close();

  renameSync(data, `${data}.away`);
  const second = await openHost(join(folder, 'data'), undefined, 'browser');
  const study = async () => (await second.client.call('studies.get', { id })).summary;
  await vi.waitFor(async () => expect((await study()).state).toBe('failed'), { timeout: 60_000 });
  const { reason, counts } = await study();
  expect(reason).toContain(`There is no file ${data}`);
  expect(counts.complete).toBeGreaterThan(0);

  renameSync(`${data}.away`, data);
  await second.client.call('studies.start', { id });
  await vi.waitFor(async () => expect(await complete(second)).toBeGreaterThan(counts.complete), { timeout: 60_000 });
}, 180_000);
