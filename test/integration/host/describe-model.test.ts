// The page asks for a model's summary before anything is trained, or even stored.
import { expect, test } from 'vitest';
import { openHost } from '../../support/host.ts';

const data = { source: 'sample', name: 'iris' };

test('a model is described from data and settings; what is wrong with them is a sentence', async () => {
  const { client } = await openHost();

  const fixed = { 'model.family': 'mlp', 'model.layers': 1, 'model.units': 8, 'optimizer.name': 'adagrad' };
  const [only, ...others] = await client.call('studies.describeModel', { data, settings: fixed });
  expect(others).toEqual([]);
  expect(only).toMatchObject({ point: 'default', params: {}, inputShape: [4], parameters: 4 * 8 + 8 + 8 * 3 + 3 });
  expect(only?.layers.map(({ outputShape }) => outputShape)).toEqual([[8], [3]]);
  expect(only?.memory).toMatchObject({ weights: 4 * 67, optimizer: 4 * 67, gradients: 4 * 67 });

  const searched = { ...fixed, 'model.units': { type: 'int', low: 4, high: 4096 } };
  const points = await client.call('studies.describeModel', { data, settings: searched });
  expect(points.map(({ point, params }) => [point, params['model.units']])).toEqual([
    ['default', 128],
    ['largest', 4096],
  ]);
  const ends = await client.call('studies.describeModel', { data, settings: searched, smallest: true });
  expect(ends.map(({ point, params }) => [point, params['model.units']])).toEqual([
    ['default', 128],
    ['largest', 4096],
    ['smallest', 4],
  ]);
  expect(ends[2]?.parameters).toBe(4 * 4 + 4 + 4 * 3 + 3);
  const crowded = await client.call('studies.describeModel', {
    data,
    settings: { ...fixed, 'model.units': 20_000, 'model.layers': 2 },
    parallel: 64,
  });
  expect(crowded[0]?.refusal).toMatch(/^64 trials of this size at once need \d+\.\d GB|^A trial of this size needs/);

  await expect(client.call('studies.describeModel', { data, settings: { 'model.unit': 3 } })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('model.unit'),
  });
});
