// Runs a plan on a backend, call after call.
import type { KernelFunc, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Backend } from './backend.ts';
import type { Call, Plan } from './plan.ts';

export interface Runnable {
  /** What a run must be given, by name. */
  readonly leaves: Plan['leaves'];
  /** The outputs, which the caller then owns. The leaves stay the caller's. */
  run(leaf: (name: string) => TensorInfo): TensorInfo[];
  dispose(): void;
}

interface BoundCall {
  readonly kernel: KernelFunc;
  readonly attrs: NamedAttrMap;
  /** The same object at every run; kernels do not keep it. */
  readonly inputs: NamedTensorInfoMap;
  readonly sources: readonly (readonly [key: string, index: number])[];
  readonly output: number;
  readonly lastUses: readonly number[];
}

export function bind(plan: Plan, backend: Backend): Runnable {
  const { device } = backend;
  const results = new Array<TensorInfo | undefined>(plan.size);
  const take = (index: number): TensorInfo => {
    const found = results[index];
    if (found === undefined) throw new RangeError(`result ${index} of a plan is used before it is there`);
    return found;
  };
  const execute = ({ kernel, attrs, inputs, sources, output, lastUses }: BoundCall) => {
    for (const [key, index] of sources) inputs[key] = take(index);
    results[output] = kernel({ inputs, attrs, backend: device }) as TensorInfo;
    for (const index of lastUses) {
      backend.release(take(index));
      results[index] = undefined;
    }
  };
  for (const { ref, data } of plan.constants) results[ref.index] = backend.upload(data, ref.shape, ref.type);
  for (const call of plan.once) execute(boundCall(call, backend));
  const calls = plan.calls.map((call) => boundCall(call, backend));
  const fixed = [...plan.constants.map(({ ref }) => ref.index), ...plan.once.map(({ output }) => output.index)];

  return {
    leaves: plan.leaves,
    run(leaf) {
      for (const [name, { index }] of plan.leaves) results[index] = leaf(name);
      return backend.scope(() => {
        for (const call of calls) execute(call);
        return plan.outputs.map(({ index }) => take(index));
      });
    },
    dispose() {
      for (const index of fixed) backend.release(take(index));
    },
  };
}

function boundCall({ kernel, attributes, inputs, output, lastUses }: Call, backend: Backend): BoundCall {
  return {
    kernel: backend.kernel(kernel),
    attrs: attributes as NamedAttrMap,
    // Kernels of many operands take a list.
    inputs: (Array.isArray(inputs) ? [] : {}) as NamedTensorInfoMap,
    sources: Object.entries(inputs).map(([key, { index }]) => [key, index] as const),
    output: output.index,
    lastUses,
  };
}
