// Trained models as ONNX, from the study file to somebody else's program: what it computes from raw rows is what the trial had.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { vernier, writeJson } from '../../support/vernier.ts';
import { descriptionOf, measuredBy } from './onnx-client.ts';
import { type Cells, type Images, people, reviews, shapes, writeCsv, writeIdx } from './onnx-data.ts';
import { pythonWith } from './python.ts';

const folder = mkdtempSync(join(tmpdir(), 'vernier-onnx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const data = join(folder, 'data');
const python = pythonWith('onnxruntime, onnx');
if (python === null)
  process.stderr.write('Exported models are run in Node only: no Python here can import onnxruntime and onnx.\n');

interface Source {
  readonly spec: Readonly<Record<string, unknown>>;
  /** Validation rows, and where they lie. */
  readonly rows: readonly Cells[] | Images;
  readonly path: string;
}

function csv(name: string, rows: readonly [Cells[], Cells[]], spec: object): Source {
  const path = join(folder, `${name}-validation.csv`);
  writeCsv(join(folder, `${name}.csv`), rows[0]);
  writeCsv(path, rows[1]);
  return { spec: { source: 'csv', path: `${name}.csv`, validation: { path }, ...spec }, rows: rows[1], path };
}

const persons = [people(300, 1, false), people(80, 2, true)] as const;
const texts = [reviews(240, 3, false), reviews(60, 4, true)] as const;
const likes = csv('likes', [...persons], { label: 'likes', exclude: ['price'] });
const price = csv('price', [...persons], { label: 'price', exclude: ['likes'] });
const moods = csv('moods', [...texts], { source: 'text', text: 'text', label: 'mood' });
const tags = csv('tags', [...texts], { source: 'text', text: 'text', label: 'tags', task: 'multilabel' });
const validationImages = join(folder, 'images-validation');
writeIdx(join(folder, 'images'), 'train', shapes(240, 5));
writeIdx(validationImages, 't10k', shapes(60, 6));
const images: Source = {
  spec: { source: 'idx', path: 'images', validation: { path: validationImages } },
  rows: shapes(60, 6),
  path: validationImages,
};

const rates = { 'optimizer.learningRate': 0.01, 'training.batchSize': 32, 'training.epochs': 4 };
const cases: Readonly<Record<string, { source: Source; settings: object; objective?: object }>> = {
  'a table, classes': {
    source: likes,
    settings: { 'model.units': 16, 'model.normalization': 'batch', 'model.dropout': 0.2 },
  },
  'a table, values': { source: price, settings: { 'model.units': 16, 'model.activation': 'tanh' } },
  'images, convolution': {
    source: images,
    settings: {
      ...{ 'model.family': 'cnn', 'model.filters': 4, 'model.units': 16, 'model.normalization': 'batch' },
      ...{ 'model.residual': true, 'model.pooling': 'average', 'augment.mixup': 0.2, 'model.dropout': 0.2 },
    },
  },
  'images, recurrent': {
    source: images,
    settings: { 'model.family': 'rnn', 'model.cell': 'lstm', 'model.recurrentUnits': 8, 'model.bidirectional': true },
  },
  'images, dense, to 0..1': {
    source: images,
    settings: { 'model.family': 'mlp', 'model.units': 16, 'input.scaling': 'minmax' },
  },
  'texts, mean': { source: moods, settings: { 'model.embeddingSize': 8, 'model.vocabularySize': 14 } },
  'texts, recurrent': {
    source: moods,
    settings: {
      'model.encoder': 'recurrent',
      'model.cell': 'gru',
      'model.recurrentUnits': 8,
      'model.sequenceLength': 6,
    },
  },
  'texts, several labels': {
    source: tags,
    settings: { 'model.embeddingSize': 8 },
    objective: { metric: 'validation.macroF1', direction: 'maximize' },
  },
};

it.each(Object.keys(cases))('%s: the model computes from raw rows what the trial had', async (name) => {
  const { source, settings, objective } = cases[name] ?? { source: likes, settings: {} };
  const study = {
    ...{ version: 1, name, data: source.spec, settings: { ...rates, ...settings }, ...(objective && { objective }) },
    ...{ search: { trials: 1, parallel: 1, seed: 1 }, engine: { name: 'onnx', threads: 1 } },
  };
  const file = writeJson(folder, `${name}.json`, study);
  const run = await vernier(data, 'run', file, '--json');
  expect(run.code, run.stderr).toBe(0);
  const model = join(folder, `${name}.onnx`);
  const exported = await vernier(data, 'export', file, '--format', 'onnx', '-o', model);
  expect(exported.code, exported.stderr).toBe(0);
  expect(exported.stderr).toContain('it does what the trial did');

  const [trial] = JSON.parse((await vernier(data, 'trials', file, '--json')).stdout) as [
    { epoch: number; metrics: Record<string, number> },
  ];
  const { kind, epoch, metrics, task } = descriptionOf(model);
  expect({ kind, epoch, metrics }).toEqual({ kind: 'vernier-model', epoch: trial.epoch, metrics: trial.metrics });
  const recorded = metrics[task === 'regression' ? 'validation.rmse' : 'validation.loss'] ?? Number.NaN;
  expect(Math.abs((await measuredBy(model, source.rows)) - recorded)).toBeLessThan(1e-4 * recorded);
  if (python === null) return;
  const client = spawnSync(python, [join(import.meta.dirname, 'run_onnx.py'), model, source.path], {
    encoding: 'utf8',
    env: { ...process.env, ORT_DISABLE_TELEMETRY: '1' },
  });
  expect(client.status, client.stderr).toBe(0);
  expect(Math.abs(Number(client.stdout) - recorded)).toBeLessThan(1e-4 * recorded);
});

it('an unknown format, and a folder in place of a file, are one sentence', async () => {
  const file = join(folder, 'a table, classes.json');
  const format = await vernier(data, 'export', file, '--format', 'pickle', '-o', join(folder, 'm'));
  expect(format).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^vernier: The format "pickle" .* onnx, html, csv, json\.\n$/),
  });
  const place = await vernier(data, 'export', file, '--format', 'onnx', '-o', folder);
  expect(place).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^vernier: .* is a folder; name a file in it\.\n$/),
  });
  const missing = await vernier(data, 'export', file, '--format', 'onnx', '-o', join(folder, 'none', 'm.onnx'));
  expect(missing).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^vernier: .* cannot be written \(ENOENT\)\.\n$/),
  });
  expect(existsSync(join(folder, 'm'))).toBe(false);
});
