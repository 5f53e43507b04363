// Runs an ONNX file that stands for itself: an exported model, to see that it does what the trial did.
import { runtime } from './runtime.ts';

/** Values of an input, row-major. */
export interface ModelFeed {
  readonly type: 'float32' | 'uint8' | 'int64' | 'string';
  readonly dims: readonly number[];
  readonly data: Float32Array | Uint8Array | BigInt64Array | readonly string[];
}

export interface OpenModel {
  /** The named output. Blocks the event loop while it computes. */
  run(feeds: Readonly<Record<string, ModelFeed>>, output: string): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/** With onnxruntime's own defaults, as whoever uses the file will run it. Throws what the runtime says of a file that it cannot load. */
export async function openModel(model: Uint8Array): Promise<OpenModel> {
  const { InferenceSession, Tensor } = runtime();
  const session = await InferenceSession.create(model, { executionProviders: ['cpu'] });
  return {
    async run(feeds, output) {
      const tensors = Object.entries(feeds).map(([name, { type, data, dims }]) => [
        name,
        type === 'string'
          ? new Tensor('string', [...(data as readonly string[])], dims)
          : new Tensor(type, data as Float32Array, dims),
      ]);
      const { [output]: found } = await session.run(Object.fromEntries(tensors), [output]);
      return found?.data as Float32Array;
    },
    dispose: () => session.release(),
  };
}
