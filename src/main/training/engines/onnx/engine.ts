// The embedded default engine: one ONNX model is a whole training step, run by onnxruntime on the CPU.

import { fillDropoutMask } from '../../program/dropout-mask.ts';
import type { DropoutMaskAttributes } from '../../program/ops/leaves.ts';
import type { StepGraph, TrainingProgram } from '../../program/program.ts';
import { sizeOf, topologicalOrder, type Value } from '../../program/value.ts';
import type { Batch, CompiledProgram, CompileOptions, Engine, Scalars, StepResult, TensorMap } from '../engine.ts';
import { requireSize } from '../guards.ts';
import { probeBlockSize } from './blocked-convolution.ts';
import { lower, maskName } from './lower.ts';
import { OnnxGraph } from './model-proto.ts';
import { createSession, type OnnxSession, type OnnxTensor, onnxVersion } from './session.ts';
import { planUpdate, type UpdatePlan } from './update/plan.ts';
import {
  computedName,
  computedScalars,
  fitsLoops,
  nextName,
  statesOf,
  TrainingState,
  tensorName,
} from './update/state.ts';

export interface OnnxEngineOptions {
  /** False leaves the update of the weights to the graph, as for a state too large for one memory. */
  readonly loops: boolean;
  /** False keeps to the standard convolution, as where the blocked one is not there. */
  readonly blocks: boolean;
  /** False goes through the binding for Node, as where the library cannot be called directly. */
  readonly direct: boolean;
}

export function createOnnxEngine(options: Partial<OnnxEngineOptions> = {}): Engine {
  return {
    name: 'onnx',
    unavailable: async () => null,
    version: async () => onnxVersion(),
    usesCuda: async () => false,
    compile: (program, sizes) => compile(program, sizes, { loops: true, blocks: true, direct: true, ...options }),
  };
}

export const onnxEngine = createOnnxEngine();

async function compile(
  program: TrainingProgram,
  options: CompileOptions,
  { loops, blocks, direct }: OnnxEngineOptions,
): Promise<CompiledProgram> {
  const { batchSize, evaluationBatchSize, threads } = options;
  const step = program.step(batchSize);
  const forwardOutputs = program.forward(evaluationBatchSize).outputs;
  const byLoops = planUpdate(step, program.state, { loops });
  const plan = fitsLoops(program.state, byLoops) ? byLoops : planUpdate(step, program.state, { loops: false });
  const hasConvolutions = topologicalOrder([forwardOutputs]).some(({ op }) => op === 'conv2d');
  const blockSize = blocks && hasConvolutions ? await probeBlockSize() : null;
  const state = new TrainingState(program, plan);
  const { model, masks, reads } = stepModel(program, step, plan, blockSize);
  const session = await createSession(model, { threads, direct });
  let forward: Promise<OnnxSession> | null = null;
  const outputs = {
    data: new Float32Array(evaluationBatchSize * program.outputs),
    shape: [evaluationBatchSize, program.outputs],
  };
  const weights: Record<string, OnnxTensor> = {};
  const forwardReads = statesOf([forwardOutputs]);

  const { scalars } = state;
  const metrics = new Float32Array(3);
  const allReal = new Float32Array(batchSize).fill(1);
  const feeds: Record<string, OnnxTensor> = { scalars: { data: scalars, shape: [scalars.length] } };
  const fetches: Record<string, OnnxTensor> = { metrics: { data: metrics, shape: [3] } };
  for (const mask of masks) feeds[maskName(mask.salt)] = mask;

  return {
    async step(batch: Batch, values: Scalars): Promise<StepResult> {
      requireSize(batch.size, batchSize);
      scalars.set(program.scalarValues(values));
      for (const { data, salt, rate: name } of masks) {
        const rate = values[name] ?? program.scalarDefaults[name] ?? 0;
        fillDropoutMask(data, { rate, seed: values.seed ?? 0, step: values.step ?? 0, salt });
      }
      feedWith(feeds, 'x', batch.x, [batchSize, ...program.inputShape]);
      feedWith(feeds, 'y', batch.y, [batchSize, ...program.labelShape]);
      feedWith(feeds, 'weight', batch.weight ?? allReal, [batchSize]);
      feedMask(feeds, program, batch);
      state.feed(feeds, reads);
      state.fetch(fetches);
      await session.run(feeds, fetches);
      state.advance();
      const [loss = Number.NaN, gradientNorm = Number.NaN, correct = 0] = metrics;
      return { loss, gradientNorm, correct };
    },

    async evaluate(batch) {
      const { size, x } = batch;
      requireSize(size, evaluationBatchSize);
      forward ??= createSession(forwardModel(forwardOutputs, blockSize), { threads, direct });
      feedWith(weights, 'x', x, [size, ...program.inputShape]);
      feedMask(weights, program, batch);
      state.feed(weights, forwardReads);
      await (await forward).run(weights, { outputs });
      return outputs.data.slice();
    },

    read: async () => state.read(),
    write: async (tensors) => state.write(tensors),

    async dispose() {
      await session.release();
      if (forward) await (await forward).release();
    },
  };
}

/** The forward pass alone, with these weights and buffers: nothing is compiled that only training needs. */
export async function openForward(
  program: TrainingProgram,
  weights: TensorMap,
  { threads, batchSize }: { readonly threads: number; readonly batchSize: number },
): Promise<Pick<CompiledProgram, 'evaluate' | 'dispose'>> {
  const session = await createSession(forwardModel(program.forward(batchSize).outputs, null), { threads });
  const state = [...weights].map(([name, { data, shape }]) => [name, { data, shape }] as const);
  return {
    async evaluate(batch) {
      const { size, x } = batch;
      requireSize(size, batchSize);
      const feeds: Record<string, OnnxTensor> = { x: { data: x, shape: [size, ...program.inputShape] } };
      for (const [name, tensor] of state) if (session.inputNames.includes(name)) feeds[name] = tensor;
      if (session.inputNames.includes('mask')) feedMask(feeds, program, batch);
      const data = new Float32Array(size * program.outputs);
      await session.run(feeds, { outputs: { data, shape: [size, program.outputs] } });
      return data;
    },
    dispose: () => session.release(),
  };
}

/** A loop that reuses its arrays has their tensors made once. */
function feedWith(feeds: Record<string, OnnxTensor>, name: string, data: Float32Array, shape: readonly number[]): void {
  if (feeds[name]?.data !== data) feeds[name] = { data, shape };
}

function feedMask(
  feeds: Record<string, OnnxTensor>,
  { maskSteps }: TrainingProgram,
  { size, mask }: Pick<Batch, 'size' | 'mask'>,
): void {
  if (maskSteps !== null && mask !== undefined) feedWith(feeds, 'mask', mask, [size, maskSteps]);
}

interface Mask extends DropoutMaskAttributes {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

interface StepModel {
  readonly model: Uint8Array;
  readonly masks: readonly Mask[];
  /** Names of the states that the graph reads. */
  readonly reads: readonly string[];
}

function stepModel(
  { graphScalars }: TrainingProgram,
  step: StepGraph,
  plan: UpdatePlan,
  blockSize: number | null,
): StepModel {
  const metrics = [step.loss, step.gradientNorm, step.correct];
  const computed = computedScalars(plan);
  const next = plan.byGraph.map((entry) => entry.next);
  const wanted = [...metrics, ...computed, ...plan.tensors, ...next];
  const graph = new OnnxGraph();
  const names = lower(graph, wanted, { scalarNames: graphScalars, blockSize });
  const take = (count: number) => names.splice(0, count);
  const asVector = (tensors: readonly string[]) => {
    const one = graph.ints([1]);
    const parts = tensors.map((tensor) => graph.node('Reshape', [tensor, one]));
    return graph.node('Concat', parts, { axis: 0 });
  };
  graph.output('metrics', asVector(take(metrics.length)));
  if (computed.length > 0) graph.output(computedName, asVector(take(computed.length)));
  take(plan.tensors.length).forEach((tensor, index) => {
    graph.output(tensorName(index), tensor);
  });
  plan.byGraph.forEach(({ state: { name } }, index) => {
    graph.output(nextName(name), names[index] ?? '');
  });
  const masks = topologicalOrder(wanted).flatMap((value) => (value.op === 'dropoutMask' ? [maskOf(value)] : []));
  return { model: graph.encode(), masks, reads: statesOf(wanted) };
}

function maskOf({ attributes, shape }: Value): Mask {
  return { ...(attributes as DropoutMaskAttributes), shape, data: new Float32Array(sizeOf(shape)) };
}

function forwardModel(wanted: Value, blockSize: number | null): Uint8Array {
  const graph = new OnnxGraph();
  const [outputs = ''] = lower(graph, [wanted], { scalarNames: [], blockSize });
  graph.output('outputs', outputs);
  return graph.encode();
}
