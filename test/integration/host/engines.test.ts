// Engines over the contract: what is there, installing with progress and all that can go wrong, self-test, removal.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openPlaces } from '#main/host/places.ts';
import type { EngineTask } from '#shared/contract/engine.ts';
import type { VernierContract } from '#shared/contract/index.ts';
import type { Client } from '#shared/rpc/index.ts';
import { openHost } from '../../support/host.ts';
import { temporaryFolder } from '../../support/vernier.ts';
import { writeTensorflowWheel, writeWheel } from '../../support/wheels.ts';

async function start() {
  const { places, client } = await openHost();
  const told: EngineTask[] = [];
  client.subscribe('engine.progressed', '', (task) => told.push(task));
  return { places, client, told };
}

/** The task once it has ended. */
async function ended(client: Client<VernierContract>, { id }: EngineTask): Promise<EngineTask> {
  for (;;) {
    const task = (await client.call('engine.overview', {})).tasks.find((one) => one.id === id);
    if (task && task.state !== 'running') return task;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('the overview names all engines, what can be installed, and no work', async () => {
  const { client } = await start();
  const { engines, packages, tasks } = await client.call('engine.overview', {});
  expect(engines.map(({ name }) => name)).toEqual(['onnx', 'tensorflow', 'tfjs', 'reference']);
  expect(engines.filter(({ chosen }) => chosen).map(({ name }) => name)).toEqual(['onnx']);
  expect(engines[0]).toMatchObject({ available: true, devices: ['CPU'], selfTest: null, bench: [], reason: null });
  expect(packages).toEqual([
    expect.objectContaining({
      name: 'tensorflow',
      engine: 'tensorflow',
      installed: null,
      downloadedBytes: 0,
      usedBy: null,
    }),
    expect.objectContaining({ name: 'tfjs-node-gpu', engine: 'tfjs', installed: null, cudaIsChoice: false }),
  ]);
  expect(tasks).toEqual([]);
});

test('a self-test and a measurement say how far they are, and the overview keeps what came out', async () => {
  const { client, told, places } = await start();
  const task = await client.call('engine.try', { name: 'onnx', measure: true });
  await expect(client.call('engine.try', { name: 'onnx' })).rejects.toMatchObject({
    code: 'busy',
    message: 'onnx is being measured now; wait until that is done, or cancel it.',
  });
  expect(await ended(client, task)).toMatchObject({ work: 'measure', target: 'onnx', state: 'done', message: null });
  const phases = told.filter(({ id }) => id === task.id).map(({ phase, total }) => `${phase} ${total !== null}`);
  expect(phases).toContain('self-test true');
  expect(phases).toContain('measure true');
  const { engines } = await client.call('engine.overview', {});
  const [onnx] = engines;
  expect(onnx?.selfTest?.failed).toBe(0);
  expect(onnx?.selfTest?.passed).toBeGreaterThan(100);
  expect(onnx?.startToFirstStepMs).toBeGreaterThan(0);
  expect(new Set(onnx?.bench.map(({ model }) => model))).toEqual(new Set(['mlp', 'cnn', 'lstm']));
  expect(Date.now() - (onnx?.measuredAt ?? 0)).toBeLessThan(60_000);
  expect(JSON.parse(readFileSync(join(places.enginesDir, 'verdicts.json'), 'utf8'))).toHaveLength(1);
});

test('a test can be cancelled, and one that waits for its turn too', async () => {
  const { client } = await start();
  const first = await client.call('engine.try', { name: 'onnx', measure: true });
  const second = await client.call('engine.try', { name: 'reference' });
  await client.call('engine.cancel', { id: second.id });
  await client.call('engine.cancel', { id: first.id });
  expect(await ended(client, first)).toMatchObject({ state: 'cancelled', message: null });
  expect(await ended(client, second)).toMatchObject({ state: 'cancelled' });
  await expect(client.call('engine.cancel', { id: first.id })).rejects.toMatchObject({ code: 'not_found' });
  const again = await client.call('engine.try', { name: 'reference' });
  expect(await ended(client, again)).toMatchObject({ state: 'done' });
});

describe('what cannot be done is a sentence', () => {
  test('unknown engines, relative paths, and removing what is not there', async () => {
    const { client } = await start();
    await expect(client.call('engine.try', { name: 'jax' })).rejects.toThrow(
      'There is no engine "jax"; there are onnx, tensorflow, tfjs, reference.',
    );
    await expect(client.call('engine.install', { name: 'tensorflow', from: 'x.whl' })).rejects.toThrow(
      /must be absolute/,
    );
    await expect(client.call('engine.remove', { name: 'tensorflow' })).rejects.toMatchObject({ code: 'not_found' });
    const wrong = { name: 'jax' } as unknown as { name: 'tensorflow' };
    await expect(client.call('engine.install', wrong)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('a wheel whose libraries do not load is not installed, and the sentence names the engine that is used', async () => {
    const { client, places, told } = await start();
    const from = writeWheel(temporaryFolder());
    const task = await client.call('engine.install', { name: 'tensorflow', from });
    const end = await ended(client, task);
    expect(end.state).toBe('failed');
    expect(end.message).toMatch(
      /^tensorflow was not installed, since it does not work here: .* does not load here: .*The engine onnx is used as before\.$/,
    );
    expect(existsSync(join(places.enginesDir, 'tensorflow'))).toBe(false);
    expect(told.map(({ phase }) => phase)).toContain('unpack');
    const damaged = await client.call('engine.install', {
      name: 'tensorflow',
      from: writeWheel(temporaryFolder(), { wrongChecksum: true }),
    });
    expect((await ended(client, damaged)).message).toMatch(/is damaged \(the checksum of /);
  });

  test('an engine that a running study trains with is neither replaced nor removed', async () => {
    const { client, places } = await start();
    const long = {
      ...{ version: 1, name: 'Iris on tfjs', data: { source: 'sample', name: 'iris' } },
      settings: { 'training.batchSize': 2, 'training.epochs': 200 },
      search: { trials: 2, parallel: 1 },
      engine: { name: 'tfjs', threads: 1 },
    };
    const { id } = await client.call('studies.open', { file: long, path: null });
    await client.call('studies.start', { id });
    const conflict = {
      code: 'conflict',
      message: expect.stringMatching(
        /^The study "Iris on tfjs" trains with tfjs-node-gpu, which cannot be (removed|replaced) meanwhile; pause the study/,
      ),
    };
    await expect(client.call('engine.remove', { name: 'tfjs-node-gpu' })).rejects.toMatchObject(conflict);
    await expect(client.call('engine.install', { name: 'tfjs-node-gpu' })).rejects.toMatchObject(conflict);
    const { packages } = await client.call('engine.overview', {});
    expect(packages.map(({ usedBy }) => usedBy)).toEqual([null, 'Iris on tfjs']);
    await client.call('studies.stop', { id, now: true });
    await expect
      .poll(() => client.call('engine.remove', { name: 'tfjs-node-gpu' }).catch(({ code }) => code))
      .toBe('not_found');
    expect(existsSync(places.enginesDir)).toBe(true);
  });
});

const named = process.env.VERNIER_TENSORFLOW;
test.skipIf(!named)(
  'TensorFlow from a real wheel: cancelled, installed, used by auto, kept when the next wheel is bad, removed',
  async () => {
    const { client, places, told } = await start();
    const from = writeTensorflowWheel(temporaryFolder());
    if (from === null) return;
    // What is installed shall be found, not what the tests were given.
    process.env.VERNIER_TENSORFLOW = '';
    onTestFinished(() => {
      process.env.VERNIER_TENSORFLOW = named;
    });
    const first = await client.call('engine.install', { name: 'tensorflow', from });
    await expect.poll(() => told.at(-1)?.phase, { timeout: 30_000, interval: 5 }).toBe('unpack');
    await client.call('engine.cancel', { id: first.id });
    expect((await ended(client, first)).state).toBe('cancelled');
    expect(existsSync(join(places.enginesDir, 'tensorflow'))).toBe(false);

    const second = await client.call('engine.install', { name: 'tensorflow', from });
    await expect(client.call('engine.remove', { name: 'tensorflow' })).rejects.toMatchObject({ code: 'busy' });
    expect(await ended(client, second)).toMatchObject({ state: 'done', message: null });
    const seen = told.filter(({ id }) => id === second.id);
    expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['waiting', 'unpack', 'self-test']);
    const installed = await client.call('engine.overview', {});
    expect(installed.engines[1]).toMatchObject({ available: true, chosen: true, selfTest: { failed: 0 } });
    expect(installed.packages[0]?.installed).toMatchObject({ version: '2.21.0', cuda: false });
    expect(installed.packages[0]?.installed?.bytes).toBeGreaterThan(1e8);

    const bad = await client.call('engine.install', { name: 'tensorflow', from: writeWheel(temporaryFolder()) });
    expect((await ended(client, bad)).message).toMatch(/The engine tensorflow is used as before\.$/);
    const kept = await client.call('engine.overview', { again: true });
    expect(kept.engines[1]).toMatchObject({ available: true, chosen: true });

    await client.call('engine.remove', { name: 'tensorflow' });
    const removed = await client.call('engine.overview', {});
    expect(removed.engines[1]).toMatchObject({ available: false, selfTest: null, chosen: false });
    expect(removed.engines[0]).toMatchObject({ chosen: true });
  },
);

test('leftovers of a killed installation go when a host starts', async () => {
  const data = temporaryFolder();
  const places = openPlaces(data, {});
  writeFileSync(join(places.enginesDir, '.new-tensorflow-99999'), '');
  await openHost(data);
  await expect.poll(() => existsSync(join(places.enginesDir, '.new-tensorflow-99999'))).toBe(false);
});
