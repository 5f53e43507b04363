// The state that a trial starts from.
import { initialValues } from './initializers.ts';
import type { TrainingProgram } from './program.ts';
import { type Shape, sizeOf } from './value.ts';

/** Weights drawn from the trial's 'init' stream, buffers as declared, slots zero; by name, in the program's order. */
export function initialState(
  program: TrainingProgram,
  trialSeed: number,
): ReadonlyMap<string, { readonly shape: Shape; readonly data: Float32Array }> {
  const start = new Map(program.parameters.map((spec) => [spec.name, initialValues(spec, trialSeed)]));
  for (const { name, shape, initial } of program.buffers)
    start.set(name, new Float32Array(sizeOf(shape)).fill(initial));
  return new Map(
    program.state.map(({ name, shape }) => [name, { shape, data: start.get(name) ?? new Float32Array(sizeOf(shape)) }]),
  );
}
