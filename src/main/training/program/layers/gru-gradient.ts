// The way back through an unrolled GRU: all that depends on the forward pass alone is computed for all steps at once, and every
// gradient of a step is the one by its output times such a slope; 4 operations a step remain.
import { mul, sub } from '../ops/elementwise.ts';
import { constant } from '../ops/leaves.ts';
import { matmul } from '../ops/matmul.ts';
import { concat, split } from '../ops/movement.ts';
import { broadcastTo, reduceSum } from '../ops/reductions.ts';
import { dimension, type Value } from '../value.ts';
import { at, type ByOutput, entering, masked, perStep, runsOf, type StepFlow, stepTaken, sum } from './unrolled.ts';

/** Of one step, each [batch, units] unless said. */
export interface GruTrace {
  /** Reset and update gate side by side, [batch, 2 · units]. */
  readonly opened: Value;
  readonly update: Value;
  /** The state's part of the candidate before the reset gate is applied; of the first step its bias alone, [units]. */
  readonly recalled: Value;
  /** The candidate. */
  readonly fresh: Value;
  /** The output that entered; null: zero. */
  readonly before: Value | null;
}

/**
 * From the gradient by the outputs to those by the projected inputs [steps · batch, 3 · units], by the recurrent kernel
 * [units, 3 · units] and by the recurrent bias [units]. The traces stand in the order in which the steps were taken.
 */
export function gruGradient(
  traces: readonly GruTrace[],
  recurrentKernel: Value,
  flow: StepFlow,
  byOutput: ByOutput,
): Value[] {
  const steps = traces.length;
  const [batch, units] = [0, 1].map((axis) => dimension(at(traces, 0).fresh.shape, axis)) as [number, number];
  const inOrder = Array.from({ length: steps }, (_, t) => at(traces, stepTaken(flow, steps, t)));
  const runs = runsOf(inOrder, 3 * batch * units).map((run) => localSlopes(run, batch, units));
  const slopes = runs.flatMap(({ byRecalled }) => perStep(byRecalled, batch));
  const zero = broadcastTo(constant(0), [batch, units]);
  const outputs: Value[] = new Array(steps).fill(zero);
  const gates: Value[] = new Array(steps).fill(broadcastTo(constant(0), [batch, 3 * units]));
  let byState: Value | null = null;
  for (let i = steps - 1; i >= 0; i--) {
    const t = stepTaken(flow, steps, i);
    const { through, past } = masked(flow, t, sum(byState, byOutput(t)));
    // Nothing depends on this step or on a later one.
    if (through === null) continue;
    const gate = mul(concat([through, through, through], 1), at(slopes, t));
    outputs[t] = through;
    gates[t] = gate;
    if (i === 0) break;
    const kept = mul(through, at(inOrder, t).update);
    byState = sum(entering(flow, sum(matmul(gate, recurrentKernel, { transposeB: true }), kept)), past);
  }
  const byGates = concat(gates, 0);
  const [opened, recalled] = split(byGates, 1, [2 * units, units]);
  if (opened === undefined || recalled === undefined) throw new RangeError('a GRU lacks its gates');
  const byRun = runsOf(outputs, 3 * batch * units).map((run, i) => mul(concat(run, 0), at(runs, i).byCandidate));
  const entered = inOrder.map(({ before }) => before ?? zero);
  return [
    concat([opened, concat(byRun, 0)], 1),
    matmul(concat(entered, 0), byGates, { transposeA: true }),
    reduceSum(recalled, [0]),
  ];
}

/**
 * ∂output by the sums that enter the reset gate, the update gate and the recalled state [steps · batch, 3 · units], and by the sum
 * that enters the candidate [steps · batch, units], of a run of steps.
 */
function localSlopes(traces: readonly GruTrace[], batch: number, units: number) {
  const one = constant(1);
  const all = (pick: (trace: GruTrace) => Value) => concat(traces.map(pick), 0);
  const zero = broadcastTo(constant(0), [batch, units]);
  const opened = all((trace) => trace.opened);
  const fresh = all((trace) => trace.fresh);
  const recalled = all((trace) => broadcastTo(trace.recalled, [batch, units]));
  const [reset, update] = split(opened, 1, [units, units]);
  if (reset === undefined || update === undefined) throw new RangeError('a GRU lacks its gates');
  const byCandidate = mul(sub(one, update), sub(one, mul(fresh, fresh)));
  const change = sub(
    all(({ before }) => before ?? zero),
    fresh,
  );
  const ofGates = mul(concat([mul(byCandidate, recalled), change], 1), mul(opened, sub(one, opened)));
  return { byRecalled: concat([ofGates, mul(byCandidate, reset)], 1), byCandidate };
}
