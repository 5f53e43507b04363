// A finished study goes on by hand: a trial for more epochs, copies in a queue that is arranged; over the host's own calls.
import { expect, test } from 'vitest';
import { openHost } from '../../support/host.ts';

const study = {
  ...{ version: 1, name: 'Trained on', data: { source: 'sample', name: 'iris' } },
  settings: {
    'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1e-1, scale: 'log' },
    ...{ 'training.epochs': 3, 'model.units': 8 },
  },
  ...{ search: { trials: 2, parallel: 1, seed: 1 }, engine: { name: 'onnx', threads: 1 } },
};

async function finished() {
  const { client } = await openHost();
  const { id } = await client.call('studies.open', { file: study, path: null });
  /** Resolves when the study has ended after `act`. */
  const toItsEnd = async (act: () => Promise<unknown>) => {
    let begun = false;
    const over = new Promise<void>((resolve) => {
      client.subscribe('studies.changed', '', ({ state }) => {
        begun ||= state === 'running';
        if (begun && state === 'finished') resolve();
      });
    });
    await act();
    await over;
  };
  await toItsEnd(() => client.call('studies.start', { id }));
  const trials = () => client.call('trials.list', { studyId: id });
  return { id, client, toItsEnd, trials };
}

test('a trial goes on for more epochs, and says so wherever it is shown', async () => {
  const { id, client, toItsEnd, trials } = await finished();
  expect(await client.call('trials.get', { studyId: id, number: 1 })).toMatchObject({ checkpoint: 3 });
  await toItsEnd(() => client.call('trials.extend', { studyId: id, number: 1, epochs: 2 }));
  const detail = await client.call('trials.get', { studyId: id, number: 1 });
  expect(detail).toMatchObject({
    trial: { state: 'complete', epochs: 5, lastEpoch: 5, continued: [{ epoch: 3, planned: 3 }] },
    ...{ settings: { 'training.epochs': 5 }, checkpoint: 5 },
  });
  const [curve] = await client.call('metrics.history', { studyId: id, trials: [1], keys: ['train.steps'] });
  const [perEpoch = 0] = curve?.values ?? [];
  expect([...(curve?.values ?? [])]).toEqual([1, 2, 3, 4, 5].map((epoch) => epoch * perEpoch));
  expect((await trials())[1]).not.toHaveProperty('continued');
  await expect(client.call('trials.extend', { studyId: id, number: 9, epochs: 2 })).rejects.toThrow('no trial 9');
});

test('copies wait in an order of one’s own, and are trained in it', async () => {
  const { id, client, toItsEnd, trials } = await finished();
  const put = async (rate: number, first: boolean) =>
    (await client.call('studies.enqueue', { id, params: { 'optimizer.learningRate': rate }, first })).trial;
  expect([await put(0.01, false), await put(0.02, true), await put(0.03, true)]).toEqual([3, 4, 5]);
  const waiting = async () => {
    const queued = (await trials()).filter(({ state }) => state === 'queued');
    return queued.sort((a, b) => (a.place ?? a.number) - (b.place ?? b.number)).map(({ number }) => number);
  };
  expect(await waiting()).toEqual([5, 4, 3]);
  await client.call('studies.reorderQueue', { id, trials: [3, 5, 4] });
  expect(await waiting()).toEqual([3, 5, 4]);
  await client.call('studies.dequeue', { id, trial: 5 });
  expect(await waiting()).toEqual([3, 4]);
  await client.call('studies.requeue', { id, trial: 5 });
  expect(await waiting()).toEqual([3, 5, 4]);
  await client.call('studies.dequeue', { id, trial: 3 });
  await expect(client.call('studies.reorderQueue', { id, trials: [4, 1] })).rejects.toThrow(
    'Trial 1 has begun meanwhile',
  );
  await toItsEnd(() => client.call('studies.start', { id }));
  const [, , third, fourth, fifth] = await trials();
  expect(third).toMatchObject({ state: 'stopped', reason: 'user', startedAt: null });
  expect([fourth?.state, fifth?.state]).toEqual(['complete', 'complete']);
  expect(fifth?.startedAt ?? 0).toBeLessThan(fourth?.startedAt ?? 0);
});
