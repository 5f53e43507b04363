// What comes after the stages so far: nothing yet, a stage that waits for its ranges, one that could be added; really trained.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHost } from '../../support/host.ts';
import { temporaryFolder, writeJson } from '../../support/vernier.ts';

const rate = 'optimizer.learningRate';
const settings = {
  ...{ 'model.family': 'mlp', 'training.epochs': 2 },
  [rate]: { type: 'float', low: 1e-5, high: 10, scale: 'log' },
  'optimizer.name': { type: 'categorical', choices: ['adam', 'sgd'] },
};
const plain = {
  ...{ version: 1, name: 'Iris', data: { source: 'sample', name: 'iris' }, settings },
  search: { sampler: { kind: 'random' }, trials: 10, parallel: 1, seed: 3 },
  engine: { name: 'reference', threads: 1 },
};
const staged = {
  ...plain,
  search: { sampler: { kind: 'random' }, parallel: 1, seed: 3 },
  stages: [
    { name: 'coarse', trials: 10, subset: { fraction: 0.5 } },
    { name: 'fine', trials: 3, narrow: { from: 'coarse', keepBest: 3, accept: 'ask' } },
    { name: 'last', trials: 2, narrow: { from: 'fine' } },
  ],
};

async function open(file: object) {
  const folder = temporaryFolder();
  const { client } = await openHost(join(folder, 'data'));
  const { id } = await client.call('studies.open', { file, path: writeJson(folder, 'iris.json', file) });
  const state = (wanted: string) =>
    expect.poll(async () => (await client.call('studies.get', { id })).summary.state, { timeout: 60_000 }).toBe(wanted);
  return { client, id, state, outlook: (more: object = {}) => client.call('stages.outlook', { studyId: id, ...more }) };
}

test('a study without stages is one stage, and its trials propose for one that can be added with a name and a sampler', async () => {
  const { client, id, state, outlook } = await open(plain);
  const before = await outlook();
  expect(before.stages).toMatchObject([{ name: null, state: 'waiting', trials: 10, epochs: 2, share: 1 }]);
  expect(before.next).toMatchObject({ begins: 'add', name: 'stage 2', from: null, settled: false });
  expect(before.next.proposal?.trials).toEqual([]);
  expect(before.next.proposal?.settings.map(({ outcome, kept }) => [outcome, kept])).toEqual([
    ['kept', 'few'],
    ['kept', 'few'],
  ]);

  await client.call('studies.start', { id });
  await state('finished');
  const { next, stages } = await outlook({ keepBest: 4 });
  expect(stages[0]).toMatchObject({ state: 'complete' });
  expect(next).toMatchObject({ settled: true, sampler: 'random', proposal: { keepBest: 4, margin: 0.15 } });
  expect(next.proposal?.trials.length).toBeGreaterThanOrEqual(4);

  await expect(client.call('stages.add', { studyId: id, name: 'first' })).rejects.toMatchObject({ code: 'conflict' });
  const added = await client.call('stages.add', { studyId: id, name: 'fine', sampler: 'sobol', trials: 2 });
  expect(added.stage).toBe('fine');
  await state('finished');
  const after = await outlook();
  expect(after.current).toBe(1);
  expect(after.stages.map(({ name, sampler, trials }) => [name, sampler, trials])).toEqual([
    ['first', 'random', 10],
    ['fine', 'sobol', 2],
  ]);
  expect(after.next).toMatchObject({ begins: 'add', name: 'stage 3', from: 'fine' });
});

test('a planned stage waits with its proposal, and begins with other numbers than the file has where they are given', async () => {
  const { client, id, state, outlook } = await open(staged);
  expect((await outlook()).next).toMatchObject({ begins: 'planned', name: 'coarse', proposal: null });
  await client.call('studies.start', { id });
  await state('paused');
  const waits = await outlook();
  expect(waits.current).toBe(0);
  expect(waits.stages.map(({ name, state: at, share }) => [name, at, share])).toEqual([
    ['coarse', 'complete', 0.5],
    ['fine', 'proposed', 1],
    ['last', 'waiting', 1],
  ]);
  expect(waits.next).toMatchObject({ begins: 'accept', name: 'fine', from: 'coarse', settled: true, trials: 3 });
  const fine = (ranges: object) => ({ studyId: id, stage: 'fine', ranges: ranges as Record<string, number> });
  const narrow = { type: 'float', low: 0.001, high: 0.02, scale: 'log' };
  await client.call('stages.accept', {
    ...fine({ [rate]: narrow, 'optimizer.name': 'adam' }),
    ...{ trials: 2, epochs: 3, fraction: 0.8, sampler: 'sobol' },
  });
  await state('finished');
  const trials = (await client.call('trials.list', { studyId: id })).filter(({ stage }) => stage === 'fine');
  expect(trials.map(({ epochs, params }) => [epochs, Object.keys(params)])).toEqual([
    [3, [rate]],
    [3, [rate]],
  ]);
  for (const { params } of trials) expect(Number(params[rate])).toBeLessThanOrEqual(0.02);
  const over = await outlook();
  expect(over.stages[1]).toMatchObject({ trials: 2, epochs: 3, share: 0.8, sampler: 'sobol', state: 'complete' });
  expect((await client.call('studies.get', { id })).summary.trials).toBe(14);
});
