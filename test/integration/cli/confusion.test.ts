// `vernier confusion`: the matrix of a trial by the command line.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const iris = {
  ...{ version: 1, name: 'Iris', data: { source: 'sample', name: 'iris' } },
  settings: { 'optimizer.learningRate': 0.02, 'training.epochs': 4, 'model.units': { type: 'int', low: 4, high: 40 } },
  ...{ search: { trials: 2, parallel: 1, seed: 1 }, engine: { name: 'onnx', threads: 1 } },
};

test('prints what each class is taken for, as text and as JSON; weights that are gone are trained again when asked', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', iris);
  expect((await vernier(data, 'run', file)).code).toBe(0);
  const best = JSON.parse((await vernier(data, 'best', file)).stdout) as { trial: number; metrics: { best: object } };

  const printed = await vernier(data, 'confusion', 'Iris');
  expect(printed.code, printed.stderr).toBe(0);
  expect(printed.stdout).toMatch(new RegExp(`^trial ${best.trial}, epoch \\d: \\d+ of \\d+ validation rows`));
  expect(printed.stdout).toMatch(/^class +setosa +versicolor +virginica +rows +right$/m);
  expect(printed.stdout).toMatch(/^setosa +\d+ +\d+ +\d+ +\d+ +[\d.]+%$/m);

  const other = best.trial === 1 ? 2 : 1;
  const [answer] = (await vernier(data, 'confusion', file, '--trial', String(other), '--json')).events();
  expect(answer).toMatchObject({
    study: { name: 'Iris' },
    trial: other,
    classes: ['setosa', 'versicolor', 'virginica'],
  });
  const { counts } = answer as { counts: number[] };
  expect(counts).toHaveLength(9);

  rmSync(join(data, 'checkpoints'), { recursive: true, force: true });
  const gone = await vernier(data, 'confusion', file, '--trial', String(other));
  expect(gone).toMatchObject({ code: expect.not.stringMatching('^0$'), stdout: '' });
  expect(gone.stderr).toMatch(
    new RegExp(`^vernier: The weights of trial ${other} are not kept: .* "--retrain" does that`, 'm'),
  );
  expect((await vernier(data, 'confusion', file, '--trial', String(other), '--retrain', '--json')).events()).toEqual([
    answer,
  ]);
});

test('a study without a value is work that failed, one of numbers is refused: each in a sentence', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const numbers = { ...iris, name: 'Sine', data: { source: 'sample', name: 'noisy-sine', rows: 300 } };
  const file = writeJson(folder, 'sine.json', { ...numbers, search: { ...iris.search, trials: 1 } });
  expect((await vernier(data, 'run', file)).code).toBe(0);
  const refused = await vernier(data, 'confusion', file);
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain('needs exactly one class a row');
  const unknown = await vernier(data, 'confusion', 'nothing');
  expect(unknown.code).toBe(2);
});
