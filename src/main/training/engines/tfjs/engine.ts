// The training program interpreted call by call on a backend of tfjs: its own gradients, tfjs's forward kernels.
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { toAppError } from '#shared/errors.ts';
import { fillDropoutMask } from '../../program/dropout-mask.ts';
import type { DropoutMaskAttributes } from '../../program/ops/leaves.ts';
import type { TrainingProgram } from '../../program/program.ts';
import { sizeOf, topologicalOrder } from '../../program/value.ts';
import type { Batch, CompiledProgram, CompileOptions, Engine, Scalars, TensorMap } from '../engine.ts';
import { checkTensors, requireSize } from '../guards.ts';
import { familyCases } from '../self-test/family-cases.ts';
import { selfTest } from '../self-test.ts';
import { type Backend, download } from './backend.ts';
import { openBackend } from './backends.ts';
import { leafName, lower } from './lower.ts';
import { bind, type Runnable } from './run-plan.ts';

const open = (): Promise<Backend> => openBackend(verify);

export const tfjsEngine: Engine = {
  name: 'tfjs',
  async unavailable() {
    try {
      await open();
      return null;
    } catch (error) {
      return toAppError(error).message;
    }
  },
  version: async () => (await open()).version,
  usesCuda: async () => (await open()).usesCuda,
  devices: async () => (/GPU|webgpu/i.test((await open()).version) ? ['GPU'] : ['CPU']),
  compile: async (program, options) => compileFor(await open(), program, options),
};

/** Every operation and one whole model: what a process can afford before its first trial. `vernier engines` runs all families. */
async function verify(backend: Backend): Promise<void> {
  const compile = async (program: TrainingProgram, options: CompileOptions) => compileFor(backend, program, options);
  const { failures } = await selfTest({ ...tfjsEngine, compile }, familyCases.slice(0, 1));
  if (failures[0] !== undefined) throw new Error(`its self-test fails: ${failures[0]}`);
}

/** Exposed for tests that count the tensors of a backend. */
export function compileFor(backend: Backend, program: TrainingProgram, options: CompileOptions): CompiledProgram {
  const { batchSize, evaluationBatchSize } = options;
  const { loss, gradientNorm, correct, next } = program.step(batchSize);
  const step = bind(lower([loss, gradientNorm, correct], next, backend.traits), backend);
  let forward: Runnable | null = null;
  const masks = topologicalOrder([loss, gradientNorm, correct, ...next])
    .filter(({ op }) => op === 'dropoutMask')
    .map(({ attributes, shape }) => ({ ...(attributes as DropoutMaskAttributes), shape }));
  const allReal = new Float32Array(batchSize).fill(1);

  const state = new Map<string, TensorInfo>();
  const replace = (name: string, tensor: TensorInfo) => {
    const old = state.get(name);
    state.set(name, tensor);
    if (old !== undefined) backend.release(old);
  };
  for (const { name, shape } of program.state) {
    replace(name, backend.upload(new Float32Array(sizeOf(shape)), shape, 'float32'));
  }

  /** Tensors of this run, by leaf, then the state's; what the run does not use is not uploaded. */
  const run = (plan: Runnable, given: ReadonlyMap<string, readonly [Float32Array, readonly number[]]>) => {
    const uploaded: TensorInfo[] = [];
    const outputs = plan.run((name) => {
      const own = given.get(name);
      if (own === undefined) return stateLeaf(state, name);
      const tensor = backend.upload(own[0], own[1], 'float32');
      uploaded.push(tensor);
      return tensor;
    });
    for (const tensor of uploaded) backend.release(tensor);
    return outputs;
  };

  return {
    async step(batch, scalars) {
      requireSize(batch.size, batchSize);
      const given = batchLeaves(program, batch);
      given.set(leafName.input('y'), [batch.y, [batchSize, ...program.labelShape]]);
      given.set(leafName.input('weight'), [batch.weight ?? allReal, [batchSize]]);
      program.scalarValues(scalars).forEach((value, i) => {
        given.set(leafName.scalar(program.graphScalars[i] ?? ''), [Float32Array.of(value), []]);
      });
      for (const mask of masks) given.set(leafName.mask(mask.salt), [drawn(mask, program, scalars), mask.shape]);
      const [metrics, ...after] = run(step, given);
      if (metrics === undefined) throw new RangeError('a step has no loss');
      program.state.forEach(({ name }, i) => {
        const tensor = after[i];
        if (tensor !== undefined) replace(name, tensor);
      });
      const [lossValue = Number.NaN, norm = Number.NaN, right = 0] = await download(backend, metrics);
      backend.release(metrics);
      return { loss: lossValue, gradientNorm: norm, correct: right };
    },

    async evaluate(batch) {
      requireSize(batch.size, evaluationBatchSize);
      forward ??= bind(lower([program.forward(evaluationBatchSize).outputs], [], backend.traits), backend);
      const [outputs] = run(forward, batchLeaves(program, batch));
      if (outputs === undefined) throw new RangeError('a forward pass has no outputs');
      const values = await download(backend, outputs);
      backend.release(outputs);
      return values;
    },

    async read(): Promise<TensorMap> {
      const tensors = new Map<string, { shape: readonly number[]; data: Float32Array }>();
      for (const { name, shape } of program.state) {
        tensors.set(name, { shape, data: await download(backend, stateLeaf(state, leafName.state(name))) });
      }
      return tensors;
    },

    async write(tensors) {
      checkTensors(program.state, tensors);
      for (const [name, { shape, data }] of tensors) replace(name, backend.upload(data.slice(), shape, 'float32'));
    },

    async dispose() {
      for (const tensor of state.values()) backend.release(tensor);
      state.clear();
      step.dispose();
      forward?.dispose();
    },
  };
}

function stateLeaf(state: ReadonlyMap<string, TensorInfo>, leaf: string): TensorInfo {
  const tensor = state.get(leaf.slice(leafName.state('').length));
  if (tensor === undefined) throw new RangeError(`a run is not given ${leaf}`);
  return tensor;
}

function batchLeaves(
  { inputShape, maskSteps }: TrainingProgram,
  { size, x, mask }: Pick<Batch, 'size' | 'x' | 'mask'>,
) {
  const leaves = new Map<string, readonly [Float32Array, readonly number[]]>();
  leaves.set(leafName.input('x'), [x, [size, ...inputShape]]);
  if (maskSteps !== null && mask !== undefined) leaves.set(leafName.input('mask'), [mask, [size, maskSteps]]);
  return leaves;
}

function drawn(
  { shape, salt, rate }: DropoutMaskAttributes & { readonly shape: readonly number[] },
  { scalarDefaults }: TrainingProgram,
  scalars: Scalars,
): Float32Array {
  const values: Scalars = { ...scalarDefaults, ...scalars };
  const data = new Float32Array(sizeOf(shape));
  fillDropoutMask(data, { rate: values[rate] ?? 0, seed: values.seed ?? 0, step: values.step ?? 0, salt });
  return data;
}
