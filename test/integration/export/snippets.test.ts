// The best configuration as a program for Keras and PyTorch: what it says never changes unseen, and where a Python has the framework it
// is run and must learn what the trial learned.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { vernier } from '../../support/vernier.ts';
import { pythonWith } from './python.ts';

const golden = new URL('../../fixtures/snippets/', import.meta.url);

const studies = {
  iris: {
    data: { source: 'sample', name: 'iris', validation: { fraction: 0.2, seed: 0 }, dropDuplicates: 'validation' },
    settings: {
      ...{ 'model.units': 32, 'model.dropout': 0.1, 'model.normalization': 'batch', 'optimizer.name': 'adamw' },
      ...{ 'optimizer.learningRate': 0.02, 'schedule.kind': 'cosine', 'training.batchSize': 16 },
      ...{ 'training.epochs': 30, 'balance.classWeights': 0.5, 'optimizer.clipNorm': 5 },
    },
  },
  digits: {
    data: { source: 'sample', name: 'digits', validation: { fraction: 0.2, seed: 0 } },
    settings: {
      ...{ 'model.family': 'cnn', 'model.filters': 8, 'model.units': 32, 'model.residual': true },
      ...{ 'training.labelSmoothing': 0.1, 'training.epochs': 2, 'regularization.l2': 0.0001 },
    },
  },
} as const;
type Name = keyof typeof studies;
const frameworks = { keras: 'keras', pytorch: 'torch' } as const;
type Format = keyof typeof frameworks;
const cases = (Object.keys(studies) as Name[]).flatMap((study) =>
  (Object.keys(frameworks) as Format[]).map((format) => [study, format] as const),
);

const folder = mkdtempSync(join(tmpdir(), 'vernier-snippets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const data = join(folder, 'data');
const finished = new Map<Name, Promise<number>>();

/** Trains the study once; its accuracy. */
function trained(name: Name): Promise<number> {
  const known = finished.get(name) ?? train(name);
  finished.set(name, known);
  return known;
}

async function train(name: Name): Promise<number> {
  const file = join(folder, `${name}.json`);
  const search = { trials: 1, parallel: 1, seed: 1 };
  writeFileSync(
    file,
    JSON.stringify({ version: 1, name, ...studies[name], search, engine: { name: 'onnx', threads: 1 } }),
  );
  const run = await vernier(data, 'run', file, '--json');
  expect(run.code, run.stderr).toBe(0);
  return (run.events().at(-1) as { best: { value: number } }).best.value;
}

async function snippet(study: Name, format: Format): Promise<string> {
  await trained(study);
  const path = join(folder, `${study}-${format}.py`);
  const outcome = await vernier(data, 'best', join(folder, `${study}.json`), '--format', format, '-o', path);
  expect(outcome.code, outcome.stderr).toBe(0);
  return path;
}

/** Without what depends on the machine: the metric, and where the sample's files lie. */
const comparable = (code: string) =>
  code
    .replace(/^# Best configuration.*$/m, '# Best configuration')
    .replace(/"(?:[A-Za-z]:)?[\\/][^"\n]*[\\/]([^"\\/\n]+)"/g, '"…/$1"');

it.each(cases)('%s for %s says what it said before', async (study, format) => {
  const code = comparable(readFileSync(await snippet(study, format), 'utf8'));
  const file = new URL(`${study}-${format}.py.txt`, golden);
  if (process.env.VERNIER_UPDATE_GOLDEN === '1') {
    mkdirSync(golden, { recursive: true });
    writeFileSync(file, code);
  }
  expect(code).toBe(readFileSync(file, 'utf8'));
});

describe.each(Object.keys(frameworks) as Format[])('run with %s', (format) => {
  const python = pythonWith(frameworks[format]);
  if (python === null) {
    process.stderr.write(
      `Snippets for ${format} are compared, not run: no Python here can import ${frameworks[format]}.\n`,
    );
  }
  it.runIf(python !== null).each(Object.keys(studies) as Name[])(
    '%s learns what the trial learned',
    async (study) => {
      const run = spawnSync(python ?? '', [await snippet(study, format)], { encoding: 'utf8', cwd: folder });
      expect(run.status, run.stderr).toBe(0);
      const found = Number(/^validation\.accuracy ([\d.]+)$/m.exec(run.stdout)?.[1]);
      expect(found).toBeGreaterThan((await trained(study)) - 0.1);
    },
    240_000,
  );
});

test('an unknown format is a sentence with those that there are', async () => {
  await trained('iris');
  const outcome = await vernier(data, 'best', join(folder, 'iris.json'), '--format', 'caffe');
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toMatch(/json.*keras.*pytorch/);
});
