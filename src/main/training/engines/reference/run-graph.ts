// Computes values of a training program one after the other with plain loops.
import { dispatch, type OpName } from '../../program/ops/table.ts';
import { topologicalOrder, type Value } from '../../program/value.ts';
import { convolutionKernels } from './convolution.ts';
import { elementwiseKernels } from './elementwise.ts';
import type { FloatArray, KernelContext, Kernels } from './kernel.ts';
import { structureKernels } from './structure.ts';

export const kernels: Kernels<OpName> = { ...elementwiseKernels, ...structureKernels, ...convolutionKernels };

export type Precision = 'float32' | 'float64';

/** Contents of the leaves: inputs, states and dropout masks by `leaf`, scalars by name. */
export type GraphSources = Pick<KernelContext, 'leaf' | 'scalar'>;

/** Contents of the wanted values, row-major. They may share memory with each other and with the sources: do not write. */
export function runGraph(wanted: readonly Value[], sources: GraphSources, precision: Precision): FloatArray[] {
  const create = (size: number): FloatArray =>
    precision === 'float64' ? new Float64Array(size) : new Float32Array(size);
  const context: KernelContext = { create, ...sources };
  const results = new Map<Value, FloatArray>();
  const of = (value: Value): FloatArray => results.get(value) ?? create(0);
  for (const value of topologicalOrder(wanted)) {
    results.set(value, dispatch(kernels, value, value.inputs.map(of), context));
  }
  return wanted.map(of);
}
