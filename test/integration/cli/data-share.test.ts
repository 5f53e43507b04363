// asha over the share of data, through the command line with real workers: bad configurations see few rows, the winner is trained on all.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStoreReadOnly } from '#main/store/open-store.ts';
import { epochsTrained } from '#shared/study/training-run.ts';
import { startVernier, temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const epochs = 4;
const study = {
  ...{ version: 1, name: 'Digits by shares', data: { source: 'sample', name: 'digits' } },
  settings: {
    'model.family': 'mlp',
    'model.units': 24,
    'training.epochs': epochs,
    'optimizer.learningRate': { type: 'float', low: 1e-5, high: 0.3, scale: 'log' },
  },
  search: {
    ...{ sampler: { kind: 'tpe', nStartupTrials: 5 }, pruner: { kind: 'asha', over: 'data' } },
    ...{ trials: 12, parallel: 1, seed: 2 },
  },
  engine: { name: 'onnx', threads: 1 },
};

type Told = { readonly value: number | null; readonly metrics: Record<string, number> };

async function stored(data: string) {
  const store = await openStoreReadOnly(data);
  const [{ id = '' } = {}] = await store.listStudies();
  const trials = await store.listTrials(id);
  const chunks = await store.readMetrics(id, { runs: 'all', keys: ['validation.accuracy'] });
  await store.close();
  return { trials, chunks };
}

test('trials are stopped on a small share; the best is trained on all rows and is worth what that training came to', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', study);
  const outcome = await vernier(data, 'run', file, '--json');
  expect(outcome.stderr).toBe('');
  expect(outcome.code).toBe(0);
  const done = outcome.events().at(-1) as { best: { trial: number; value: number } };
  const { trials, chunks } = await stored(data);
  expect(trials).toHaveLength(12);

  const complete = trials.filter(({ state }) => state === 'complete');
  const stopped = trials.filter(({ state }) => state === 'stopped');
  expect(complete.length).toBeGreaterThanOrEqual(1);
  expect(stopped.length).toBeGreaterThanOrEqual(6);
  for (const { value, reason, runs } of stopped) {
    expect({ value, reason }).toEqual({ value: null, reason: 'pruned' });
    expect(runs.every(({ share, state }) => share < 1 && state === 'complete')).toBe(true);
  }
  for (const { number, runs, value } of complete) {
    expect(runs.map(({ share }) => share)).toEqual([1 / 9, 1 / 3, 1]);
    const last = chunks.find((chunk) => chunk.trial === number && (chunk.run ?? 1) === 1);
    expect(value).toBe(Math.max(...(last?.values ?? [])));
  }
  expect(done.best.value).toBe(Math.max(...complete.map(({ value }) => value ?? 0)));
  // What went on from a rung was better there than what was stopped there.
  const first = ({ runs }: (typeof trials)[number]) => runs[0]?.value ?? 0;
  expect(Math.min(...complete.map(first))).toBeGreaterThanOrEqual(
    Math.max(...stopped.filter(({ runs }) => runs.length === 1).map(first)),
  );
  const whole = trials.length * epochs;
  const trained = trials.reduce((sum, trial) => sum + epochsTrained(trial), 0);
  expect(trained).toBeLessThan(whole / 2);

  // What is said of the trial is said of its training on all rows.
  const told = JSON.parse((await vernier(data, 'trials', file, '--format', 'json')).stdout) as Told[];
  for (const { value, metrics } of told) expect(metrics['validation.accuracy'] ?? null).toBe(value);
  const model = join(folder, 'model.onnx');
  expect((await vernier(data, 'export', file, '--format', 'onnx', '-o', model)).code).toBe(0);

  // The full training is that of a study that prunes nothing.
  const best = join(folder, 'best.json');
  await vernier(data, 'best', file, '-o', best);
  const again = await vernier(join(folder, 'other'), 'run', best, '--json');
  expect(again.events().at(-1)).toMatchObject({ event: 'done', best: { value: done.best.value } });
});

test('killed in the middle of a rung, the study goes on there and comes to the same', async () => {
  const folder = temporaryFolder();
  const file = writeJson(folder, 'study.json', study);
  const whole = join(folder, 'whole');
  await vernier(whole, 'run', file, '--json');
  const cut = join(folder, 'cut');
  const running = startVernier(cut, ['run', file, '--json']);
  await running.line((line) => /"event":"epoch","trial":5,/.test(line));
  running.process.kill('SIGKILL');
  await running.done;
  expect((await vernier(cut, 'run', file, '--json')).code).toBe(0);
  const told = ({ trials }: Awaited<ReturnType<typeof stored>>) =>
    trials.map(({ number, state, params, value, runs }) => ({
      ...{ number, state, params, value },
      runs: runs.map((run) => [run.share, run.value]),
    }));
  expect(told(await stored(cut))).toEqual(told(await stored(whole)));
});
