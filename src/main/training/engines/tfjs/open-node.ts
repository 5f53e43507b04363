// The backend of @tensorflow/tfjs-node and tfjs-node-gpu: TensorFlow's own kernels.
import util from 'node:util';
import type { KernelFunc, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { type Backend, backendOf, type Core, type Opener } from './backend.ts';
import { loadPackage } from './packages.ts';

export const openNode: Opener = async ([file = '']) => {
  // Node 23 took it away, and tfjs-node 4.22 calls it.
  if (!('isNullOrUndefined' in util)) {
    Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
  }
  const core = await loadPackage<Core>(file);
  await core.ready();
  if (core.getBackend() !== 'tensorflow') throw new Error('its native library does not load');
  const { isUsingGpuDevice = false } = core.backend() as { isUsingGpuDevice?: boolean };
  const label = isUsingGpuDevice ? 'tfjs-node on a GPU' : 'tfjs-node';
  const traits = { packsMatrices: false, fusesBias: false, convolutionGradients: true, losesNaN: false };
  return ofTensors(core, { ...backendOf(core, 'tensorflow', label, traits), usesCuda: isUsingGpuDevice });
};

/** This backend's kernels are written for objects of the class Tensor, and leave some of them behind. */
function ofTensors(core: Core, backend: Backend): Backend {
  const tensorOf = (info: TensorInfo): Tensor =>
    info instanceof core.Tensor ? info : core.engine().makeTensorFromTensorInfo(info);
  return {
    ...backend,
    kernel(name) {
      const kernel = backend.kernel(name);
      return ((given) => {
        const result = kernel(given);
        return Array.isArray(result) ? result.map(tensorOf) : tensorOf(result);
      }) satisfies KernelFunc;
    },
    upload: (data, shape, type) => core.tensor(data, [...shape], type),
    release: (tensor) => tensorOf(tensor).dispose(),
    scope(compute) {
      core.engine().startScope('plan');
      try {
        const results = compute();
        for (const tensor of results) core.keep(tensorOf(tensor));
        return results;
      } finally {
        core.engine().endScope();
      }
    },
  };
}
