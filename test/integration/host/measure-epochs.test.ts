// The page asks how long epochs of a draft take here, so that a budget can be planned before anything is trained.
import { expect, test } from 'vitest';
import { openHost } from '../../support/host.ts';

const draft = {
  version: 1,
  data: { source: 'sample', name: 'iris' },
  settings: {
    'model.family': 'mlp',
    'model.layers': { type: 'int', low: 1, high: 3 },
    'model.units': { type: 'int', low: 4, high: 512, scale: 'log' },
    'training.epochs': { type: 'int', low: 5, high: 15 },
  },
  constraints: ['model.layers * model.units <= 600'],
  search: { trials: 8, parallel: 2, sampler: { kind: 'random' }, pruner: { kind: 'none' } },
};

test('epochs are timed at the default, the ends and the first trials of the space, alone and side by side; nothing is stored', async () => {
  const { client } = await openHost();
  const times = await client.call('studies.measureEpochs', { file: draft });
  expect(times).toMatchObject({ threads: 1, processes: 2, dataShare: 1 });
  expect(times.engine).not.toBe('auto');
  expect(times.drift).toBeGreaterThan(0);
  expect(times.speedup).toBeGreaterThanOrEqual(1);
  expect(times.speedup).toBeLessThanOrEqual(2);
  expect(times.points.map(({ point }) => point)).toEqual([
    ...['default', 'smallest', 'largest'],
    ...Array.from({ length: 24 }, () => 'trial'),
  ]);
  for (const { secondsPerEpoch, epochs, params } of times.points) {
    expect(secondsPerEpoch).toBeGreaterThan(0);
    expect(epochs).toBe(params['training.epochs']);
    expect(Number(params['model.layers']) * Number(params['model.units'])).toBeLessThanOrEqual(600);
  }
  expect(await client.call('studies.list', {})).toEqual([]);
}, 60_000);

test('what its start would refuse is refused, in a sentence', async () => {
  const { client } = await openHost();
  const wrong = { ...draft, constraints: ['model.layers +'] };
  await expect(client.call('studies.measureEpochs', { file: wrong })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('ends too early'),
  });
  const program = {
    ...{ version: 1, settings: {}, runner: { kind: 'command', argv: ['true'] } },
    objective: { metric: 'validation.accuracy', direction: 'maximize' },
  };
  await expect(client.call('studies.measureEpochs', { file: program })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('your own program'),
  });
});

test('a configuration that does not fit into memory says so, and the others are timed', async () => {
  const { client } = await openHost();
  const settings = {
    ...draft.settings,
    'model.units': { type: 'categorical', choices: [16, 10_000], weights: [1000, 1] },
  };
  const crowded = { ...draft, settings, constraints: [], search: { ...draft.search, parallel: 30 } };
  const { points } = await client.call('studies.measureEpochs', { file: crowded });
  expect(points[2]).toMatchObject({ point: 'largest', secondsPerEpoch: null });
  expect(points[2]?.refusal).toMatch(/GB/);
  expect(points[0]?.secondsPerEpoch).toBeGreaterThan(0);
}, 60_000);

const begins: [string, Record<string, unknown>][] = [
  ['random', { trials: 6, sampler: { kind: 'random' }, recipes: ['smallMlp'] }],
  ['a grid', { sampler: { kind: 'grid' } }],
  ['one that learns', { trials: 10, sampler: { kind: 'tpe' }, enqueue: [{ 'model.units': 8 }] }],
];
test.each(begins)(
  'the trials that are timed are those with which the study begins: %s',
  async (_, search) => {
    const { client } = await openHost();
    const file = {
      ...draft,
      constraints: [],
      settings: {
        'model.family': 'mlp',
        'model.layers': { type: 'int', low: 1, high: 2 },
        'model.units': { type: 'int', low: 4, high: 64, scale: 'log' },
        'training.epochs': 2,
      },
      search: { seed: 7, parallel: 1, pruner: { kind: 'none' }, ...search },
    };
    const { points } = await client.call('studies.measureEpochs', { file });
    const timed = points.filter(({ point }) => point === 'trial').map(({ params }) => params);
    const { id } = await client.call('studies.open', { file, path: null });
    await client.call('studies.start', { id });
    const state = async () => (await client.call('studies.get', { id })).summary.state;
    await expect.poll(state, { timeout: 50_000 }).toBe('finished');
    const trained = (await client.call('trials.list', { studyId: id })).map(({ params }) => params);
    expect(trained.length).toBeGreaterThan(5);
    // A grid has no more than it trains.
    if (search.trials === undefined) expect(timed).toHaveLength(trained.length);
    expect(timed.slice(0, trained.length)).toEqual(trained);
  },
  60_000,
);
