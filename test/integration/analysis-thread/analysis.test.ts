// Analyses through the real host: its contract, its thread, and a store with trials and curves in it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { fanovaImportance, pedImportance } from '#main/analysis/importance.ts';
import { modelOf } from '#main/analysis/model.ts';
import { createAnalysisThread } from '#main/analysis-thread/client.ts';
import { databaseName, openStore } from '#main/store/open-store.ts';
import { randomStream } from '#shared/num/random.ts';
import { drawPoint } from '#shared/study/draw.ts';
import type { Space } from '#shared/study/space.ts';
import { trial } from '../../conformance/store/rows.ts';
import { openHost } from '../../support/host.ts';
import { told } from '../../unit/analysis/made-histories.ts';

const rate = { type: 'float', low: 1e-4, high: 1, scale: 'log' } as const;
const units = { type: 'int', low: 8, high: 64, scale: 'linear' } as const;
const optimizer = { type: 'categorical', choices: ['sgd', 'adam'] } as const;
const settings = { 'optimizer.name': optimizer, 'optimizer.learningRate': rate, 'model.units': units };
const file = { version: 1, data: { source: 'sample', name: 'iris' }, settings };
const space: Space = {
  dimensions: [
    { name: 'model.units', ...units },
    { name: 'optimizer.name', ...optimizer },
    { name: 'optimizer.learningRate', ...rate },
  ],
  constraints: [],
  fixed: {},
};

const key = 'validation.accuracy';
const epochs = 4;
const trials = (() => {
  const random = randomStream(1);
  return Array.from({ length: 60 }, (_, i) => {
    const params = drawPoint(space, random);
    const value = 1 - (Math.log10(Number(params['optimizer.learningRate'])) + 2) ** 2 / 8 + 0.01 * random.normal();
    return { number: i + 1, params, value };
  });
})();

/** Two studies on a data directory: one of 60 complete trials with curves, one of none. */
async function stored() {
  const first = await openHost();
  const { id } = await first.client.call('studies.open', { file: { ...file, name: 'Sweep' }, path: null });
  const { id: empty } = await first.client.call('studies.open', { file: { ...file, name: 'Empty' }, path: null });
  await first.close();
  const store = await openStore(first.places.dataDir);
  for (const { number, params, value } of trials) {
    const bestEpoch = epochs;
    await store.insertTrial(
      trial({ studyId: id, number, params, value, bestEpoch, state: 'running', endedAt: number }),
    );
    const steps = Float64Array.from({ length: epochs }, (_, i) => i + 1);
    const values = steps.map((step) => value - 0.1 * (epochs - step));
    await store.appendMetrics(id, [
      { trial: number, key, steps, values, wallMs: steps.map((step) => number * 10 + step) },
    ]);
    await store.updateTrial(id, number, { state: 'complete', lastEpoch: epochs });
  }
  await store.close();
  return { id, empty, ...(await openHost(first.places.dataDir)) };
}

test('every call of the contract answers on a study with trials, and says what it lacks on one without', async () => {
  const { id, empty, client } = await stored();
  const history = {
    direction: 'maximize' as const,
    trials: trials.map((one) => ({ ...one, state: 'complete' as const })),
  };
  const ped = await client.call('analysis.importance', { studyId: id });
  expect(ped).toEqual(pedImportance(space, history));
  const forest = await client.call('analysis.importance', { studyId: id, method: 'fanova' });
  expect(forest).toEqual(fanovaImportance(modelOf(space, history), true));
  expect(forest.settings[2]?.share).toBeGreaterThan(0.8);

  const learning = await client.call('analysis.dependence', {
    studyId: id,
    setting: 'optimizer.learningRate',
    points: 21,
  });
  expect([learning.values.length, learning.mean.length, learning.sd.length]).toEqual([21, 21, 21]);
  expect(Math.log10(Number(learning.values[learning.mean.indexOf(Math.max(...learning.mean))]))).toBeCloseTo(-2, 0);
  const grid = await client.call('analysis.contour', { studyId: id, x: 'model.units', y: 'optimizer.learningRate' });
  expect(grid.mean).toHaveLength(40 * 40);
  await expect(client.call('analysis.dependence', { studyId: id, setting: 'model.layers' })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('"model.layers" is not searched in this study; use one of model.units,'),
  });

  const { slices } = await client.call('analysis.slices', { studyId: id });
  expect(slices.map(({ name, trials: numbers }) => [name, numbers.length])).toEqual([
    ['model.units', 60],
    ['optimizer.name', 60],
    ['optimizer.learningRate', 60],
  ]);
  const { distributions, notes } = await client.call('analysis.distributions', { studies: [id, empty] });
  expect(distributions.map(({ studyId, used }) => [studyId, used])).toEqual([
    [id, 60],
    [empty, 0],
  ]);
  expect(notes).toEqual([]);
  const order = await client.call('analysis.axisOrder', { studyId: id });
  expect(order.byImportance[0]).toBe('optimizer.learningRate');
  const best = await client.call('analysis.bestSoFar', { studyId: id });
  expect(best.best.at(-1)).toBe(Math.max(...trials.map(({ value }) => value)));
  expect((await client.call('analysis.subsetTrust', { subset: id, full: id })).verdict).toBe('yes');
  const replays = await client.call('analysis.prunerReplay', { studyId: id });
  expect(replays.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['median', 'asha']));
  expect(replays[0]).toMatchObject({ kind: 'median', epochs: 60 * epochs, trials: 60, regret: 0, bestStopped: false });
  expect(replays[0]?.saved).toBeGreaterThan(20);

  const bare = await client.call('analysis.importance', { studyId: empty, method: 'fanova' });
  expect(bare).toMatchObject({ used: 0, rest: 1 });
  expect(told(bare.notes)[0]).toMatch('there is none');
  expect((await client.call('analysis.dependence', { studyId: empty, setting: 'model.units' })).mean).toHaveLength(0);
  expect((await client.call('analysis.prunerReplay', { studyId: empty }))[0]?.sentence).toMatch('nothing to replay');
  await expect(client.call('analysis.importance', { studyId: 'none' })).rejects.toMatchObject({ code: 'not_found' });
});

test('a study in stages is analysed stage by stage, and a stage on part of the data is held against the one on all of it', async () => {
  const first = await openHost();
  const staged = {
    ...{ ...file, name: 'Staged' },
    stages: [
      { name: 'coarse', trials: 12, subset: { fraction: 0.5 } },
      { name: 'fine', trials: 12, settings: { 'training.epochs': 20 } },
    ],
  };
  const { id } = await first.client.call('studies.open', { file: staged, path: null });
  await first.close();
  const store = await openStore(first.places.dataDir);
  // The same configurations in both stages: on half of the data everything is worse.
  for (const [i, stage] of ['coarse', 'fine'].entries()) {
    for (const { number, params, value } of trials.slice(0, 12)) {
      const own = { stage, number: number + 12 * i, params, value: value - (i === 0 ? 0.3 : 0) };
      await store.insertTrial(trial({ studyId: id, ...own, bestEpoch: 1, state: 'complete' }));
    }
  }
  await store.close();
  const { client } = await openHost(first.places.dataDir);
  const importance = (stage?: string) => client.call('analysis.importance', { studyId: id, ...(stage && { stage }) });
  expect(await importance()).toMatchObject({ used: 12, notes: [{ id: 'note.stage', values: { stage: 'fine' } }] });
  expect(await importance('coarse')).toMatchObject({
    used: 12,
    notes: [{ id: 'note.stage', values: { stage: 'coarse' } }],
  });
  const stages = [id, { studyId: id, stage: 'coarse' }];
  const { distributions } = await client.call('analysis.distributions', { studies: stages });
  expect(distributions).toMatchObject([
    { studyId: id, stage: 'fine', used: 12 },
    { studyId: id, stage: 'coarse', used: 12 },
  ]);
  const [fine = [], coarse = []] = distributions.map(({ results }) => [...results]);
  expect(fine).toEqual(coarse.map((result) => expect.closeTo(result + 0.3, 9)));
  const { best } = await client.call('analysis.bestSoFar', { studyId: id, stage: 'coarse' });
  expect(best.at(-1)).toBeCloseTo(Math.max(...trials.slice(0, 12).map(({ value }) => value)) - 0.3, 12);
  const trust = { subset: id, subsetStage: 'coarse', full: id, fullStage: 'fine' };
  expect(await client.call('analysis.subsetTrust', trust)).toMatchObject({ verdict: 'yes', spearman: { value: 1 } });
  await expect(importance('find')).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('fine'),
  });
});

test('of a study of several objectives the answers are about the first, and say so', async () => {
  const { client } = await stored();
  const objective = [{ metric: key }, { metric: 'validation.loss' }];
  const { id } = await client.call('studies.open', { file: { ...file, name: 'Two', objective }, path: null });
  const { notes } = await client.call('analysis.importance', { studyId: id });
  expect(told(notes)[0]).toBe("This is about the first of the study's 2 objectives, validation.accuracy.");
});

test('a further objective has an importance of its own, by its values at the epoch that the first one picks', async () => {
  const first = await openHost();
  const objective = [{ metric: key }, { metric: 'validation.loss' }];
  const { id } = await first.client.call('studies.open', { file: { ...file, name: 'Two', objective }, path: null });
  await first.close();
  const store = await openStore(first.places.dataDir);
  for (const { number, params, value } of trials) {
    await store.insertTrial(
      trial({ studyId: id, number, params, value, bestEpoch: 2, state: 'running', endedAt: number }),
    );
    const loss = Math.abs(Number(params['model.units']) - 24);
    const steps = Float64Array.of(1, 2, 3);
    await store.appendMetrics(id, [
      // What epochs 1 and 3 say would turn it round.
      { trial: number, key: 'validation.loss', steps, values: Float64Array.of(-loss, loss, -loss), wallMs: steps },
    ]);
    await store.updateTrial(id, number, { state: 'complete', lastEpoch: 3 });
  }
  await store.close();
  const { client } = await openHost(first.places.dataDir);
  const leader = async (named?: string, method: 'ped-anova' | 'fanova' = 'ped-anova') => {
    const asked = { studyId: id, method, ...(named === undefined ? {} : { objective: named }) };
    const { settings, notes } = await client.call('analysis.importance', asked);
    return { name: settings.toSorted((a, b) => b.share - a.share)[0]?.name, notes };
  };
  expect((await leader()).name).toBe('optimizer.learningRate');
  expect(await leader(key)).toEqual({ name: 'optimizer.learningRate', notes: [] });
  expect(await leader('validation.loss')).toEqual({ name: 'model.units', notes: [] });
  expect((await leader('validation.loss', 'fanova')).name).toBe('model.units');
  const asked = { studyId: id, setting: 'model.units', objective: 'validation.loss' };
  const { values, mean } = await client.call('analysis.dependence', asked);
  expect(Math.abs(Number(values[mean.indexOf(Math.min(...mean))]) - 24)).toBeLessThan(6);
  await expect(leader('train.loss')).rejects.toMatchObject({
    code: 'invalid',
    message: '"train.loss" is no objective of this study; use validation.accuracy, validation.loss.',
  });
});

test('a trial that ends while the studio is open is in the next answer', async () => {
  const { id, client, places, host } = await stored();
  const used = async () => (await client.call('analysis.importance', { studyId: id, method: 'fanova' })).used;
  expect(await used()).toBe(60);
  await host.rest();
  const store = await openStore(places.dataDir);
  const params = trials[0]?.params ?? {};
  await store.insertTrial(trial({ studyId: id, number: 61, params, state: 'running' }));
  expect(await used()).toBe(60);
  await store.updateTrial(id, 61, { state: 'complete', value: 0.2, lastEpoch: 1, bestEpoch: 1 });
  await store.close();
  expect(await used()).toBe(61);
});

test('a host that closes meanwhile refuses the question and leaves a whole database', async () => {
  const { id, client, close, places } = await stored();
  await client.call('analysis.bestSoFar', { studyId: id });
  // More than can be answered before it closes; each of another grid, so that none is answered with another's.
  const open = Array.from({ length: 40 }, (_, i) =>
    client.call('analysis.contour', {
      ...{ studyId: id, x: 'model.units', y: 'optimizer.learningRate' },
      points: 200 - i,
    }),
  );
  const ends = Promise.allSettled(open);
  await close();
  const refused = (await ends).filter((end) => end.status === 'rejected').map(({ reason }) => reason);
  expect(refused).not.toEqual([]);
  for (const reason of refused) expect(reason).toMatchObject({ code: expect.stringMatching(/cancelled|unavailable/) });
  // The last one to close writes back what SQLite keeps beside the database.
  expect(existsSync(join(places.dataDir, `${databaseName}-wal`))).toBe(false);
});

test('a thread that ends is an error of the questions it had, and the next question starts another', async () => {
  const thread = createAnalysisThread('', fileURLToPath(new URL('./crashing.mjs', import.meta.url)));
  onTestFinished(() => thread.close());
  const study = {
    id: 's',
    stages: [],
    space,
    metric: key,
    objectives: 1,
    objective: null,
    direction: 'maximize',
    pick: 'best',
    validationRows: null,
  } as const;
  for (let attempt = 0; attempt < 2; attempt++) {
    await expect(thread.ask('analysis.bestSoFar', { studyId: 's' }, [study])).rejects.toThrow(
      'The analysis ended unexpectedly: exit code 3. Ask again.',
    );
  }
  await thread.close();
  await expect(thread.ask('analysis.bestSoFar', { studyId: 's' }, [study])).rejects.toMatchObject({
    code: 'cancelled',
  });
});
