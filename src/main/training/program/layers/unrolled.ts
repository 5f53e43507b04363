// What the ways back through unrolled recurrent cells share.
import { add, mul, sub } from '../ops/elementwise.ts';
import { split } from '../ops/movement.ts';
import { dimension, type Value } from '../value.ts';

/** How the steps of a layer hang together. */
export interface StepFlow {
  /** Whether the first step taken is the last one of the sequence. */
  readonly reversed: boolean;
  /** [batch, 1] by step of the sequence; null: every step counts. */
  readonly mask: readonly Value[] | null;
  /** Multiplied with the output before it enters a step, [batch, units]; null: nothing is dropped. */
  readonly keep: Value | null;
}

/** The gradient by the output of each step, by step of the sequence; null: none. */
export type ByOutput = (step: number) => Value | null;

/** The step of the sequence that is the i-th one taken. */
export const stepTaken = ({ reversed }: StepFlow, steps: number, i: number): number => (reversed ? steps - 1 - i : i);

/** What of a gradient by the state after a step goes through the step, and what goes past it: all of it after a sequence's end. */
export function masked({ mask }: StepFlow, step: number, whole: Value | null) {
  if (mask === null || whole === null) return { through: whole, past: null };
  const through = mul(whole, at(mask, step));
  return { through, past: sub(whole, through) };
}

/** The gradient by the state before a step. */
export const entering = ({ keep }: StepFlow, byEntered: Value): Value => (keep ? mul(byEntered, keep) : byEntered);

export function sum(a: Value, b: Value | null): Value;
export function sum(a: Value | null, b: Value | null): Value | null;
export function sum(a: Value | null, b: Value | null): Value | null {
  return a === null || b === null ? (a ?? b) : add(a, b);
}

/** The rows of each step. */
export function perStep(value: Value, batch: number): Value[] {
  return split(value, 0, new Array<number>(dimension(value.shape, 0) / batch).fill(batch));
}

/** Elements of a value that still lies in a core's second-level cache when the next operation reads it. */
const cachedElements = 2 ** 17;

/** Runs of steps that are computed at once: as many as fit the cache, of this many elements each. */
export function runsOf<T>(steps: readonly T[], elements: number): T[][] {
  const length = Math.max(1, Math.floor(cachedElements / elements));
  return Array.from({ length: Math.ceil(steps.length / length) }, (_, run) =>
    steps.slice(run * length, (run + 1) * length),
  );
}

export function at<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`a sequence has no step ${index}`);
  return value;
}
