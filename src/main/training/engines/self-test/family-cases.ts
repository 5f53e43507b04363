// Whole models that train some steps alike on every engine.
import type { DataKind, DatasetHeader } from '#main/data/dataset.ts';
import { deriveSeed, type RandomStream, randomStream } from '#shared/num/random.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { buildProgram } from '../../program/build.ts';
import { initialState } from '../../program/initial-state.ts';
import type { TrainingProgram } from '../../program/program.ts';
import { sizeOf } from '../../program/value.ts';
import type { Batch, CompiledProgram, Engine, Scalars, StepResult, TensorMap } from '../engine.ts';

export interface FamilyCase {
  readonly name: string;
  readonly settings: ResolvedSettings;
  readonly header: DatasetHeader;
  readonly program: TrainingProgram;
}

interface Family {
  readonly settings: ResolvedSettings;
  /** Default: images of 8×6 pixels in two channels. */
  readonly kind?: DataKind;
  /** Default: three classes. */
  readonly task?: DatasetHeader['task'];
}

const families: Readonly<Record<string, Family>> = {
  mlp: { settings: { 'model.family': 'mlp', 'model.layers': 2, 'model.units': 12, 'model.dropout': 0.3 } },
  cnn: {
    settings: {
      ...{ 'model.family': 'cnn', 'model.convLayers': 2, 'model.filters': 3, 'model.units': 8 },
      'model.activation': 'elu',
    },
  },
  'cnn, average pooling': {
    settings: {
      ...{ 'model.family': 'cnn', 'model.convLayers': 1, 'model.filters': 4, 'model.units': 8 },
      'model.pooling': 'average',
    },
  },
  'mlp, regression': {
    settings: { 'model.family': 'mlp', 'model.units': 10, 'model.activation': 'tanh' },
    task: 'regression',
  },
  'mlp, batch norm, residual': {
    settings: {
      ...{ 'model.family': 'mlp', 'model.layers': 3, 'model.units': 6, 'model.dropout': 0.2 },
      ...{ 'model.normalization': 'batch', 'model.residual': true },
    },
  },
  'cnn, batch norm, residual, stride, global pooling': {
    settings: {
      ...{ 'model.family': 'cnn', 'model.convLayers': 2, 'model.filters': 3, 'model.layers': 0 },
      ...{ 'model.normalization': 'batch', 'model.residual': true, 'model.stride': 2, 'model.pooling': 'none' },
      'model.globalPooling': 'average',
    },
  },
  'cnn, layer norm, separable, valid': {
    settings: {
      ...{ 'model.family': 'cnn', 'model.convLayers': 2, 'model.filters': 4, 'model.layers': 0 },
      ...{ 'model.normalization': 'layer', 'model.convolution': 'separable', 'model.padding': 'valid' },
      ...{ 'model.kernelSize': 2, 'model.globalPooling': 'max', 'model.activation': 'leakyRelu' },
    },
  },
  'cnn over steps, residual, valid': {
    settings: {
      ...{ 'model.family': 'cnn', 'model.convLayers': 1, 'model.filters': 4, 'model.units': 6 },
      ...{ 'model.residual': true, 'model.padding': 'valid', 'model.normalization': 'layer' },
    },
    kind: 'sequence',
  },
  'lstm on rows of pixels': {
    settings: { 'model.family': 'rnn', 'model.cell': 'lstm', 'model.recurrentUnits': 6, 'model.units': 5 },
  },
  'gru, two layers, both directions, masked': {
    settings: {
      ...{ 'model.family': 'rnn', 'model.cell': 'gru', 'model.recurrentUnits': 4, 'model.recurrentLayers': 2 },
      ...{ 'model.bidirectional': true, 'model.layers': 0, 'model.recurrentDropout': 0.25 },
    },
    kind: 'sequence',
  },
  'lstm, both directions, masked, dropout': {
    settings: {
      ...{ 'model.family': 'rnn', 'model.cell': 'lstm', 'model.recurrentUnits': 5, 'model.bidirectional': true },
      ...{ 'model.layers': 0, 'model.dropout': 0.2, 'model.recurrentDropout': 0.3 },
    },
    kind: 'sequence',
    task: 'regression',
  },
  'mlp, several labels': {
    settings: { 'model.family': 'mlp', 'model.units': 6, 'model.activation': 'gelu' },
    task: 'multilabel',
  },
  'mlp, soft labels': {
    settings: { 'model.family': 'mlp', 'model.units': 6, 'model.activation': 'selu', 'training.labelSmoothing': 0.1 },
  },
  'mlp, units halving, sigmoid': {
    settings: {
      ...{ 'model.family': 'mlp', 'model.layers': 3, 'model.units': 12, 'model.unitsShape': 'halving' },
      'model.activation': 'sigmoid',
    },
    kind: 'table',
  },
  'mlp, units doubling': {
    settings: { 'model.family': 'mlp', 'model.layers': 3, 'model.units': 4, 'model.unitsShape': 'doubling' },
    kind: 'table',
  },
  'text, some of the words and of the vocabulary': {
    settings: {
      ...{ 'model.family': 'text', 'model.embeddingSize': 3, 'model.layers': 0 },
      ...{ 'model.sequenceLength': 4, 'model.vocabularySize': 6 },
    },
    kind: 'text',
  },
  'simple recurrent, two layers': {
    settings: { 'model.family': 'rnn', 'model.cell': 'simple', 'model.recurrentUnits': 7, 'model.recurrentLayers': 2 },
    kind: 'sequence',
  },
  'text, mean of embeddings': {
    settings: { 'model.family': 'text', 'model.embeddingSize': 6, 'model.units': 5, 'model.normalization': 'batch' },
    kind: 'text',
  },
  'text, gru': {
    settings: {
      ...{ 'model.family': 'text', 'model.encoder': 'recurrent', 'model.cell': 'gru', 'model.recurrentUnits': 5 },
      ...{ 'model.embeddingSize': 4, 'model.layers': 0 },
    },
    kind: 'text',
  },
  // Enough channels for the blocked convolution of the onnx engine.
  'cnn, 16 and 32 filters': {
    settings: { 'model.family': 'cnn', 'model.convLayers': 2, 'model.filters': 16, 'model.units': 8 },
  },
};

const optimizers: Readonly<Record<string, ResolvedSettings>> = {
  sgd: { 'optimizer.name': 'sgd', 'optimizer.learningRate': 0.1 },
  momentum: {
    'optimizer.name': 'sgd',
    'optimizer.learningRate': 0.05,
    'optimizer.momentum': 0.9,
    'optimizer.clipNorm': 0.5,
  },
  nesterov: {
    'optimizer.name': 'sgd',
    'optimizer.learningRate': 0.05,
    'optimizer.momentum': 0.9,
    'optimizer.nesterov': true,
  },
  adam: {
    'optimizer.name': 'adam',
    'optimizer.learningRate': 0.01,
    'regularization.l2': 0.001,
    'regularization.l1': 0.0001,
  },
};

const shapes: Readonly<Record<DataKind, readonly number[]>> = {
  table: [7],
  image: [8, 6, 2],
  sequence: [5, 3],
  text: [6],
};

/** Optimisers that one family trains with; the others take turns with those above. */
const moreOptimizers: Readonly<Record<string, ResolvedSettings>> = {
  adamw: { 'optimizer.name': 'adamw', 'optimizer.learningRate': 0.01, 'optimizer.weightDecay': 0.1 },
  rmsprop: { 'optimizer.name': 'rmsprop', 'optimizer.learningRate': 0.01, 'optimizer.epsilon': 1e-3 },
  'rmsprop with momentum': {
    ...{ 'optimizer.name': 'rmsprop', 'optimizer.learningRate': 0.003, 'optimizer.momentum': 0.9 },
    ...{ 'optimizer.epsilon': 1e-3, 'optimizer.clipNorm': 0.5 },
  },
  adadelta: { 'optimizer.name': 'adadelta', 'optimizer.learningRate': 1 },
  adagrad: { 'optimizer.name': 'adagrad', 'optimizer.learningRate': 0.05, 'optimizer.clipValue': 0.1 },
  adamax: { 'optimizer.name': 'adamax', 'optimizer.learningRate': 0.01 },
};

/** Families whose graph differs most: with every optimiser. The others take turns. */
const withAllOptimizers = ['mlp', 'cnn', 'mlp, regression'];

export const familyCases: readonly FamilyCase[] = Object.entries(families).flatMap(
  ([family, { settings, kind, task }], at) => {
    const all = Object.entries(optimizers);
    const more = family === 'mlp' ? Object.entries(moreOptimizers) : [];
    const chosen = withAllOptimizers.includes(family) ? [...all, ...more] : [all[at % all.length] ?? ['sgd', {}]];
    const data = header(kind ?? 'image', task ?? 'classification');
    return chosen.map(([optimizer, own]) => {
      const all = { ...settings, ...own };
      return { name: `${family}, ${optimizer}`, settings: all, header: data, program: buildProgram(all, data) };
    });
  },
);

/** Three classes, three labels, or one number as label. */
function header(kind: DataKind, task: DatasetHeader['task']): DatasetHeader {
  return {
    version: 1,
    fingerprint: 'self-test',
    task,
    kind,
    rows: 1,
    inputShape: shapes[kind],
    features: [],
    xType: kind === 'text' ? 'uint16' : 'float32',
    vocabulary: kind === 'text' ? ['', '(unknown)', ...'abcdefgh'] : null,
    classes: task === 'regression' ? null : ['a', 'b', 'c'],
    trainClassCounts: [],
    label: 'label',
    labelMean: 0,
    labelSd: 1,
    statistics: { mean: [0, 0], sd: [1, 1], min: [-1, -1], max: [1, 1] },
    trainRows: 1,
    validationRows: 0,
    testRows: 0,
  };
}

/** A batch of random rows, sequences of different lengths; the last two are padding. */
export function randomBatch(program: TrainingProgram, size: number, seed: number): Batch {
  const { inputShape, labelShape, maskSteps, tokens, task, outputs } = program;
  const random = randomStream(deriveSeed(seed, 'batch'));
  const number = () => (tokens === null ? random.normal() : random.int(1, tokens - 1));
  const x = Float32Array.from({ length: size * sizeOf(inputShape) }, number);
  const label = () => {
    if (task === 'regression') return random.normal();
    return task === 'multilabel' ? random.int(0, 1) : random.int(0, outputs - 1);
  };
  const y =
    task === 'classification' && labelShape.length > 0
      ? Float32Array.from(Array.from({ length: size }, () => randomShares(outputs, random)).flat())
      : Float32Array.from({ length: size * sizeOf(labelShape) }, label);
  const weight = new Float32Array(size).fill(1).fill(0, size - 2);
  if (maskSteps === null) return { size, x, y, weight };
  const mask = new Float32Array(size * maskSteps);
  for (let row = 0; row < size; row++) {
    mask.fill(1, row * maskSteps, row * maskSteps + random.int(1, maskSteps));
    const width = sizeOf(inputShape) / maskSteps;
    for (let step = 0; step < maskSteps; step++) {
      const at = row * maskSteps + step;
      if (mask[at] === 0) x.fill(0, at * width, (at + 1) * width);
    }
  }
  return { size, x, y, weight, mask };
}

/** Probabilities that sum to 1. */
function randomShares(count: number, random: RandomStream): number[] {
  const shares = Array.from({ length: count }, () => random.uniform() + 0.1);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

export const batchSize = 10;

/** Scalars of a step that counts from 1. */
export function stepScalars(step: number): Scalars {
  return { step, seed: 7 };
}

export interface FamilyRun {
  readonly steps: readonly StepResult[];
  readonly state: TensorMap;
  readonly outputs: Float32Array;
}

/** Trains some steps on fresh batches and evaluates one. */
export async function runFamily(
  engine: Engine,
  program: TrainingProgram,
  steps: number,
  threads = 1,
): Promise<FamilyRun> {
  const compiled = await engine.compile(program, { threads, batchSize, evaluationBatchSize: batchSize });
  try {
    await compiled.write(initialState(program, 3));
    const results = await trainSteps(compiled, program, 1, steps);
    const outputs = await compiled.evaluate(randomBatch(program, batchSize, 0));
    return { steps: results, state: await compiled.read(), outputs };
  } finally {
    await compiled.dispose();
  }
}

/** Steps `from` to `to`, both included. */
export async function trainSteps(compiled: CompiledProgram, program: TrainingProgram, from: number, to: number) {
  const results: StepResult[] = [];
  for (let step = from; step <= to; step++) {
    results.push(await compiled.step(randomBatch(program, batchSize, step), stepScalars(step)));
  }
  return results;
}
