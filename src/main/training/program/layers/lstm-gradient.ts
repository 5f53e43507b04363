// The way back through an unrolled LSTM. Through each operation it takes about 35 operations a step; here all that depends on the
// forward pass alone is computed for all steps at once, and 6 a step remain (Hochreiter & Schmidhuber 1997, appendix A, in full).
import { mul, sub } from '../ops/elementwise.ts';
import { constant } from '../ops/leaves.ts';
import { matmul } from '../ops/matmul.ts';
import { concat } from '../ops/movement.ts';
import { broadcastTo } from '../ops/reductions.ts';
import { dimension, type Value } from '../value.ts';
import { at, type ByOutput, entering, masked, perStep, runsOf, type StepFlow, stepTaken, sum } from './unrolled.ts';

/** Of one step, each [batch, units]. */
export interface LstmTrace {
  readonly input: Value;
  readonly forget: Value;
  readonly output: Value;
  /** tanh of the candidate. */
  readonly fresh: Value;
  /** tanh of the cell state. */
  readonly squashed: Value;
  /** The state that entered; null: zero. */
  readonly before: { readonly output: Value; readonly memory: Value | null } | null;
}

/**
 * From the gradient by the outputs to those by the projected inputs [steps · batch, 4 · units] and by the recurrent kernel
 * [units, 4 · units]. The traces stand in the order in which the steps were taken.
 */
export function lstmGradient(
  traces: readonly LstmTrace[],
  recurrentKernel: Value,
  flow: StepFlow,
  byOutput: ByOutput,
): Value[] {
  const steps = traces.length;
  const [batch, units] = [0, 1].map((axis) => dimension(at(traces, 0).forget.shape, axis)) as [number, number];
  const runs = runsOf(traces, 4 * batch * units).map((run) => localSlopes(run, batch, units));
  const open = runs.flatMap((run) => run.open);
  const slopes = runs.flatMap((run) => run.slopes);
  const gates: Value[] = new Array(steps);
  let byState: Value | null = null;
  let byMemory: Value | null = null;
  for (let i = steps - 1; i >= 0; i--) {
    const t = stepTaken(flow, steps, i);
    const output = masked(flow, t, sum(byState, byOutput(t)));
    const carried = masked(flow, t, byMemory);
    if (output.through === null) {
      // Nothing depends on this step or on a later one.
      gates[t] = broadcastTo(constant(0), [batch, 4 * units]);
      continue;
    }
    const memory: Value = sum(mul(output.through, at(open, i)), carried.through);
    const by = [memory, memory, output.through, memory];
    const gate = concat(
      at(slopes, i).map((slope, part) => mul(at(by, part), slope)),
      1,
    );
    gates[t] = gate;
    if (i === 0) break;
    byState = sum(entering(flow, matmul(gate, recurrentKernel, { transposeB: true })), output.past);
    byMemory = sum(mul(memory, at(traces, i).forget), carried.past);
  }
  const projected = concat(gates, 0);
  const zero = broadcastTo(constant(0), at(traces, 0).forget.shape);
  const entered = traces.map((_, t) => at(traces, stepTaken(flow, steps, t)).before?.output ?? zero);
  return [projected, matmul(concat(entered, 0), projected, { transposeA: true })];
}

/**
 * Per step taken: ∂output/∂memory, and what the gradients by (memory, memory, output, memory) are multiplied with to become those by
 * the sums that enter the gates and the candidate.
 */
function localSlopes(traces: readonly LstmTrace[], batch: number, units: number) {
  const one = constant(1);
  const all = (pick: (trace: LstmTrace) => Value) => concat(traces.map(pick), 0);
  const zero = broadcastTo(constant(0), [batch, units]);
  const [input, forget, output] = [
    all((trace) => trace.input),
    all((trace) => trace.forget),
    all((trace) => trace.output),
  ];
  const fresh = all((trace) => trace.fresh);
  const squashed = all((trace) => trace.squashed);
  const remembered = all(({ before }) => before?.memory ?? zero);
  const sigmoidSlope = (gate: Value) => mul(gate, sub(one, gate));
  const ofGates = [
    mul(fresh, sigmoidSlope(input)),
    mul(remembered, sigmoidSlope(forget)),
    mul(squashed, sigmoidSlope(output)),
  ];
  const ofCandidate = mul(input, sub(one, mul(fresh, fresh)));
  return {
    open: perStep(mul(output, sub(one, mul(squashed, squashed))), batch),
    slopes: stepwise([...ofGates, ofCandidate].map((part) => perStep(part, batch))),
  };
}

/** From parts by step to steps with their parts. */
function stepwise(parts: readonly (readonly Value[])[]): Value[][] {
  return (parts[0] ?? []).map((_, step) => parts.map((part) => at(part, step)));
}
