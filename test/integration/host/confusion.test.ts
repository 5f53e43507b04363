// The confusion matrix of a trial: counted with its own weights, and at one with the metrics that are stored.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHost } from '../../support/host.ts';

async function finished(study: object) {
  const { places, client } = await openHost();
  const { id } = await client.call('studies.open', { file: study, path: null });
  const ended = new Promise<void>((resolve, reject) => {
    client.subscribe('studies.changed', '', ({ state, reason }) => {
      if (state === 'finished') resolve();
      else if (state === 'failed' || state === 'paused') reject(new Error(reason ?? state));
    });
  });
  await client.call('studies.start', { id });
  await ended;
  const confusion = (number: number, retrain = false) =>
    client.call('trials.confusion', { studyId: id, number, retrain });
  return { id, places, client, confusion };
}

const study = (data: object, more: object = {}) => ({
  ...{ version: 1, name: 'Confused', data },
  settings: { 'optimizer.learningRate': 0.02, 'training.epochs': 3, 'model.units': 8 },
  ...{ search: { trials: 1, parallel: 1, seed: 1 }, engine: { name: 'onnx', threads: 1 } },
  ...more,
});

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

test('rows by class and by predicted class give the recall of each class and the accuracy that are stored', async () => {
  const { id, client, confusion } = await finished(study({ source: 'sample', name: 'penguins' }));
  const { classes, counts, epoch } = await confusion(1);
  const { trial, metrics } = await client.call('trials.get', { studyId: id, number: 1 });
  expect(epoch).toBe(trial.epoch);
  expect(counts).toHaveLength(classes.length ** 2);
  const row = (at: number) => counts.slice(at * classes.length, (at + 1) * classes.length);
  for (const [at, name] of classes.entries()) {
    expect((row(at)[at] ?? 0) / sum(row(at)), name).toBeCloseTo(Number(metrics.best[`validation.recall[${name}]`]), 12);
  }
  const right = sum(classes.map((_, at) => row(at)[at] ?? 0));
  expect(right / sum(counts)).toBeCloseTo(Number(metrics.best['validation.accuracy']), 12);
});

test('of several runs and folds it is the first one’s', async () => {
  const { confusion } = await finished(study({ source: 'sample', name: 'iris', validation: { folds: 3 } }));
  expect(sum((await confusion(1)).counts)).toBe(50);
});

test('weights that are not kept are said to be gone, and training again gives the same counts', async () => {
  const { id, places, client, confusion } = await finished(study({ source: 'sample', name: 'iris' }));
  const before = await confusion(1);
  rmSync(join(places.checkpointDir, id), { recursive: true, force: true });
  await expect(confusion(1)).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('not kept') });
  const told: { phase: string; done: number }[] = [];
  client.subscribe('trials.confusionProgressed', id, ({ phase, done }) => told.push({ phase, done }));
  expect(await confusion(1, true)).toEqual(before);
  // First the training goes on up to its end, then the measuring.
  expect(told.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1])).toEqual([
    'training',
    'measuring',
  ]);
  const training = told.flatMap(({ phase, done }) => (phase === 'training' ? [done] : []));
  expect(training).toEqual(training.toSorted((a, b) => a - b));
  expect(training.at(-1)).toBeGreaterThan(0.5);
});

test('data without classes, and trials that are not there, are refused in a sentence', async () => {
  const { confusion } = await finished(study({ source: 'sample', name: 'noisy-sine', rows: 300 }));
  await expect(confusion(1)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('one class a row'),
  });
  await expect(confusion(7)).rejects.toMatchObject({ code: 'not_found' });
});
