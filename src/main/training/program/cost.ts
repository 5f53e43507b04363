// What a program costs before it is compiled: operations of a step and the memory its values take. Pure.
import { flopsOf } from './flops.ts';
import type { TrainingProgram } from './program.ts';
import { type Shape, sizeOf, topologicalOrder, type Value } from './value.ts';

export interface BatchSizes {
  readonly batchSize: number;
  readonly evaluationBatchSize: number;
}

/** Bytes of float32. */
export interface ProgramCost {
  /** Forward, backward and update of one batch. */
  readonly flopsPerStep: number;
  readonly weightBytes: number;
  readonly bufferBytes: number;
  readonly slotBytes: number;
  readonly gradientBytes: number;
  /** Most memory that the other values of a step take at one time, the batch included. */
  readonly activationBytes: number;
  /** The same of a forward pass over an evaluation batch. */
  readonly evaluationBytes: number;
}

export function costOf(program: TrainingProgram, { batchSize, evaluationBatchSize }: BatchSizes): ProgramCost {
  const { loss, gradientNorm, correct, next } = program.step(batchSize);
  const step = topologicalOrder([loss, gradientNorm, correct, ...next]);
  const bytesOf = (kind: 'weight' | 'buffer' | 'slot') =>
    program.state.reduce((sum, state) => sum + (state.kind === kind ? bytes(state.shape) : 0), 0);
  const gradientBytes = bytesOf('weight');
  const peak = peakBytes(step, new Set(next));
  return {
    flopsPerStep: step.reduce((sum, value) => sum + flopsOf(value), 0),
    weightBytes: bytesOf('weight'),
    bufferBytes: bytesOf('buffer'),
    slotBytes: bytesOf('slot'),
    gradientBytes,
    // The norm of the gradient needs all of it at once, so the peak holds every gradient.
    activationBytes: Math.max(0, peak - gradientBytes),
    evaluationBytes: peakBytes(topologicalOrder([program.forward(evaluationBatchSize).outputs]), new Set()),
  };
}

const bytes = (shape: Shape) => 4 * sizeOf(shape);

/** Operations whose result is a view of their input, or is held elsewhere: the state, in its two copies. */
const withoutMemory: ReadonlySet<string> = new Set(['state', 'reshape', 'split']);

/**
 * Largest sum of living values when they are computed in this order and each is given up after its last use. `held` are written
 * to memory that is there already (the next state).
 */
function peakBytes(order: readonly Value[], held: ReadonlySet<Value>): number {
  const uses = new Map<Value, number>();
  for (const { inputs } of order) {
    for (const value of inputs) uses.set(value, (uses.get(value) ?? 0) + 1);
  }
  const own = (value: Value) => (withoutMemory.has(value.op) || held.has(value) ? 0 : bytes(value.shape));
  let living = 0;
  let peak = 0;
  /** A view keeps what it looks at alive. */
  const release = (value: Value): void => {
    const left = (uses.get(value) ?? 0) - 1;
    uses.set(value, left);
    if (left !== 0) return;
    living -= own(value);
    if (value.op === 'reshape' || value.op === 'split') for (const viewed of value.inputs) release(viewed);
  };
  for (const value of order) {
    living += own(value);
    peak = Math.max(peak, living);
    if (value.op !== 'reshape' && value.op !== 'split') for (const used of value.inputs) release(used);
  }
  return peak;
}
