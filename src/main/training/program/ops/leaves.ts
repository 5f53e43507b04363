// Values that come from outside the graph: the batch, the scalars of this step, weights and slots, constants, random masks.
import type { Shape, Value } from '../value.ts';

export interface LeafOps {
  /** Part of the batch: x, y or weight. */
  input: { readonly name: string };
  /** A number that changes from step to step without recompiling; [] shaped. */
  scalar: { readonly name: string };
  /** A weight or an optimiser slot, as it is before the step. */
  state: { readonly name: string };
  /** A number known when the program is built; [] shaped. */
  constant: { readonly value: number };
  /**
   * Inverted dropout: 0 with probability `rate`, else 1 / (1 − rate), where rate, seed and step are this step's scalars
   * (dropout-mask.ts). `salt` tells the masks of one step apart.
   */
  dropoutMask: { readonly salt: number };
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

export function dropoutMask(shape: Shape, salt: number): Value {
  return { op: 'dropoutMask', inputs: [], attributes: { salt } satisfies LeafOps['dropoutMask'], shape };
}
