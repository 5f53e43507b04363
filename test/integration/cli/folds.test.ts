// A study that validates in folds, through the command line with real workers: every trial trains once on each.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatasetCache } from '#main/data/cache.ts';
import { openStoreReadOnly } from '#main/store/open-store.ts';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const study = {
  ...{ version: 1, name: 'Iris in folds', data: { source: 'sample', name: 'iris', validation: { folds: 5, seed: 3 } } },
  settings: {
    'training.epochs': 4,
    'optimizer.learningRate': { type: 'float', low: 0.001, high: 0.1, scale: 'log' },
  },
  search: { sampler: { kind: 'random' }, trials: 2, parallel: 1, seed: 1 },
  engine: { name: 'onnx', threads: 1 },
};

/** Rows of iris as text; some are there twice. */
function rowsOf(path: string) {
  const { header, x, y, train, validation } = openDatasetCache(path);
  const width = header.inputShape[0] ?? 1;
  const texts = (rows: Uint32Array) =>
    Array.from(rows, (row) => `${x.subarray(row * width, (row + 1) * width).join(' ')} ${y[row]}`).sort();
  return { fingerprint: header.fingerprint, train: texts(train), validation: texts(validation) };
}

test('a trial has a run on each of five folds and is worth their mean; the folds cover all rows once', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', study);
  const outcome = await vernier(data, 'run', file, '--json');
  expect(outcome.stderr).toBe('');
  expect(outcome.code).toBe(0);
  const done = outcome.events().at(-1);
  expect(done).toMatchObject({ event: 'done', state: 'finished', trials: 2 });

  const store = await openStoreReadOnly(data);
  const [{ id = '', facts } = {}] = await store.listStudies();
  const trials = await store.listTrials(id);
  const chunks = await store.readMetrics(id, { runs: 'all', keys: ['validation.accuracy'] });
  await store.close();
  expect(facts).toMatchObject({ trainRows: 120, validationRows: 150 });
  for (const { number, state, value, runs } of trials) {
    expect(state).toBe('complete');
    expect(runs.map(({ fold }) => fold)).toEqual([1, 2, 3, 4, 5]);
    const best = [1, 2, 3, 4, 5].map((run) => {
      const curve = chunks.find((chunk) => chunk.trial === number && (chunk.run ?? 1) === run);
      return Math.max(...(curve?.values ?? []));
    });
    expect(runs.map((run) => run.value)).toEqual(best);
    expect(value).toBeCloseTo(best.reduce((sum, one) => sum + one, 0) / 5, 12);
  }
  // Folds differ, or there would be nothing to take the mean of.
  expect(new Set(trials.flatMap(({ runs }) => runs.map((run) => run.value))).size).toBeGreaterThan(1);
  const best = Math.max(...trials.map((trial) => trial.value ?? 0));
  expect(done?.best).toMatchObject({ value: best });

  const cache = join(data, 'cache');
  const folds = readdirSync(cache)
    .filter((name) => name.endsWith('.vds'))
    .map((name) => rowsOf(join(cache, name)));
  expect(folds).toHaveLength(5);
  const all = folds.flatMap(({ validation }) => validation).sort();
  expect(all).toHaveLength(150);
  for (const { train, validation } of folds) expect([...train, ...validation].sort()).toEqual(all);

  const best1 = JSON.parse((await vernier(data, 'best', file)).stdout);
  expect(best1.data).toMatchObject({ validation: { folds: 5, seed: 3 }, fingerprint: facts?.fingerprint });
  const code = (await vernier(data, 'best', file, '--format', 'pytorch')).stdout;
  expect(code).toContain('the study trained on each of 5 folds');
  expect(code).toContain('1 / 5');
});

test('a check says that there are folds too many for the rows, before anything trains', async () => {
  const folder = temporaryFolder();
  const few = { ...study.data, subset: { classes: 2 }, test: { fraction: 0.5 }, validation: { folds: 60 } };
  const file = writeJson(folder, 'study.json', { ...study, data: few });
  const outcome = await vernier(join(folder, 'data'), 'check', file);
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain('50 rows cannot be dealt into 60 folds, one would be empty; ask for fewer folds.');
});
