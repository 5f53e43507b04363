// A study of two objectives through the command line: its best trials are the front, and an interrupted one goes on as it would have.
import { expect, test } from 'vitest';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const study = (trials: number) => ({
  version: 1,
  name: 'Two aims',
  data: { source: 'sample', name: 'iris' },
  settings: {
    'training.epochs': 2,
    'training.batchSize': { type: 'int', low: 8, high: 64 },
    'optimizer.learningRate': { type: 'float', low: 0.001, high: 0.1, scale: 'log' },
  },
  objective: [{ metric: 'validation.accuracy' }, { metric: 'validation.loss' }],
  search: { sampler: { kind: 'auto', nStartupTrials: 4 }, trials, parallel: 1, seed: 3 },
  engine: { name: 'onnx', threads: 1 },
});

interface Best {
  readonly trial: number;
  readonly objectives: readonly { readonly metric: string }[];
  readonly metrics: { readonly best: Readonly<Record<string, number>> };
}

test('the front is what none dominates; a study in two parts asks for the same trials as in one', async () => {
  const folder = temporaryFolder();
  const [whole, parts] = [`${folder}/whole`, `${folder}/parts`];
  const file = writeJson(folder, 'study.json', study(10));
  const half = writeJson(folder, 'half.json', { ...study(6), id: 'parts' });
  const rest = writeJson(folder, 'rest.json', { ...study(10), id: 'parts' });
  expect((await vernier(whole, 'run', file, '--json')).code).toBe(0);
  expect((await vernier(parts, 'run', half, '--json')).code).toBe(0);
  expect((await vernier(parts, 'run', rest, '--json')).code).toBe(0);

  const trialsOf = async (data: string, name: string) =>
    JSON.parse((await vernier(data, 'trials', name, '--format', 'json')).stdout) as {
      trial: number;
      params: unknown;
      metrics: Record<string, number>;
    }[];
  const all = await trialsOf(whole, file);
  expect((await trialsOf(parts, 'parts')).map(({ params }) => params)).toEqual(all.map(({ params }) => params));

  expect((await vernier(whole, 'show', file)).stdout).toContain(
    '\nobjective  maximize validation.accuracy, minimize validation.loss (best epoch); "vernier best --top K" writes the front\n',
  );
  const front = JSON.parse((await vernier(whole, 'best', file, '--top', '10')).stdout) as Best[];
  expect(front[0]?.objectives.map(({ metric }) => metric)).toEqual(['validation.accuracy', 'validation.loss']);
  const point = (metrics: Readonly<Record<string, number>>) =>
    [-(metrics['validation.accuracy'] ?? 0), metrics['validation.loss'] ?? 0] as const;
  const points = all.map(({ metrics }) => point(metrics));
  const isDominated = ([a, b]: readonly [number, number]) =>
    points.some(([x, y]) => x <= a && y <= b && (x < a || y < b));
  const expected = all.filter(({ metrics }) => !isDominated(point(metrics))).map(({ trial }) => trial);
  expect(front.map(({ trial }) => trial).sort((a, b) => a - b)).toEqual(expected);
  const one = JSON.parse((await vernier(whole, 'best', file)).stdout) as Best;
  expect(one.trial).toBe(front[0]?.trial);
  expect(-point(one.metrics.best)[0]).toBe(Math.max(...points.map(([accuracy]) => -accuracy)));
});
