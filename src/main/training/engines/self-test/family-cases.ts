// Whole models that train some steps alike on every engine.
import type { DatasetHeader } from '#main/data/dataset.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { buildProgram } from '../../program/build.ts';
import { initialState } from '../../program/initial-state.ts';
import type { TrainingProgram } from '../../program/program.ts';
import { sizeOf } from '../../program/value.ts';
import type { Batch, CompiledProgram, Engine, Scalars, StepResult, TensorMap } from '../engine.ts';

export interface FamilyCase {
  readonly name: string;
  readonly program: TrainingProgram;
}

const families: Readonly<Record<string, ResolvedSettings>> = {
  mlp: { 'model.family': 'mlp', 'model.layers': 2, 'model.units': 12, 'model.dropout': 0.3 },
  cnn: {
    'model.family': 'cnn',
    'model.convLayers': 2,
    'model.filters': 3,
    'model.units': 8,
    'model.activation': 'elu',
  },
  'cnn, average pooling': {
    'model.family': 'cnn',
    'model.convLayers': 1,
    'model.filters': 4,
    'model.pooling': 'average',
    'model.units': 8,
  },
  'mlp, regression': { 'model.family': 'mlp', 'model.units': 10, 'model.activation': 'tanh', task: 'regression' },
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

/** Every family with every optimiser. */
export const familyCases: readonly FamilyCase[] = Object.entries(families).flatMap(([family, { task, ...model }]) =>
  Object.entries(optimizers).map(([optimizer, settings]) => ({
    name: `${family}, ${optimizer}`,
    program: buildProgram({ ...model, ...settings }, header(task === 'regression' ? 'regression' : 'classification')),
  })),
);

/** 8×6 images of two channels in three classes, or with one number as label. */
function header(task: 'classification' | 'regression'): DatasetHeader {
  return {
    version: 1,
    fingerprint: 'self-test',
    task,
    kind: 'image',
    rows: 1,
    inputShape: [8, 6, 2],
    features: [],
    xType: 'float32',
    vocabulary: null,
    classes: task === 'classification' ? ['a', 'b', 'c'] : null,
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

/** A batch of random rows; the last two are padding. */
export function randomBatch(program: TrainingProgram, size: number, seed: number): Batch {
  const random = randomStream(deriveSeed(seed, 'batch'));
  const x = Float32Array.from({ length: size * sizeOf(program.inputShape) }, () => random.normal());
  const label = () => (program.task === 'classification' ? random.int(0, program.outputs - 1) : random.normal());
  const y = Float32Array.from({ length: size }, label);
  const weight = new Float32Array(size).fill(1).fill(0, size - 2);
  return { size, x, y, weight };
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
