// What an optimiser is: slots beside each weight, and the values of weight and slots after a step.
import type { Value } from '../value.ts';

/** Numbers of one step as the loop gives them, by name: learningRate, momentum, beta1 ... */
export type StepScalars = Readonly<Record<string, number>>;

export interface UpdateContext {
  readonly weight: Value;
  /** Before clipping. */
  readonly gradient: Value;
  /** [] shaped: 1, or less when the global norm is over the limit. Kept apart so that it costs no pass over the gradient. */
  readonly clipScale: Value;
  /** gradient · clipScale, for updates that cannot fold the factor into another. */
  readonly clipped: Value;
  /** Whether decoupled weight decay applies to this weight: to kernels, not to biases. */
  readonly decays: boolean;
  /** By slot name. */
  slot(name: string): Value;
  /** A scalar of `derive`'s result. */
  scalar(name: string): Value;
}

export interface Optimizer {
  readonly name: string;
  /** Zeros at the start, of the weight's shape. */
  readonly slots: readonly string[];
  /** Used where the settings name none. */
  readonly defaults: StepScalars;
  /** The scalars that the graph reads, computed in float64 outside of it. */
  derive(scalars: StepScalars): StepScalars;
  update(context: UpdateContext): { readonly weight: Value; readonly slots: Readonly<Record<string, Value>> };
}

/** A scalar that the loop must give. */
export function required(scalars: StepScalars, name: string): number {
  const value = scalars[name];
  if (value === undefined) throw new RangeError(`The step lacks the scalar ${name}.`);
  return value;
}
