// Configurations that are trained several times, headless: with the built-in training, and with a program of the user's own.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const iris = {
  version: 1,
  name: 'Iris',
  data: { source: 'sample', name: 'iris' },
  settings: {
    'model.units': { type: 'int', low: 8, high: 64, scale: 'log' },
    'optimizer.learningRate': { type: 'float', low: 1e-3, high: 0.03, scale: 'log' },
    'training.batchSize': 16,
    'training.epochs': 4,
  },
  objective: { metric: 'validation.loss', direction: 'minimize' },
  search: { sampler: { kind: 'random' }, trials: 2, repeats: 3, parallel: 1, seed: 1 },
};

interface Run {
  readonly run: number;
  readonly seed: number;
  readonly value: number;
  readonly bestEpoch: number;
}
interface Listed {
  readonly trial: number;
  readonly state: string;
  readonly value: number;
  readonly runs: readonly Run[];
  readonly metrics: Readonly<Record<string, number>>;
}
type Epoch = { readonly trial: number; readonly run?: number; readonly epoch: number } & Readonly<
  Record<string, number>
>;

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

async function trialsOf(data: string, file: string): Promise<Listed[]> {
  return JSON.parse((await vernier(data, 'trials', file, '--format', 'json')).stdout) as Listed[];
}

test('2 trials of 3 repeats train 6 times, count by their mean, and the best trains its runs again with the same numbers', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', iris);
  const outcome = await vernier(data, 'run', file, '--json');
  expect(outcome.stderr).toBe('');
  const epochs = outcome.events().filter(({ event }) => event === 'epoch') as unknown as Epoch[];
  expect(epochs.map(({ trial, run = 1, epoch }) => [trial, run, epoch])).toEqual(
    [1, 2].flatMap((trial) => [1, 2, 3].flatMap((run) => [1, 2, 3, 4].map((epoch) => [trial, run, epoch]))),
  );
  const trials = await trialsOf(data, file);
  for (const { trial, state, value, runs, metrics } of trials) {
    expect(state).toBe('complete');
    expect(new Set(runs.map(({ seed }) => seed)).size).toBe(3);
    expect(value).toBeCloseTo(meanOf(runs.map((run) => run.value)), 12);
    expect(metrics['validation.loss']).toBeCloseTo(value, 12);
    // Each run's value is that of its own curve.
    for (const { run, value: own } of runs) {
      const curve = epochs.filter((one) => one.trial === trial && (one.run ?? 1) === run);
      expect(own).toBe(Math.min(...curve.map((one) => Number(one['validation.loss']))));
    }
    const accuracies = runs.map(({ run, bestEpoch }) => {
      const at = epochs.find((one) => one.trial === trial && (one.run ?? 1) === run && one.epoch === bestEpoch);
      return Number(at?.['validation.accuracy']);
    });
    expect(metrics['validation.accuracy']).toBeCloseTo(meanOf(accuracies), 12);
  }
  const leader = trials.reduce((a, b) => (b.value < a.value ? b : a));
  expect(outcome.events().at(-1)).toMatchObject({ event: 'done', best: { trial: leader.trial, value: leader.value } });

  const table = (await vernier(data, 'trials', file)).stdout;
  expect(table).toMatch(/ ± [\d.e-]+ \(3 runs\)/);
  expect((await vernier(data, 'show', file)).stdout).toMatch(/best +\S+ ± [\d.e-]+ \(3 runs\) by trial/);

  // A run without repeats is the first run of one with repeats, bit for bit.
  const once = await vernier(
    join(folder, 'once'),
    'run',
    writeJson(folder, 'once.json', { ...iris, search: { ...iris.search, repeats: 1 } }),
    '--json',
  );
  const single = once.events().filter(({ event }) => event === 'epoch');
  expect(single).toEqual(epochs.filter(({ run }) => run === undefined));

  const best = join(folder, 'best.json');
  expect((await vernier(data, 'best', file, '-o', best)).code).toBe(0);
  const config = JSON.parse(readFileSync(best, 'utf8'));
  expect(config).toMatchObject({ trial: leader.trial, repeats: 3, metrics: { best: leader.metrics } });
  expect(config.runs.map(({ seed, fold, value }: Run & { fold: null }) => [seed, fold, value])).toEqual(
    leader.runs.map(({ seed, value }) => [seed, null, value]),
  );
  const again = join(folder, 'again');
  expect((await vernier(again, 'run', best)).code).toBe(0);
  const [repeated] = await trialsOf(again, `Iris, trial ${leader.trial}`);
  expect(repeated?.runs).toEqual(leader.runs);
  expect(repeated?.metrics).toEqual(leader.metrics);

  // The model is the first run's, and is checked against that run's own numbers.
  const exported = await vernier(data, 'export', file, '--format', 'onnx', '-o', join(folder, 'model.onnx'));
  expect(exported.stderr).not.toMatch(/error/i);
  expect(exported.code).toBe(0);
}, 240_000);

test('a program of the user gets a seed and a folder of its own for each run', async () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'train.mjs'),
    `import { existsSync, writeFileSync } from 'node:fs';
     const { VERNIER_RUN, VERNIER_SEED, VERNIER_FOLD, VERNIER_CHECKPOINT_DIR } = process.env;
     const state = VERNIER_CHECKPOINT_DIR + '/state';
     if (existsSync(state)) throw new Error('This run has begun before.');
     writeFileSync(state, VERNIER_RUN);
     for (const epoch of [1, 2]) console.log(JSON.stringify({ epoch, score: Number(VERNIER_RUN) * epoch, seed: Number(VERNIER_SEED), folds: VERNIER_FOLD === undefined ? 0 : 1 }));`,
  );
  const file = writeJson(folder, 'study.json', {
    version: 1,
    name: 'Own',
    runner: { kind: 'command', argv: [process.execPath, 'train.mjs'] },
    settings: { x: { type: 'float', low: 0, high: 1 } },
    objective: { metric: 'score', direction: 'maximize' },
    search: { sampler: { kind: 'random' }, trials: 2, repeats: 3, parallel: 2, seed: 5 },
  });
  const outcome = await vernier(join(folder, 'data'), 'run', file, '--json');
  expect(outcome.code).toBe(0);
  const trials = await trialsOf(join(folder, 'data'), file);
  expect(trials.map(({ state, value }) => [state, value])).toEqual([
    ['complete', 4],
    ['complete', 4],
  ]);
  const epochs = outcome.events().filter(({ event }) => event === 'epoch') as unknown as Epoch[];
  for (const { trial, runs } of trials) {
    expect(runs.map(({ value }) => value)).toEqual([2, 4, 6]);
    for (const { run, seed } of runs) {
      const own = epochs.filter((one) => one.trial === trial && (one.run ?? 1) === run);
      expect(own.map((one) => [one.epoch, one.seed, one.folds])).toEqual([
        [1, seed, 0],
        [2, seed, 0],
      ]);
    }
  }
}, 120_000);

test('several objectives count by the mean of each', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', {
    ...iris,
    objective: [
      { metric: 'validation.loss', direction: 'minimize' },
      { metric: 'validation.accuracy', direction: 'maximize' },
    ],
    search: { ...iris.search, sampler: { kind: 'tpe' }, trials: 3, repeats: 2 },
  });
  expect((await vernier(data, 'run', file)).code).toBe(0);
  const trials = await trialsOf(data, file);
  const front = JSON.parse((await vernier(data, 'best', file, '--top', '3')).stdout);
  const listed = [front].flat() as { trial: number; metrics: { best: Record<string, number> } }[];
  expect(listed.length).toBeGreaterThan(0);
  for (const { trial, metrics } of listed) {
    expect(metrics.best).toEqual(trials.find((one) => one.trial === trial)?.metrics);
  }
}, 240_000);
