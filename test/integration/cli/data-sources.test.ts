// Every kind of data file from the study file to the best configuration: checked, trained, and better than chance.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vernier } from '../../support/vernier.ts';
import { fixturePath } from '../../unit/data/fixtures.ts';

const quick = { 'optimizer.learningRate': 0.02, 'training.epochs': 12, 'training.batchSize': 8 };
const split = { validation: { fraction: 0.3, seed: 2 } };

test.each<[string, object, object, number]>([
  ['npz table', { source: 'npz', path: fixturePath('npz/table.npz') }, { 'model.units': 8 }, 1],
  ['npz images', { source: 'npz', path: fixturePath('npz/images-keras.npz') }, { 'model.family': 'mlp' }, 0.8],
  [
    'npz sequences',
    { source: 'npz', path: fixturePath('npz/series-nan.npz') },
    { 'model.family': 'rnn', 'model.cell': 'gru', 'model.recurrentUnits': 12, 'model.layers': 0 },
    0.8,
  ],
  [
    'parquet',
    { source: 'parquet', path: fixturePath('parquet/zstd.parquet'), label: 'kind', features: ['sold', 'size'] },
    { 'model.units': 8 },
    1,
  ],
  [
    'parquet, several labels',
    { source: 'parquet', path: fixturePath('parquet/nested.parquet'), label: 'tags' },
    {},
    0.5,
  ],
  ['image folder', { source: 'image-folder', path: fixturePath('shapes') }, { 'model.family': 'mlp' }, 0.9],
])('%s', async (_, data, settings, atLeast) => {
  const folder = temporaryFolder();
  const file = join(folder, 'study.json');
  const study = {
    ...{ version: 1, name: 'source', data: { ...data, ...split }, settings: { ...quick, ...settings } },
    search: { trials: 1, parallel: 1, seed: 1 },
  };
  writeFileSync(file, JSON.stringify(study));
  const check = await vernier(join(folder, 'data'), 'check', file, '--json');
  expect(check.events().at(-1), check.stderr).toMatchObject({ event: 'done' });
  expect([0, 1]).toContain(check.code);
  const run = await vernier(join(folder, 'data'), 'run', file, '--json');
  expect(run.code, run.stderr).toBe(0);
  expect(run.events().filter(({ event }) => event === 'check')).toHaveLength(6);
  const best = run.events().at(-1)?.best as { value: number } | undefined;
  expect(best?.value).toBeGreaterThanOrEqual(atLeast);
});
