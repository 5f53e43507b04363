// Values that come from outside the graph: the batch, the scalars of this step, weights and slots, constants, random masks.
import type { Shape, Value } from '../value.ts';

/** Scalars that can be the rate of a mask. */
export type DropoutRate = 'dropout' | 'recurrentDropout';

export interface DropoutMaskAttributes {
  readonly salt: number;
  readonly rate: DropoutRate;
}

export interface LeafOps {
  /** Part of the batch: x, y, weight or mask. */
  input: { readonly name: string };
  /** A number that changes from step to step without recompiling; [] shaped. */
  scalar: { readonly name: string };
  /** A weight or an optimiser slot, as it is before the step. */
  state: { readonly name: string };
  /** A number known when the program is built; [] shaped. */
  constant: { readonly value: number };
  /**
   * Inverted dropout: 0 with probability p, else 1 / (1 − p), where p is this step's scalar named by `rate`, and seed and step
   * are scalars too (dropout-mask.ts). `salt` tells the masks of one step apart.
   */
  dropoutMask: DropoutMaskAttributes;
}

export function input(name: string, shape: Shape): Value {
  return { op: 'input', inputs: [], attributes: { name } satisfies LeafOps['input'], shape };
}

export function scalar(name: string): Value {
  return { op: 'scalar', inputs: [], attributes: { name } satisfies LeafOps['scalar'], shape: [] };
}

export function state(name: string, shape: Shape): Value {
  return { op: 'state', inputs: [], attributes: { name } satisfies LeafOps['state'], shape };
}

export function constant(value: number): Value {
  return { op: 'constant', inputs: [], attributes: { value } satisfies LeafOps['constant'], shape: [] };
}

export function dropoutMask(shape: Shape, salt: number, rate: DropoutRate = 'dropout'): Value {
  return { op: 'dropoutMask', inputs: [], attributes: { salt, rate } satisfies LeafOps['dropoutMask'], shape };
}
