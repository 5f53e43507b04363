// Exported models against the reference engine's forward pass, which shares nothing with ONNX: the same random weights, raw rows on one
// side and encoded rows on the other.
import { describe, expect, it } from 'vitest';
import type { DatasetHeader, EncodedDataset } from '#main/data/dataset.ts';
import { onnxModel, rawInput } from '#main/export/onnx/model.ts';
import { modelOutput } from '#main/export/onnx/model-output.ts';
import type { RawArray } from '#main/export/onnx/raw-input.ts';
import { openModel } from '#main/training/engines/onnx/run-model.ts';
import { referenceEngine } from '#main/training/engines/reference/engine.ts';
import { inputScaling, measureWeights, readRecipe } from '#main/training/loop/index.ts';
import { buildProgram } from '#main/training/program/build.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { columns, encoded, randomState, rowCount } from './rows.ts';

const facts = { producer: { name: 'Vernier', version: '1' }, metadata: { study: 'größe' } };

async function both(dataset: EncodedDataset, settings: ResolvedSettings) {
  const { header } = dataset;
  const program = buildProgram(settings, header);
  const state = randomState(program);
  const { scaling } = readRecipe(settings, 0);
  const context = {
    ...{ header, program, columns, tokenizer: '1', missingCells: ['', 'NA'] },
    scaling: header.kind === 'text' ? null : inputScaling(header, scaling),
  };
  const raw = rawInput(context);
  const bytes = onnxModel({ ...context, weights: state, ...facts }, raw);
  const batchSize = rowCount;
  const compiled = await referenceEngine.compile(program, { threads: 1, batchSize, evaluationBatchSize: batchSize });
  await compiled.write(state);
  const { evaluate } = compiled;
  const measured = await measureWeights({ dataset, program, scaling, part: 'validation', batchSize, evaluate });
  const model = await openModel(bytes);
  const { name } = modelOutput(header);
  const rows = (from: number, to: number) => raw.rows(dataset, dataset.validation.subarray(from, to));
  return {
    raw,
    model,
    rows,
    name,
    expected: [...(measured?.outputs ?? [])],
    /** One row alone, then the others at once. */
    async exported() {
      return [...(await model.run(rows(0, 1), name)), ...(await model.run(rows(1, rowCount), name))];
    },
  };
}

function transformed(outputs: readonly number[], { task, labelMean, labelSd }: DatasetHeader): number[] {
  if (task === 'regression') return outputs.map((output) => output * labelSd + labelMean);
  if (task === 'multilabel') return outputs.map((logit) => 1 / (1 + Math.exp(-logit)));
  return outputs.map((logit, i) => {
    const row = outputs.slice(i - (i % 3), i - (i % 3) + 3);
    return Math.exp(logit) / row.reduce((sum, other) => sum + Math.exp(other), 0);
  });
}

const small = { 'model.units': 6, 'model.layers': 1, 'model.dropout': 0.5 };
const cnn = { ...small, 'model.family': 'cnn', 'model.filters': 3 };
const rnn = { ...small, 'model.family': 'rnn', 'model.recurrentUnits': 4, 'model.recurrentDropout': 0.5 };

const cases: [string, DatasetHeader['kind'], DatasetHeader['task'], ResolvedSettings][] = [
  ['mlp on a table', 'table', 'classification', small],
  ['mlp on a table, batch norm', 'table', 'multilabel', { ...small, 'model.normalization': 'batch' }],
  ['mlp on a table, value', 'table', 'regression', { ...small, 'model.activation': 'gelu' }],
  ['mlp without scaling', 'table', 'classification', { ...small, 'input.scaling': 'none' }],
  ['mlp, minmax', 'table', 'classification', { ...small, 'input.scaling': 'minmax', 'model.residual': true }],
  ['mlp on images', 'image', 'classification', { ...small, 'model.family': 'mlp', 'input.scaling': 'perChannel' }],
  ['cnn', 'image', 'classification', { ...cnn, 'model.normalization': 'batch', 'training.labelSmoothing': 0.1 }],
  [
    'cnn, average pooling, elu',
    'image',
    'regression',
    { ...cnn, 'model.pooling': 'average', 'model.activation': 'elu' },
  ],
  [
    'cnn, separable, residual, stride, global pooling, layer norm',
    'image',
    'multilabel',
    {
      ...{ ...cnn, 'model.convolution': 'separable', 'model.residual': true, 'model.stride': 2 },
      ...{ 'model.globalPooling': 'average', 'model.normalization': 'layer', 'model.pooling': 'none' },
    },
  ],
  ['cnn over steps', 'sequence', 'classification', { ...cnn, 'model.globalPooling': 'max', 'model.convLayers': 1 }],
  [
    'cnn over the first steps',
    'sequence',
    'classification',
    { ...cnn, 'model.convLayers': 1, 'model.sequenceLength': 4 },
  ],
  ['mlp on sequences', 'sequence', 'regression', { ...small, 'model.family': 'mlp' }],
  ['lstm on rows of pixels', 'image', 'classification', { ...rnn, 'model.cell': 'lstm' }],
  ['gru, masked', 'sequence', 'classification', { ...rnn, 'model.cell': 'gru', 'input.scaling': 'minmax' }],
  [
    'lstm, two layers, both directions, the first steps',
    'sequence',
    'regression',
    {
      ...{ ...rnn, 'model.cell': 'lstm', 'model.recurrentLayers': 2, 'model.bidirectional': true },
      ...{ 'model.sequenceLength': 4, 'model.normalization': 'batch', 'model.layers': 0 },
    },
  ],
  ['simple recurrent', 'sequence', 'multilabel', { ...rnn, 'model.cell': 'simple', 'model.bidirectional': true }],
  ['mean over steps', 'sequence', 'classification', { ...rnn, 'model.encoder': 'mean' }],
  ['text', 'text', 'classification', { ...small, 'model.embeddingSize': 5 }],
  ['text, few words', 'text', 'multilabel', { 'model.embeddingSize': 5, 'model.vocabularySize': 12 }],
  [
    'text, recurrent, cut',
    'text',
    'classification',
    {
      ...{ 'model.encoder': 'recurrent', 'model.cell': 'gru', 'model.recurrentUnits': 4, 'model.bidirectional': true },
      ...{ 'model.embeddingSize': 3, 'model.sequenceLength': 5 },
    },
  ],
];

it.each(cases)('%s: raw rows give what encoded rows give', async (_name, kind, task, settings) => {
  const dataset = encoded(kind, task);
  const { expected, exported } = await both(dataset, settings);
  const found = await exported();
  const wanted = transformed(expected, dataset.header);
  expect(found).toHaveLength(wanted.length);
  const unit = task === 'regression' ? dataset.header.labelSd : 1;
  for (const [i, value] of wanted.entries()) expect(Math.abs((found[i] ?? 0) - value)).toBeLessThan(1e-5 * unit);
  // Rows differ, so agreement means something.
  expect(new Set(wanted.map((value) => value.toPrecision(6))).size).toBeGreaterThan(3);
});

it('images of other numbers than bytes go in as they are', async () => {
  const dataset = encoded('image', 'classification', { xType: 'float32' });
  const { expected, exported, raw } = await both(dataset, cnn);
  const wanted = transformed(expected, dataset.header);
  for (const [i, value] of (await exported()).entries()) expect(value).toBeCloseTo(wanted[i] ?? 0, 5);
  expect(raw.description).toMatchObject([{ type: 'float32', shape: ['batch', 8, 6, 2] }]);
});

describe('raw inputs', () => {
  it('a number that is missing counts as the mean of the training rows, and of a large one no digit is lost', async () => {
    const mean = 1_700_000_000;
    const statistics = { mean: [0, 0, 0, 0, mean, 0, 0], sd: [1, 1, 1, 1, 500, 1, 1], min: [], max: [] };
    const dataset = encoded('table', 'classification', { statistics });
    const { x } = dataset;
    for (let row = 0; row < rowCount; row++) x[row * 7 + 4] = mean + 256 * row;
    const { model, rows, name, expected } = await both(dataset, small);
    const raw = rows(0, rowCount);
    const wanted = transformed(expected, dataset.header);
    for (const [i, value] of (await model.run(raw, name)).entries()) expect(value).toBeCloseTo(wanted[i] ?? 0, 5);
    const numbers = raw.numbers as Extract<RawArray, { type: 'float32' }>;
    const withStamp = (stamp: number) =>
      model.run({ ...raw, numbers: { ...numbers, data: numbers.data.map((n, i) => (i % 2 === 1 ? stamp : n)) } }, name);
    expect(await withStamp(Number.NaN)).toEqual(await withStamp(mean));
    expect(await withStamp(Number.NaN)).not.toEqual(await withStamp(mean + 512));
  });

  it('categories go in as they stand in the data, missing as "", and one that is unknown is none of them', async () => {
    const { raw, rows } = await both(encoded('table'), small);
    const { categories } = rows(0, rowCount);
    expect(categories?.data).toEqual(
      ['Oslo', '東京', '', 'Oslo', '東京', '', '(unknown)'].flatMap((city, row) => [city, row % 2 === 1 ? 'x' : 'y']),
    );
    expect(raw.description[1]).toMatchObject({
      shape: ['batch', 2],
      columns: [
        { name: 'city', levels: ['Oslo', '東京'], knowsMissing: true },
        { name: 'a=b', levels: ['x', 'y'], knowsMissing: false },
      ],
    });
  });

  it('sequences and texts of any length go in; what lies after their end does not count', async () => {
    const sequences = await both(encoded('sequence'), { ...rnn, 'model.cell': 'gru' });
    const raw = sequences.rows(0, rowCount);
    const data = raw.sequences?.data as Float32Array;
    const lengths = raw.lengths as Extract<RawArray, { type: 'int64' }>;
    const longer = new Float32Array(rowCount * 8 * 3).fill(Number.NaN);
    for (let row = 0; row < rowCount; row++) {
      const length = Number(lengths.data[row]);
      longer.set(data.subarray(row * 18, row * 18 + 3 * length), row * 24);
    }
    const feeds = { lengths, sequences: { type: 'float32', dims: [rowCount, 8, 3], data: longer } } as Record<
      string,
      RawArray
    >;
    expect([...(await sequences.model.run(feeds, sequences.name))]).toEqual(await sequences.exported());

    const texts = await both(encoded('text'), { 'model.embeddingSize': 4, 'model.layers': 0 });
    const run = (ids: number[]) =>
      texts.model.run(
        { tokens: { type: 'int64', dims: [1, ids.length], data: BigInt64Array.from(ids, BigInt) } },
        texts.name,
      );
    expect(await run([5, 3])).toEqual(await run([5, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    expect(await run([5, 3])).not.toEqual(await run([3, 3]));
    expect(await run([5, 1])).toEqual(await run([5, 999_999]));
  });
});
