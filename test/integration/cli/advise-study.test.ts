// `vernier advise STUDY` on really trained trials: the step that blew up is told to go down, what was tried is told.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const rates = [0.5, 0.003, 0.0001];
const study = {
  ...{ version: 1, name: 'Advised', data: { source: 'sample', name: 'digits', subset: { rows: 300 } } },
  settings: {
    ...{ 'model.family': 'mlp', 'model.units': 64, 'training.epochs': 24 },
    'optimizer.learningRate': { type: 'float', low: 1e-5, high: 1, scale: 'log' },
  },
  search: {
    ...{ trials: rates.length, parallel: 1, seed: 1, sampler: { kind: 'random' } },
    enqueue: rates.map((rate) => ({ 'optimizer.learningRate': rate })),
  },
  engine: { name: 'onnx', threads: 1 },
};

interface Line {
  readonly trial: number;
  readonly verdict: string;
  readonly since: number;
  readonly confidence: number;
  readonly evidence: object;
  readonly moves: { setting: string; direction: string; to: unknown; why: string; known?: string[] }[];
}

test('every trial has a verdict; moves name a value and what other trials have tried', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', study);
  expect((await vernier(data, 'advise', file)).stderr).toMatch(/There is no study/);
  const run = await vernier(data, 'run', file, '--json');
  expect(run.stderr).toBe('');
  const outcome = await vernier(data, 'advise', file, '--json');
  const lines = outcome.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  expect(lines.map(({ trial, verdict }) => [trial, verdict])).toEqual([
    [1, 'unstable'],
    [2, 'overfitting'],
    [3, 'still-improving'],
  ]);
  const [blown, overfit, rising] = lines;
  expect(blown?.moves[0]).toMatchObject({ setting: 'optimizer.learningRate', direction: 'down' });
  expect(blown?.moves[0]?.known?.join()).toMatch(/in trial [23] gained/);
  expect(overfit?.moves[0]).toMatchObject({ setting: 'subset.fraction', direction: 'up' });
  expect(rising?.moves[0]).toMatchObject({ setting: 'training.epochs', direction: 'up', to: 48 });
  // The same was told when each trial ended.
  const told = run.events().filter(({ event }) => event === 'verdict') as unknown as Line[];
  expect(told.map(({ trial, verdict, since }) => [trial, verdict, since])).toEqual(
    lines.map(({ trial, verdict, since }) => [trial, verdict, since]),
  );
  const one = await vernier(data, 'advise', file, '--trial', '3', '--format', 'text');
  expect(one.stdout).toContain('Trial 3: Rising');
  expect(one.stdout).toContain('Raise epochs to 48');
  expect((await vernier(data, 'advise', file)).stdout).toMatch(/trial\s+verdict\s+since/);
  const none = await vernier(data, 'advise', file, '--trial', '9');
  expect([none.code, none.stderr]).toEqual([1, 'vernier: This study has no trial 9 that has begun.\n']);
});
