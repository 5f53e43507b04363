import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { DatasetHeader } from '#main/data/dataset.ts';
import { trainTrial } from '#main/training/loop/index.ts';
import { loadWeights } from '#main/training/loop/weights-file.ts';
import { buildProgram } from '#main/training/program/build.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { blobs, type Recorded, recorded } from './blobs.ts';

/** The rate rises and falls; an objective that surely has its best epoch in the middle. */
const settings = {
  'training.epochs': 8,
  'model.dropout': 0.5,
  'schedule.kind': 'cosine',
  'schedule.warmupEpochs': 3,
};
const goal = { metric: 'learningRate', direction: 'maximize' } as const;

async function run(pick: 'best' | 'last', options: Parameters<typeof recorded>[1] = {}): Promise<Recorded> {
  const made = await recorded(settings, { goal, ...options });
  const path = join(dirname(options.checkpointPath ?? made.request.checkpointPath), 'trial.weights');
  return { ...made, request: { ...made.request, weights: { path, pick } } };
}

function bestOf({ epochs }: Recorded): number {
  const values = epochs.map(({ metrics }) => metrics[goal.metric] ?? Number.NaN);
  return 1 + values.indexOf(Math.max(...values));
}

const read = ({ request }: Pick<Recorded, 'request'>, epoch: number) => {
  const header = request.dataset.header as DatasetHeader;
  const all = { 'model.family': 'mlp', 'model.units': 16, ...settings } as ResolvedSettings;
  const identity = { fingerprint: header.fingerprint, seed: request.seed, epoch };
  return loadWeights(request.weights?.path ?? '', identity, buildProgram(all, header).state);
};

it('the weights of the best epoch are those that a trial ended there has', async () => {
  const whole = await run('best');
  await trainTrial(whole.request);
  const best = bestOf(whole);
  expect([2, 3, 4, 5]).toContain(best);
  expect(whole.weights.at(-1)).toBe(best);
  const short = await run('last', { decide: (epoch) => (epoch === best ? 'stop' : 'continue') });
  await trainTrial(short.request);
  expect(await read(whole, best)).toEqual(await read(short, best));
});

it('with pick "last" they are those of the last epoch', async () => {
  const whole = await run('last');
  await trainTrial(whole.request);
  expect(whole.weights.at(-1)).toBe(8);
  expect([...(await read(whole, 8)).keys()]).toContain('dense1/kernel');
});

it.each(['pause', 'stop'] as const)('a trial that ends by %s has the weights of its best epoch before', async (how) => {
  const whole = await run('best');
  await trainTrial(whole.request);
  const best = bestOf(whole);
  const ended = await run('best', { decide: (epoch) => (epoch === best + 1 ? how : 'continue') });
  await trainTrial(ended.request);
  expect(await read(ended, best)).toEqual(await read(whole, best));

  // It goes on from its checkpoint, finds nothing better, and leaves the file as it is.
  const { checkpointPath } = ended.request;
  const rest = await run('best', { resumeFrom: checkpointPath, checkpointPath });
  await trainTrial(rest.request);
  expect(rest.weights).toEqual([]);
  expect(await read(rest, best)).toEqual(await read(whole, best));
});

it('whenever a checkpoint is told, the weights of the best epoch up to it lie on disk', async () => {
  const told: string[] = [];
  const made = await run('best', {
    onWeights: (epoch) => told.push(`weights ${epoch}`),
    onCheckpoint: (epoch) => told.push(`checkpoint ${epoch}`),
  });
  await trainTrial(made.request);
  let onDisk = 0;
  for (const line of told) {
    const [what, epoch] = line.split(' ');
    if (what === 'weights') onDisk = Number(epoch);
    else expect(onDisk).toBe(bestOf({ ...made, epochs: made.epochs.slice(0, Number(epoch)) }));
  }
  expect(told.at(-1)).toBe('checkpoint 8');
});

it('a disk without room is the checkpoint’s sentence, and nothing half-written stays', async () => {
  const made = await run('best');
  const path = join('/dev/null', 'weights');
  const request = { ...made.request, weights: { path, pick: 'best' as const } };
  await expect(trainTrial(request)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/^The weights file .* cannot be written .*; free disk space or check access\.$/),
  });
  expect(existsSync(made.request.checkpointPath)).toBe(false);
});

it('data without a validation part are judged by the training loss', async () => {
  const whole = blobs();
  const dataset = { ...whole, validation: new Uint32Array(), header: { ...whole.header, validationRows: 0 } };
  const made = await run('best', { dataset, goal: { metric: 'validation.accuracy', direction: 'maximize' } });
  await trainTrial(made.request);
  expect(made.weights.length).toBeGreaterThan(0);
});
