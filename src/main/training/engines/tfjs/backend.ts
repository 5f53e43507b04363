// What the engine needs of tfjs: a backend's kernels, called without the engine of tfjs in between (which traces gradients and
// counts tensors: half of a small model's step).
import type { KernelBackend, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Traits } from './lowering.ts';
import type { DataType } from './plan.ts';

export type Core = typeof import('@tensorflow/tfjs-core');

export interface Backend {
  /** Of tfjs and, in brackets, what computes: "4.22.0 (wasm with SIMD)". */
  readonly version: string;
  readonly traits: Traits;
  /** Whether its kernels run on an NVIDIA card by CUDA. */
  readonly usesCuda: boolean;
  readonly device: KernelBackend;
  /** Only a machine whose self-test passes may use it. */
  readonly needsSelfTest: boolean;
  /** Throws RangeError for a kernel that the backend lacks. */
  kernel(name: string): KernelFunc;
  upload(data: Float32Array | Int32Array, shape: readonly number[], type: DataType): TensorInfo;
  /** Ends a tensor, once for each that was made: some share a buffer. */
  release(tensor: TensorInfo): void;
  /** Gives back what kernels leave behind, but not what `compute` returns. */
  scope(compute: () => TensorInfo[]): TensorInfo[];
  /** Buffers that are alive. */
  count(): number;
}

/** Starts a backend, given the files of its packages; throws when it does not start. */
export type Opener = (files: readonly string[]) => Promise<Backend>;

/** The backend that `core` has set. Kernels in `own` replace the package's. */
export function backendOf(
  core: Core,
  name: string,
  label: string,
  traits: Traits,
  own: ReadonlyMap<string, KernelFunc> = new Map(),
): Backend {
  const device = core.backend() as KernelBackend;
  return {
    version: `${core.version_core} (${label})`,
    traits,
    usesCuda: false,
    device,
    needsSelfTest: false,
    kernel(kernelName) {
      const found = own.get(kernelName) ?? core.getKernel(kernelName, name)?.kernelFunc;
      if (found === undefined) throw new RangeError(`The backend ${label} of tfjs has no kernel ${kernelName}.`);
      return found;
    },
    upload(data, shape, dtype) {
      const own = [...shape];
      return { dataId: device.write(data, own, dtype), shape: own, dtype };
    },
    release: ({ dataId }) => {
      device.disposeData(dataId);
    },
    scope: (compute) => compute(),
    count: () => device.numDataIds(),
  };
}

export async function download({ device }: Backend, { dataId }: TensorInfo): Promise<Float32Array> {
  return Float32Array.from((await device.read(dataId)) as Float32Array);
}
