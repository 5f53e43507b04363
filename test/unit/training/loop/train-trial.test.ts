import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import type { Engine } from '#main/training/engines/engine.ts';
import { referenceEngine } from '#main/training/engines/reference/engine.ts';
import { trainTrial } from '#main/training/loop/index.ts';
import { blobs, line, recorded } from './blobs.ts';

it('learns blobs and reports every metric of every epoch', async () => {
  const { request, epochs } = await recorded({ 'training.epochs': 6, 'optimizer.learningRate': 0.01 });
  expect(await trainTrial(request)).toEqual({ kind: 'complete', epoch: 6 });
  expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
  const last = epochs.at(-1)?.metrics ?? {};
  expect(Object.keys(last).sort()).toEqual(
    [
      ...['train', 'validation'].flatMap((part) =>
        ['loss', 'accuracy', 'macroF1', 'balancedAccuracy'].map((key) => `${part}.${key}`),
      ),
      ...['a', 'b', 'c'].flatMap((label) => [`validation.recall[${label}]`, `validation.f1[${label}]`]),
      'train.gradientNorm',
      'learningRate',
      'train.steps',
      ...['a', 'b', 'c'].map((name) => `classMix[${name}]`),
    ].sort(),
  );
  expect(last['validation.accuracy']).toBeGreaterThan(0.9);
  expect(last['train.loss']).toBeLessThan(0.4);
  expect(last['train.loss']).toBeLessThan(epochs[0]?.metrics['train.loss'] ?? 0);
  expect(last.learningRate).toBe(0.01);
});

it('reports regression in the units of the label', async () => {
  const { request, epochs } = await recorded(
    { 'training.epochs': 30, 'optimizer.learningRate': 0.02, 'training.batchSize': 32 },
    { dataset: line() },
  );
  await trainTrial(request);
  const last = epochs.at(-1)?.metrics ?? {};
  // The noise alone has a standard deviation of 5, the label one of 70.
  expect(last['validation.rmse']).toBeGreaterThan(3);
  expect(last['validation.rmse']).toBeLessThan(12);
  expect(last['validation.mae']).toBeLessThan(last['validation.rmse'] ?? 0);
  expect(last['validation.r2']).toBeGreaterThan(0.95);
  expect(last).not.toHaveProperty('validation.accuracy');
});

const stochastic = {
  'training.epochs': 6,
  'model.dropout': 0.4,
  'optimizer.name': 'adam',
  'schedule.kind': 'step',
  'schedule.everyEpochs': 2,
  'schedule.warmupEpochs': 1,
  'training.earlyStoppingPatience': 6,
};

it('paused after epoch 3 and resumed, it is bit-equal to a trial that was never interrupted', async () => {
  const whole = await recorded(stochastic);
  await trainTrial(whole.request);

  const first = await recorded(stochastic, { decide: (epoch) => (epoch === 3 ? 'pause' : 'continue') });
  expect(await trainTrial(first.request)).toEqual({ kind: 'paused', epoch: 3 });
  expect(first.checkpoints.at(-1)).toBe(3);
  const second = await recorded(stochastic, { resumeFrom: first.request.checkpointPath });
  expect(await trainTrial(second.request)).toEqual({ kind: 'complete', epoch: 6 });

  expect([...first.epochs, ...second.epochs]).toEqual(whole.epochs);
  expect(readFileSync(second.request.checkpointPath)).toEqual(readFileSync(whole.request.checkpointPath));
});

/** Everything that is drawn at random or remembered between epochs. */
const everything = {
  ...stochastic,
  'model.normalization': 'batch',
  'optimizer.name': 'adamw',
  'schedule.kind': 'plateau',
  'schedule.patience': 1,
  'balance.balancedBatches': true,
  'balance.classWeights': 0.5,
  'augment.noise': 0.3,
  'augment.mixup': 0.4,
  'training.labelSmoothing': 0.1,
};

it('resumed, moving statistics, the plateau, noise, mixup and balanced batches go on exactly where they were', async () => {
  const goal = { metric: 'validation.accuracy', direction: 'maximize' } as const;
  const whole = await recorded(everything, { goal });
  await trainTrial(whole.request);
  const rates = whole.epochs.map(({ metrics }) => metrics.learningRate ?? 0);
  expect(Math.min(...rates.slice(1))).toBeLessThan(Math.max(...rates));

  const first = await recorded(everything, { goal, decide: (epoch) => (epoch === 4 ? 'pause' : 'continue') });
  await trainTrial(first.request);
  const second = await recorded(everything, { goal, resumeFrom: first.request.checkpointPath });
  await trainTrial(second.request);
  expect([...first.epochs, ...second.epochs]).toEqual(whole.epochs);
  expect(readFileSync(second.request.checkpointPath)).toEqual(readFileSync(whole.request.checkpointPath));
});

it('the same seed gives the same curve, another seed another', async () => {
  const runs = await Promise.all([recorded(stochastic), recorded(stochastic), recorded(stochastic, { seed: 6 })]);
  for (const { request } of runs) await trainTrial(request);
  expect(runs[1]?.epochs).toEqual(runs[0]?.epochs);
  expect(runs[2]?.epochs).not.toEqual(runs[0]?.epochs);
});

it('a trial resumed after its last epoch trains nothing', async () => {
  const first = await recorded({ 'training.epochs': 2 });
  await trainTrial(first.request);
  const second = await recorded({ 'training.epochs': 2 }, { resumeFrom: first.request.checkpointPath });
  expect(await trainTrial(second.request)).toEqual({ kind: 'complete', epoch: 2 });
  expect(second.epochs).toEqual([]);
});

it('"stop" ends after the epoch with a checkpoint', async () => {
  const { request, checkpoints, epochs } = await recorded(
    { 'training.epochs': 50 },
    { decide: (epoch) => (epoch === 2 ? 'stop' : 'continue') },
  );
  expect(await trainTrial(request)).toEqual({ kind: 'stopped', epoch: 2 });
  expect(epochs).toHaveLength(2);
  expect(checkpoints.at(-1)).toBe(2);
});

it('an abort gives up the epoch at the next batch and keeps the last checkpoint', async () => {
  const abort = new AbortController();
  const onCheckpoint = () => setTimeout(() => abort.abort(), 20);
  const { request, epochs } = await recorded({ 'training.epochs': 100_000 }, { signal: abort.signal, onCheckpoint });
  const outcome = await trainTrial(request);
  expect(outcome.kind).toBe('stopped');
  expect(outcome.epoch).toBe(epochs.at(-1)?.epoch ?? 0);
  expect(readdirSync(dirname(request.checkpointPath))).toEqual(['trial.ckpt']);
});

it('messages are heard in the middle of an epoch, also with an engine that never waits', async () => {
  const abort = new AbortController();
  // Hundreds of steps an epoch: it lasts many times longer than the timer, however busy the machine is.
  const { request, epochs } = await recorded(
    { 'training.epochs': 3, 'training.batchSize': 4, 'model.units': 128, 'model.layers': 2 },
    { signal: abort.signal, dataset: blobs(3000) },
  );
  const onPhase: typeof request.onPhase = (phase) => {
    if (phase === 'training') setTimeout(() => abort.abort(), 20);
  };
  expect(await trainTrial({ ...request, engine: referenceEngine, onPhase })).toEqual({ kind: 'stopped', epoch: 0 });
  expect(epochs).toEqual([]);
});

it('a loss that is not finite ends the trial at that step, with a sentence and without the unfinished epoch', async () => {
  const { request, epochs } = await recorded({
    'optimizer.name': 'sgd',
    'optimizer.learningRate': 1e20,
    'training.epochs': 5,
    'training.batchSize': 8,
  });
  const outcome = await trainTrial(request);
  expect(outcome).toMatchObject({ kind: 'diverged', epoch: 1 });
  if (outcome.kind !== 'diverged') return;
  expect(outcome.step).toBeGreaterThan(1);
  expect(outcome.step).toBeLessThan(10);
  expect(outcome.message).toMatch(
    /^Diverged in epoch 1 at step \d+: the (loss|gradient) is (NaN|Infinity); the last finite loss was [\d.e+]+\.$/,
  );
  expect(epochs).toEqual([]);
});

it('a loss that is not finite only at the end of an epoch is reported before the trial ends', async () => {
  // One step per epoch: the step itself is finite, the weights it leaves are not.
  const { request, epochs } = await recorded({
    'optimizer.name': 'sgd',
    'optimizer.learningRate': 1e38,
    'training.epochs': 5,
    'training.batchSize': 1024,
  });
  const outcome = await trainTrial(request);
  expect(outcome).toMatchObject({ kind: 'diverged', epoch: 1, step: 1 });
  expect(epochs).toHaveLength(1);
  expect(Number.isFinite(epochs[0]?.metrics['train.loss'])).toBe(false);
});

it('early stopping ends the trial after the patience without a lower validation loss', async () => {
  const { request, epochs } = await recorded({
    'training.epochs': 50,
    'optimizer.learningRate': 0,
    'training.earlyStoppingPatience': 3,
  });
  expect(await trainTrial(request)).toEqual({ kind: 'complete', epoch: 4 });
  expect(epochs).toHaveLength(4);
});

it('refuses before it compiles: a setting that cannot be trained, a checkpoint of another trial', async () => {
  const refused = await recorded({ 'model.normalization': 'spectral' });
  await expect(trainTrial(refused.request)).rejects.toMatchObject({
    code: 'invalid',
    message: 'model.normalization "spectral" cannot be trained by this version: choose none, batch or layer.',
  });
  expect(existsSync(refused.request.checkpointPath)).toBe(false);

  const first = await recorded({ 'training.epochs': 1 });
  await trainTrial(first.request);
  const wider = await recorded(
    { 'training.epochs': 2, 'model.units': 17 },
    { resumeFrom: first.request.checkpointPath },
  );
  await expect(trainTrial(wider.request)).rejects.toThrow(/belongs to another trial/);
  const reseeded = await recorded({ 'training.epochs': 2 }, { resumeFrom: first.request.checkpointPath, seed: 99 });
  await expect(trainTrial(reseeded.request)).rejects.toThrow(/its seed differs/);
});

it('a model that cannot fit is refused with its size', async () => {
  const { request } = await recorded({ 'model.units': 1_000_000, 'model.layers': 2 });
  await expect(trainTrial(request)).rejects.toMatchObject({
    code: 'limit',
    message: expect.stringMatching(
      /^A trial of this size needs [\d.]+ GB of memory, this machine has [\d.]+ GB: lower model\.units/,
    ),
  });
});

it('steps count on over the epochs, so that every epoch has dropout masks of its own and Adam is not started anew', async () => {
  const { request } = await recorded({ 'training.epochs': 3, 'training.batchSize': 90 });
  const counted: number[] = [];
  const engine: Engine = {
    ...request.engine,
    async compile(...given) {
      const compiled = await request.engine.compile(...given);
      return {
        ...compiled,
        step(batch, scalars) {
          counted.push(scalars.step ?? Number.NaN);
          return compiled.step(batch, scalars);
        },
      };
    },
  };
  await trainTrial({ ...request, engine });
  // 270 training rows are three batches of 90.
  expect(counted).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
