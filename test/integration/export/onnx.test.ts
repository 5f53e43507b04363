// Trained models as ONNX, from the study file to somebody else's program: what it computes from raw rows is what the trial had.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parseNpy } from '#main/data/readers/npy.ts';
import { numbersOf } from '#main/data/readers/npy-values.ts';
import { openNpz } from '#main/data/readers/npz.ts';
import { vowelsFile } from '#main/data/samples/files.ts';
import { vernier, writeJson } from '../../support/vernier.ts';
import { type Description, descriptionOf, measured, measuredBy } from './onnx-client.ts';
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
  expect(Math.abs((await predictedBy(file, model, source.rows)) - recorded)).toBeLessThan(1e-4 * recorded);
  if (python === null) return;
  const client = spawnSync(python, [join(import.meta.dirname, 'run_onnx.py'), model, source.path], {
    encoding: 'utf8',
    env: { ...process.env, ORT_DISABLE_TELEMETRY: '1' },
  });
  expect(client.status, client.stderr).toBe(0);
  expect(Math.abs(Number(client.stdout) - recorded)).toBeLessThan(1e-4 * recorded);
});

const modules = join(folder, 'modules');
mkdirSync(modules);
writeJson(modules, 'package.json', { type: 'module' });
symlinkSync(join(process.cwd(), 'node_modules'), join(modules, 'node_modules'), 'dir');

/** The same by the TypeScript module that is written of the study: rows as JSON in, predictions out. */
async function predictedBy(study: string, model: string, rows: readonly Cells[] | Images): Promise<number> {
  const predictions = runModule(await moduleOf(study), model, rowsOf(rows));
  const description: Description = descriptionOf(model);
  const [{ classes, labels }] = description.outputs;
  const names = classes ?? labels ?? [];
  const values = predictions.flatMap((one) =>
    typeof one === 'number' ? one : names.map((name) => one.probabilities[name] ?? Number.NaN),
  );
  return measured(description, values, rows);
}

/** Rows as the module takes them. */
function rowsOf(rows: readonly Cells[] | Images): unknown[] {
  if ('labels' in rows) {
    const size = rows.side ** 2;
    return Array.from(rows.labels, (_, row) => [...rows.pixels.subarray(row * size, (row + 1) * size)]);
  }
  return rows.map((row) => {
    if (row.text !== undefined) return row.text;
    const cell = (name: string) => (row[name] === 'NA' || row[name] === '' ? null : (row[name] ?? null));
    const number = (name: string) => (cell(name) === null ? null : Number(cell(name)));
    return { age: number('age'), town: cell('town'), since: number('since'), 'own=yes?': cell('own=yes?') };
  });
}

async function moduleOf(study: string): Promise<string> {
  const module = join(modules, `predict${readdirSync(modules).length}.ts`);
  const best = await vernier(data, 'best', study, '--format', 'typescript', '-o', module);
  expect(best.code, best.stderr).toBe(0);
  return module;
}

type Prediction = number | { best: string; probabilities: Record<string, number> };

function runModule(module: string, model: string, rows: readonly unknown[]): Prediction[] {
  const input = writeJson(folder, 'rows.json', rows);
  const ran = spawnSync(process.execPath, [module, input, model], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  expect(ran.status, ran.stderr).toBe(0);
  return JSON.parse(ran.stdout) as Prediction[];
}

it('sequences of their own lengths: the module knows them as the trial did, alone and among longer ones', async () => {
  const study = {
    ...{ version: 1, name: 'vowels', data: { source: 'sample', name: 'vowels' } },
    settings: { ...rates, 'model.family': 'rnn', 'model.units': 16, 'training.epochs': 6 },
    ...{ search: { trials: 1, parallel: 1, seed: 1 }, engine: { name: 'onnx', threads: 1 } },
  };
  const file = writeJson(folder, 'vowels.json', study);
  const run = await vernier(data, 'run', file, '--json');
  expect(run.code, run.stderr).toBe(0);
  const { best } = run.events().at(-1) as { best: { value: number } };
  const model = join(folder, 'vowels.onnx');
  expect((await vernier(data, 'export', file, '--format', 'onnx', '-o', model)).code).toBe(0);

  const { rows, labels } = await vowels();
  expect(new Set(rows.map(({ length }) => length)).size).toBeGreaterThan(10);
  const module = await moduleOf(file);
  const told = runModule(module, model, rows) as Exclude<Prediction, number>[];
  const right = told.filter(({ best: name }, row) => name === String(labels[row])).length;
  // The trial's value is of a fifth of these rows, which it was not trained on.
  expect(right / rows.length).toBeGreaterThan(best.value - 0.05);
  expect(best.value).toBeGreaterThan(0.8);
  const shortest = rows.map(({ length }) => length).indexOf(Math.min(...rows.map(({ length }) => length)));
  const [alone] = runModule(module, model, [rows[shortest]]) as Exclude<Prediction, number>[];
  for (const [name, p] of Object.entries(alone?.probabilities ?? {}))
    expect(Math.abs(p - (told[shortest]?.probabilities[name] ?? Number.NaN))).toBeLessThan(1e-5);
});

/** The sample's rows without the steps that fill them up. */
async function vowels(): Promise<{ rows: number[][][]; labels: Uint8Array }> {
  const npz = await openNpz(vowelsFile());
  try {
    const array = async (key: string) => parseNpy(key, await npz.read(key, async () => undefined));
    const [x, y] = [await array('x'), await array('y')];
    const [count = 0, steps = 0, features = 0] = x.shape;
    const values = await numbersOf(x, 'float32', async () => undefined);
    const rows = Array.from({ length: count }, (_, row) =>
      Array.from({ length: steps }, (__, step) => {
        const start = (row * steps + step) * features;
        return [...values.subarray(start, start + features)];
      }).filter((step) => !step.every(Number.isNaN)),
    );
    return { rows, labels: await numbersOf(y, 'uint8', async () => undefined) };
  } finally {
    npz.close();
  }
}

it('the modules say what they take and give, without an error of types', () => {
  const files = readdirSync(modules).filter((name) => name.endsWith('.ts'));
  expect(files).not.toHaveLength(0);
  const options =
    '--ignoreConfig --strict --noUncheckedIndexedAccess --noEmit --skipLibCheck --target es2023 --module nodenext --types node';
  const tsc = spawnSync(
    process.execPath,
    [
      join('node_modules', 'typescript', 'bin', 'tsc'),
      ...options.split(' '),
      ...files.map((name) => join(modules, name)),
    ],
    { encoding: 'utf8' },
  );
  expect(tsc.stdout).toBe('');
  expect(tsc.status).toBe(0);
});

it('an unknown format, and a folder in place of a file, are one sentence', async () => {
  const file = join(folder, 'a table, classes.json');
  const format = await vernier(data, 'export', file, '--format', 'pickle', '-o', join(folder, 'm'));
  expect(format).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^vernier: The format "pickle" .* onnx, html, csv, json, optuna, tensorboard\.\n$/),
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
