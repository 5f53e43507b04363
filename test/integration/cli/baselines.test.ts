// Recipes as baselines: trained first, and what the command line says of the best beside them; really trained.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

test('recipes of the study file are its first trials, and the best is told beside the better one of them', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', {
    ...{ version: 1, name: 'Iris from known values', data: { source: 'sample', name: 'iris' } },
    settings: {
      'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1, scale: 'log' },
      'model.units': { type: 'int', low: 4, high: 128, scale: 'log' },
      'training.epochs': 5,
    },
    search: { sampler: { kind: 'random' }, trials: 6, parallel: 1, seed: 2, recipes: ['adamDefaults', 'article'] },
    objective: { metric: 'validation.loss', direction: 'minimize' },
    engine: { name: 'reference', threads: 1 },
  });
  const run = await vernier(data, 'run', file, '--json');
  expect(run.code, run.stderr).toBe(0);
  const trials = run.events().filter(({ event, state }) => event === 'trial' && state === 'complete');
  const [adam, article] = trials;
  expect(adam?.params).toEqual({ 'optimizer.learningRate': 0.001, 'model.units': 128 });
  const done = run.events().at(-1) as {
    best: { value: number };
    baseline: { trial: number; recipe: string; value: number };
  };
  // Both come to the same values here, so the second is not trained again.
  expect(article?.params).not.toEqual(adam?.params);
  expect(done.baseline).toMatchObject({ trial: 1, recipe: 'adamDefaults', value: adam?.value });
  const show = await vernier(data, 'show', file);
  expect(show.stdout).toMatch(/\nbaseline +[\d.]+ better than Adam with its defaults \([\d.]+, trial 1\)\n/);
  expect((await vernier(data, 'check', file)).code).toBe(0);
});
