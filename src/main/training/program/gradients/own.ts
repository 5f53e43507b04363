// Values with a gradient rule of their own: a layer may know a shorter way back than the one through each of its operations.
import type { Value } from '../value.ts';

export interface OwnGradient {
  /** What the value depends on; the rule answers for them in this order. */
  readonly inputs: readonly Value[];
  /** From the gradient by the value to the gradients by the inputs. */
  readonly rule: (dy: Value) => readonly Value[];
}

const rules = new WeakMap<Value, OwnGradient>();

/**
 * The same value, whose gradient is computed by this rule. All that it is made of and that lies behind the inputs gets no gradient
 * through it, so every path from a weight to the value must lead through one of the inputs.
 */
export function withGradient(value: Value, gradient: OwnGradient): Value {
  const marked = { ...value };
  rules.set(marked, gradient);
  return marked;
}

export function ownGradient(value: Value): OwnGradient | null {
  return rules.get(value) ?? null;
}
