// The fast engine: a whole training step is one TensorFlow graph, called through the C API. Weights and slots live in the session.
import { AppError, toAppError } from '#shared/errors.ts';
import { fillDropoutMask } from '../../program/dropout-mask.ts';
import type { TrainingProgram } from '../../program/program.ts';
import type { Batch, CompiledProgram, CompileOptions, Engine, Scalars, StepResult } from '../engine.ts';
import { requireSize } from '../guards.ts';
import { loadLibrary, type TensorflowLibrary } from './library.ts';
import { locateTensorflow, type Surroundings } from './locate.ts';
import { type Feed, lowerForward, lowerStep } from './lower.ts';
import { type NativeTensor, TensorflowSession } from './session.ts';
import { SessionState } from './session-state.ts';

/** `enginesDir` is where the engine manager installs. The library is looked for and loaded when something is first asked. */
export function createTensorflowEngine(surroundings: Surroundings): Engine {
  const open = once(async () => {
    const found = await locateTensorflow(surroundings);
    if ('reason' in found) throw new AppError('unavailable', found.reason);
    return loadLibrary(found);
  });
  return {
    name: 'tensorflow',
    unavailable: () =>
      open().then(
        () => null,
        (error: unknown) => toAppError(error).message,
      ),
    version: async () => (await open()).version,
    usesCuda: async () => (await open()).hasGpu(),
    devices: async () => ((await open()).hasGpu() ? ['CPU', 'GPU'] : ['CPU']),
    compile: async (program, options) => compile(await open(), program, options),
  };
}

function compile(library: TensorflowLibrary, program: TrainingProgram, options: CompileOptions): CompiledProgram {
  const { threads } = options;
  const session = new TensorflowSession(library, { threads });
  try {
    return open(session, program, options);
  } catch (error) {
    session.dispose();
    throw error;
  }
}

function open(session: TensorflowSession, program: TrainingProgram, options: CompileOptions): CompiledProgram {
  const { batchSize, evaluationBatchSize } = options;
  const step = lowerStep(program, batchSize);
  session.add(step.definition);
  const state = new SessionState(session, program.state, step.orders);
  const inputs = new Feeds(session, step.feeds);
  const run = session.prepare(inputs.bound, [[step.result, 3]], [step.update]);
  const metrics = new Float32Array(3);
  const keep = (_index: number, data: Float32Array) => metrics.set(data);
  const forward = once(() => {
    const lowered = lowerForward(program, evaluationBatchSize, step.orders);
    session.add(lowered.definition);
    const feeds = new Feeds(session, lowered.feeds);
    return { feeds, run: session.prepare(feeds.bound, [[lowered.result, evaluationBatchSize * program.outputs]]) };
  });

  return {
    async step(batch: Batch, values: Scalars): Promise<StepResult> {
      session.requireOpen();
      requireSize(batch.size, batchSize);
      inputs.fill('x', batch.x);
      inputs.fill('y', batch.y);
      if (batch.weight === undefined) inputs.data('weight')?.fill(1);
      else inputs.fill('weight', batch.weight);
      if (batch.mask !== undefined) inputs.fill('mask', batch.mask);
      inputs.fill('scalars', program.scalarValues(values));
      for (const { data, salt, rate: name } of inputs.dropout) {
        const rate = values[name] ?? program.scalarDefaults[name] ?? 0;
        fillDropoutMask(data, { rate, seed: values.seed ?? 0, step: values.step ?? 0, salt });
      }
      run(keep);
      const [loss = Number.NaN, gradientNorm = Number.NaN, correct = 0] = metrics;
      return { loss, gradientNorm, correct };
    },

    async evaluate({ size, x, mask }) {
      session.requireOpen();
      requireSize(size, evaluationBatchSize);
      const { feeds, run: runForward } = forward();
      feeds.fill('x', x);
      if (mask !== undefined) feeds.fill('mask', mask);
      const outputs = new Float32Array(size * program.outputs);
      runForward((_index, data) => outputs.set(data));
      return outputs;
    },

    read: async () => state.read(),
    write: async (tensors) => state.write(tensors),
    dispose: async () => session.dispose(),
  };
}

/** Tensors that stay bound to a graph's inputs; a step only overwrites their numbers. */
class Feeds {
  readonly bound: readonly (readonly [node: string, tensor: NativeTensor])[];
  readonly dropout: readonly { readonly data: Float32Array; readonly salt: number; readonly rate: string }[];
  readonly #byKey: ReadonlyMap<string, Float32Array>;

  constructor(session: TensorflowSession, feeds: readonly Feed[]) {
    const tensors = feeds.map((feed) => ({ ...feed, tensor: session.tensor(feed.shape) }));
    this.bound = tensors.map(({ node, tensor }) => [node, tensor]);
    this.#byKey = new Map(tensors.map(({ key, tensor }) => [key, tensor.data]));
    this.dropout = tensors.flatMap(({ dropout, tensor }) => (dropout ? [{ ...dropout, data: tensor.data }] : []));
  }

  /** null for an input that the graph does not read. */
  data(key: string): Float32Array | null {
    return this.#byKey.get(key) ?? null;
  }

  fill(key: string, values: ArrayLike<number>): void {
    this.data(key)?.set(values);
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
