// The page asks for the model of a study that has run; of one that has not it hears why there is none.
import { expect, test } from 'vitest';
import { runtime } from '#main/training/engines/onnx/runtime.ts';
import { openHost } from '../../support/host.ts';

const { InferenceSession } = runtime();

const study = {
  ...{ version: 1, name: 'Iris', data: { source: 'sample', name: 'iris' }, settings: { 'training.epochs': 2 } },
  ...{ search: { trials: 1, parallel: 1 }, engine: { name: 'onnx', threads: 1 } },
};

test('a host gives the model of a finished study, and a sentence before there is one', async () => {
  const { client } = await openHost();
  const { id } = await client.call('studies.open', { file: study, path: null });
  await expect(client.call('studies.exportModel', { id })).rejects.toMatchObject({
    code: 'not_found',
    message: 'Study "Iris" has no trial yet; run it first.',
  });
  const ended = new Promise<void>((resolve) => {
    client.subscribe('studies.changed', '', ({ state }) => state === 'finished' && resolve());
  });
  await client.call('studies.start', { id });
  await ended;

  const { trial, model, description } = await client.call('studies.exportModel', { id });
  expect(trial).toBe(1);
  expect(description).toMatchObject({ kind: 'vernier-model', study: { id, name: 'Iris' }, checked: { rows: 30 } });
  const session = await InferenceSession.create(model);
  expect([session.inputNames, session.outputNames]).toEqual([['numbers'], ['probabilities']]);
  await session.release();
  await expect(client.call('studies.exportModel', { id, trial: 2 })).rejects.toMatchObject({
    code: 'not_found',
    message: 'Study "Iris" has no trial 2.',
  });
});
