// The way back through an unrolled LSTM. Through each operation it takes about 35 operations a step; here all that depends on the
// forward pass alone is computed for all steps at once, and 6 a step remain (Hochreiter & Schmidhuber 1997, appendix A, in full).
import { add, mul, sub } from '../ops/elementwise.ts';
import { constant } from '../ops/leaves.ts';
import { matmul } from '../ops/matmul.ts';
import { concat, split } from '../ops/movement.ts';
import { broadcastTo } from '../ops/reductions.ts';
import { dimension, type Value } from '../value.ts';

/** Of one step, each [batch, units] unless said. */
export interface LstmTrace {
  /** Input, forget and output gate side by side, [batch, 3 · units]. */
  readonly opened: Value;
  readonly forget: Value;
  /** tanh of the candidate. */
  readonly fresh: Value;
  /** tanh of the cell state. */
  readonly squashed: Value;
  /** The state that entered; null: zero. */
  readonly before: { readonly output: Value; readonly memory: Value | null } | null;
}

export interface UnrolledLstm {
  /** In the order in which the steps were taken. */
  readonly traces: readonly LstmTrace[];
  /** Whether the first step taken is the last one of the sequence. */
  readonly reversed: boolean;
  /** [units, 4 · units]. */
  readonly recurrentKernel: Value;
  /** [batch, 1] by step of the sequence; null: every step counts. */
  readonly mask: readonly Value[] | null;
  /** Multiplied with the output before it entered a step, [batch, units]. */
  readonly keep: Value | null;
}

/**
 * From the gradient by the output of each step (null: none), by step of the sequence, to the gradients by the projected inputs
 * [steps · batch, 4 · units] and by the recurrent kernel.
 */
export function lstmGradient(lstm: UnrolledLstm, byOutput: (step: number) => Value | null): [Value, Value] {
  const { traces, reversed, recurrentKernel, mask, keep } = lstm;
  const steps = traces.length;
  const { open, slopes } = localSlopes(traces);
  const gates: Value[] = new Array(steps);
  let byState: Value | null = null;
  let byMemory: Value | null = null;
  for (let i = steps - 1; i >= 0; i--) {
    const t = reversed ? steps - 1 - i : i;
    const trace = at(traces, i);
    const whole: Value | null = sum(byState, byOutput(t));
    const within = mask === null ? null : at(mask, t);
    const output: Value | null = whole && within ? mul(whole, within) : whole;
    const carried: Value | null = byMemory && within ? mul(byMemory, within) : byMemory;
    const memory: Value | null = sum(output && mul(output, at(open, i)), carried);
    if (output === null || memory === null) {
      gates[t] = broadcastTo(constant(0), at(slopes, i).shape);
      continue;
    }
    const gate = mul(concat([memory, memory, output, memory], 1), at(slopes, i));
    gates[t] = gate;
    if (i === 0) break;
    const entering = matmul(gate, recurrentKernel, { transposeB: true });
    // Past the end of a sequence the state goes by the step.
    const past = (all: Value | null, used: Value | null) => (within && all && used ? sub(all, used) : null);
    byState = sum(keep === null ? entering : mul(entering, keep), past(whole, output));
    byMemory = sum(mul(memory, trace.forget), past(byMemory, carried));
  }
  const projected = concat(gates, 0);
  const zero = broadcastTo(constant(0), at(traces, 0).forget.shape);
  const entered = traces.map(({ before }) => before?.output ?? zero);
  return [projected, matmul(concat(reversed ? entered.reverse() : entered, 0), projected, { transposeA: true })];
}

/**
 * Per step taken: ∂output/∂memory, and what the gradients by (memory, memory, output, memory) are multiplied with to become those by
 * the sums that enter the gates and the candidate.
 */
function localSlopes(traces: readonly LstmTrace[]): { readonly open: Value[]; readonly slopes: Value[] } {
  const one = constant(1);
  const [batch, units] = [0, 1].map((axis) => dimension(at(traces, 0).forget.shape, axis)) as [number, number];
  const all = (pick: (trace: LstmTrace) => Value) => concat(traces.map(pick), 0);
  const zero = broadcastTo(constant(0), [batch, units]);
  const opened = all((trace) => trace.opened);
  const fresh = all((trace) => trace.fresh);
  const squashed = all((trace) => trace.squashed);
  const remembered = all(({ before }) => before?.memory ?? zero);
  const [input, , output] = split(opened, 1, [units, units, units]);
  if (input === undefined || output === undefined) throw new RangeError('an LSTM lacks its gates');
  const ofGates = mul(concat([fresh, remembered, squashed], 1), mul(opened, sub(one, opened)));
  const ofCandidate = mul(input, sub(one, mul(fresh, fresh)));
  const perStep = (value: Value) => split(value, 0, new Array<number>(traces.length).fill(batch));
  return {
    open: perStep(mul(output, sub(one, mul(squashed, squashed)))),
    slopes: perStep(concat([ofGates, ofCandidate], 1)),
  };
}

function sum(a: Value | null, b: Value | null): Value | null {
  return a === null || b === null ? (a ?? b) : add(a, b);
}

function at<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`a sequence has no step ${index}`);
  return value;
}
