// A study of 10 000 finished trials in a real store: what a user waits for who opens it, looks at importance and lets it go on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createHost } from '#main/host/create-host.ts';
import { openPlaces, type Places } from '#main/host/places.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { createSearchThread } from '#main/search-thread/client.ts';
import { openStore } from '#main/store/open-store.ts';
import { contract } from '#shared/contract/index.ts';
import { randomStream } from '#shared/num/random.ts';
import { createClient, memoryPortPair } from '#shared/rpc/index.ts';
import { drawPoint } from '#shared/study/draw.ts';
import { samplerSchema } from '#shared/study/search-schema.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import { trial } from '../../conformance/store/rows.ts';

const count = 10_000;
const epochs = 10;
const metric = 'validation.accuracy';

const dimensions: Dimension[] = [
  { name: 'model.layers', type: 'int', low: 1, high: 3, scale: 'linear' },
  { name: 'model.units', type: 'int', low: 16, high: 512, scale: 'log' },
  { name: 'model.activation', type: 'categorical', choices: ['relu', 'tanh', 'gelu'] },
  { name: 'model.dropout', type: 'float', low: 0, high: 0.7, scale: 'linear' },
  { name: 'optimizer.name', type: 'categorical', choices: ['sgd', 'adam'] },
  { name: 'optimizer.learningRate', type: 'float', low: 1e-4, high: 1, scale: 'log' },
  {
    name: 'optimizer.momentum',
    type: 'float',
    low: 0,
    high: 0.99,
    scale: 'linear',
    when: { 'optimizer.name': ['sgd'] },
  },
  { name: 'regularization.l2', type: 'float', low: 1e-6, high: 0.1, scale: 'log' },
  { name: 'training.batchSize', type: 'categorical', choices: [32, 64, 128, 256], ordered: true },
];
const space: Space = { dimensions, constraints: [], fixed: {} };
const file = {
  ...{ version: 1, name: 'Ten thousand', data: { source: 'sample', name: 'digits' } },
  settings: Object.fromEntries(dimensions.map(({ name, ...range }) => [name, range])),
  search: { trials: count + 1 },
};

export async function tenThousandTrials(): Promise<object[]> {
  const places = openPlaces(mkdtempSync(join(tmpdir(), 'vernier-bench-')), {});
  try {
    return await measured(places, await filled(places));
  } finally {
    rmSync(places.dataDir, { recursive: true });
  }
}

async function measured(places: Places, id: string): Promise<object[]> {
  const { host, client } = await connected(places);
  const search = createSearchThread();
  const store = await openStore(places.dataDir);
  const rows: { problem: string; sampler: string; ms: number }[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  async function timed<T>(sampler: string, run: () => Promise<T>): Promise<T> {
    delay.reset();
    delay.enable();
    const from = performance.now();
    const result = await run();
    const ms = performance.now() - from;
    delay.disable();
    const problem = `${count} finished trials (host's loop held up ${Math.round(delay.max / 1e6)} ms at most)`;
    rows.push({ problem, sampler, ms: Math.round(ms) });
    return result;
  }

  await timed('open: study and list of trials', async () => {
    await client.call('studies.get', { id });
    await client.call('trials.list', { studyId: id });
  });
  await timed('importance (ped-anova)', () => client.call('analysis.importance', { studyId: id }));
  await timed('next ask (auto)', async () => {
    const observed: ObservedTrial[] = (await store.listTrials(id)).map(({ number, state, params, value }) => ({
      ...{ number, state, params, value, steps: [], values: [] },
    }));
    const sampler = samplerSchema.parse({ kind: 'auto' });
    return search.open({ space, sampler }).suggest({ direction: 'maximize', trials: observed }, 1);
  });
  const together = rows.reduce((sum, { ms }) => sum + ms, 0);
  rows.push({ problem: `${count} finished trials (must: < 2000)`, sampler: 'the three together', ms: together });
  await timed('importance (fanova with pairs)', () =>
    client.call('analysis.importance', { studyId: id, method: 'fanova' }),
  );
  await timed('contour after it', () =>
    client.call('analysis.contour', { studyId: id, x: 'optimizer.learningRate', y: 'model.dropout' }),
  );
  await timed('advice on the study', () => client.call('advice.study', { studyId: id }));
  await timed('advice on one trial', () => client.call('advice.trials', { studyId: id, trials: [1] }));
  await search.close();
  await store.close();
  await host.close();
  return rows;
}

async function connected(places: Places) {
  const host = await createHost({ places, shell: 'headless', onNotice: () => undefined });
  const [near, far] = memoryPortPair();
  host.attach(far);
  return { host, client: createClient(contract, near) };
}

/** The study's id. */
async function filled(places: Places): Promise<string> {
  const { host, client } = await connected(places);
  const { id } = await client.call('studies.open', { file, path: null });
  const settings = { ...(await client.call('studies.get', { id })).fixed };
  await host.close();
  const store = await openStore(places.dataDir);
  const random = randomStream(1);
  const writes: Promise<unknown>[] = [];
  for (let number = 1; number <= count; number++) {
    const params = drawPoint(space, random);
    const value = 0.9 - (Math.log10(Number(params['optimizer.learningRate'])) + 2) ** 2 / 9 + 0.01 * random.normal();
    const times = { createdAt: number, startedAt: number, endedAt: number + 1 };
    const ended = { value, bestEpoch: epochs, lastEpoch: epochs, epochs, attempts: 1, worker: 1, ...times };
    writes.push(
      store.insertTrial(
        trial({ studyId: id, number, state: 'complete', params, settings: { ...settings, ...params }, ...ended }),
      ),
    );
    const steps = Float64Array.from({ length: epochs }, (_, i) => i + 1);
    const values = steps.map((step) => value - 0.3 / step);
    writes.push(
      store.appendMetrics(id, [
        { trial: number, key: metric, steps, values, wallMs: steps.map((step) => number + step) },
      ]),
    );
    if (number % 1000 === 0) await Promise.all(writes.splice(0));
  }
  await store.close();
  return id;
}
