import { expect, test } from 'vitest';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const study = (change: Record<string, unknown> = {}) => ({
  version: 1,
  name: 'Checked',
  data: { source: 'sample', name: 'iris' },
  settings: {
    'model.family': 'mlp',
    'model.layers': { type: 'int', low: 1, high: 3 },
    'model.units': { type: 'int', low: 16, high: 512, scale: 'log' },
    'model.unitsShape': 'constant',
    'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] },
    'training.batchSize': 32,
    'training.epochs': 1,
  },
  constraints: ['model.layers * model.units <= 1024'],
  search: { trials: 1 },
  ...change,
});

test('check shows the model of the default configuration and the largest one of the space', async () => {
  const folder = temporaryFolder();
  const file = writeJson(folder, 'study.json', study());
  const { code, events } = await vernier(folder, 'check', file, '--json');
  expect(code).toBe(0);
  const list = events();
  expect(list.at(-1)).toEqual({ event: 'done', pass: 3, look: 0, fail: 0 });
  const models = list.filter((one) => one.event === 'model');
  expect(models).toMatchObject([
    { point: 'default', batchSize: 32, optimizer: 'adam', refusal: null },
    {
      point: 'largest',
      // Two layers of 512: one of the two must stay below its end.
      params: { 'model.layers': 2, 'model.units': 512, 'optimizer.name': 'adam' },
      parameters: 4 * 512 + 512 + 512 * 512 + 512 + 512 * 3 + 3,
      memory: { optimizer: 8 * (4 * 512 + 512 + 512 * 512 + 512 + 512 * 3 + 3) },
    },
  ]);
  const text = await vernier(folder, 'check', file);
  expect(text.stdout).toMatch(/^model of the default configuration, input 4$/m);
  expect(text.stdout).toMatch(/266,755 parameters, \d+\.\d MFLOP a step of 32 rows/);
});

test('a largest configuration that cannot fit is said with the number before anything trains', async () => {
  const folder = temporaryFolder();
  const settings = {
    'model.family': 'mlp',
    'model.units': { type: 'int', low: 16, high: 1_000_000 },
    'model.layers': 2,
  };
  const file = writeJson(folder, 'study.json', study({ settings, constraints: [] }));
  const { stdout } = await vernier(folder, 'check', file);
  expect(stdout).toMatch(
    /A trial of this size needs [\d.]+ GB of memory, this machine has [\d.]+ GB: lower model\.units/,
  );
});
