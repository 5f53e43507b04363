// The reference engine: slow, plain and obviously right. Tests compare the others with it; in float64 it checks gradients.
import { fillDropoutMask } from '../../program/dropout-mask.ts';
import type { LeafOps } from '../../program/ops/leaves.ts';
import type { TrainingProgram } from '../../program/program.ts';
import { sizeOf, type Value } from '../../program/value.ts';
import type { CompiledProgram, CompileOptions, Engine, Scalars } from '../engine.ts';
import { checkTensors, requireSize } from '../guards.ts';
import type { FloatArray } from './kernel.ts';
import { type Precision, runGraph } from './run-graph.ts';

export function createReferenceEngine(precision: Precision): Engine {
  return {
    name: 'reference',
    unavailable: async () => null,
    version: async () => `1 (${precision})`,
    usesCuda: async () => false,
    compile: async (program, options) => compile(program, options, precision),
  };
}

export const referenceEngine = createReferenceEngine('float32');

function compile(program: TrainingProgram, options: CompileOptions, precision: Precision): CompiledProgram {
  const create = (size: number): FloatArray =>
    precision === 'float64' ? new Float64Array(size) : new Float32Array(size);
  const step = program.step(options.batchSize);
  const forward = program.forward(options.evaluationBatchSize);
  const state = new Map(program.state.map(({ name, shape }) => [name, create(sizeOf(shape))]));
  const stateOf = (name: string): FloatArray => state.get(name) ?? create(0);

  return {
    async step(batch, scalars) {
      requireSize(batch.size, options.batchSize);
      const inputs: Record<string, FloatArray> = {
        x: batch.x,
        y: batch.y,
        weight: batch.weight ?? create(batch.size).fill(1),
        ...(batch.mask ? { mask: batch.mask } : {}),
      };
      const values = new Map(program.scalarValues(scalars).map((value, i) => [program.graphScalars[i] ?? '', value]));
      const results = runGraph(
        [step.loss, step.gradientNorm, step.correct, ...step.next],
        {
          leaf: (value) => leaf(value, inputs, stateOf, () => drawnMask(value, program, scalars, create)),
          scalar: (name) => values.get(name) ?? Number.NaN,
        },
        precision,
      );
      const [loss, gradientNorm, correct, ...next] = results;
      program.state.forEach(({ name }, index) => {
        stateOf(name).set(next[index] ?? []);
      });
      return {
        loss: loss?.[0] ?? Number.NaN,
        gradientNorm: gradientNorm?.[0] ?? Number.NaN,
        correct: correct?.[0] ?? 0,
      };
    },

    async evaluate({ size, x, mask }) {
      requireSize(size, options.evaluationBatchSize);
      const sources = {
        leaf: (value: Value) => leaf(value, { x, ...(mask ? { mask } : {}) }, stateOf, () => create(0)),
        scalar: () => Number.NaN,
      };
      return Float32Array.from(runGraph([forward.outputs], sources, precision)[0] ?? []);
    },

    read: async () =>
      new Map(program.state.map(({ name, shape }) => [name, { shape, data: Float32Array.from(stateOf(name)) }])),
    async write(tensors) {
      checkTensors(program.state, tensors);
      for (const [name, { data }] of tensors) stateOf(name).set(data);
    },
    dispose: async () => undefined,
  };
}

function leaf(
  value: Value,
  inputs: Readonly<Record<string, FloatArray>>,
  stateOf: (name: string) => FloatArray,
  dropoutMask: () => FloatArray,
): FloatArray {
  if (value.op === 'dropoutMask') return dropoutMask();
  const { name } = value.attributes as LeafOps['input'];
  if (value.op === 'state') return stateOf(name);
  const input = inputs[name];
  if (input === undefined) throw new RangeError(`the batch has no ${name}`);
  return input;
}

function drawnMask(
  value: Value,
  { scalarDefaults }: TrainingProgram,
  scalars: Scalars,
  create: (size: number) => FloatArray,
) {
  const { salt, rate } = value.attributes as LeafOps['dropoutMask'];
  const values: Scalars = { ...scalarDefaults, ...scalars };
  const result = create(sizeOf(value.shape));
  fillDropoutMask(result, { rate: values[rate] ?? 0, seed: values.seed ?? 0, step: values.step ?? 0, salt });
  return result;
}
