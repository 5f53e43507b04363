// Recurrent layers, unrolled: one product projects all steps of the input, then each step multiplies the state only. The weight
// gradients of all steps become one product too (gradients/total.ts).
import { withGradient } from '../gradients/own.ts';
import type { InitializerName } from '../initializers.ts';
import type { ModelBuilder } from '../model.ts';
import { add, mul, sub } from '../ops/elementwise.ts';
import { dropoutMask } from '../ops/leaves.ts';
import { matmul } from '../ops/matmul.ts';
import { concat, reshape, transpose, unstack } from '../ops/movement.ts';
import { dimension, type Value } from '../value.ts';
import { type CellName, type CellState, cells } from './recurrent-cells.ts';
import { at, type ByOutput, perStep } from './unrolled.ts';

export interface RecurrentOptions {
  readonly cell: CellName;
  readonly units: number;
  readonly bidirectional: boolean;
  /** Whether the state is masked (recurrentDropout's rate) before it enters a step. */
  readonly recurrentDropout: boolean;
}

/** A sequence with time first, [steps, batch, features], and [batch, 1] per step: 1 within the sequence, 0 after its end. */
export interface Sequence {
  readonly values: Value;
  readonly mask: readonly Value[] | null;
}

/** [batch, steps, features] with the builder's mask → time first. */
export function timeFirst(builder: ModelBuilder, x: Value): Sequence {
  const { mask } = builder.inputs;
  const perStep = mask === null ? null : unstack(mask, 1).map((step) => reshape(step, [...step.shape, 1]));
  return { values: transpose(x, [1, 0, 2]), mask: perStep };
}

/** What one direction of a layer gives; a model uses one of the two. */
interface Outputs {
  /** One step after the other: [steps · batch, units]. */
  readonly all: () => Value;
  /** The state after the last step taken, [batch, units]. */
  readonly last: () => Value;
}

export interface RecurrentResult {
  /** [steps, batch, units], or twice the units in both directions. */
  readonly all: () => Value;
  /** The state after the last step of each sequence (of the first step, backwards), [batch, units or twice the units]. */
  readonly last: () => Value;
}

/**
 * One layer over a sequence. At steps after the end of a row's sequence its state stays what it was, so `last` is the state at its
 * own last step, and backwards the padding is as if it were not there. The dropout mask of the state is the same at all steps of a
 * batch: Gal & Ghahramani 2016, section 4.
 */
export function recurrent(builder: ModelBuilder, sequence: Sequence, options: RecurrentOptions): RecurrentResult {
  const name = builder.layerName(options.cell);
  const [steps, batch] = [0, 1].map((axis) => dimension(sequence.values.shape, axis)) as [number, number];
  const forward = direction(builder, options.bidirectional ? `${name}/forward` : name, sequence, options, false);
  const directions = options.bidirectional
    ? [forward, direction(builder, `${name}/backward`, sequence, options, true)]
    : [forward];
  const joined = (values: readonly Value[]): Value => concat(values, 1);
  const last = () => (options.bidirectional ? joined(directions.map((each) => each.last())) : forward.last());
  builder.finish(name, options.bidirectional ? `${options.cell}, both directions` : options.cell, last());
  const all = () => (options.bidirectional ? joined(directions.map((each) => each.all())) : forward.all());
  return { all: () => reshape(all(), [steps, batch, options.units * directions.length]), last };
}

function direction(
  builder: ModelBuilder,
  name: string,
  { values, mask }: Sequence,
  { cell: cellName, units, recurrentDropout }: RecurrentOptions,
  reversed: boolean,
): Outputs {
  const cell = cells[cellName];
  const [steps, batch, features] = [0, 1, 2].map((axis) => dimension(values.shape, axis)) as [number, number, number];
  const gates = cell.gates * units;
  const weights = (part: string, inputs: number, initializer: InitializerName) =>
    builder.parameter(`${name}/${part}`, {
      ...{ shape: [inputs, gates], initializer, penalised: true },
      ...{ fanIn: inputs, fanOut: units },
    });
  // Glorot for the input, orthogonal for the state (Saxe et al. 2014): what saturating gates and long products want.
  const kernel = weights('kernel', features, 'glorotUniform');
  const recurrentKernel = weights('recurrentKernel', units, 'orthogonal');
  const bias = builder.parameter(`${name}/bias`, {
    ...{ shape: [gates], initializer: cell.biasInitializer, penalised: false },
    ...{ fanIn: features, fanOut: units },
  });
  const projected = add(matmul(reshape(values, [steps * batch, features]), kernel), bias);
  const prepared = cell.prepare({ builder, name, units, recurrentKernel, projected, batch });
  const keep =
    builder.training && recurrentDropout ? dropoutMask([batch, units], builder.nextSalt(), 'recurrentDropout') : null;

  const states: Value[] = new Array(steps);
  let state: CellState | null = null;
  for (let i = 0; i < steps; i++) {
    const t = reversed ? steps - 1 - i : i;
    const entering: CellState | null = state && keep ? { ...state, output: mul(state.output, keep) } : state;
    const next = prepared.step(t, entering);
    state = mask === null ? next : carried(at(mask, t), state, next);
    states[t] = state.output;
  }
  const lastStep = reversed ? 0 : steps - 1;
  const { gradient } = prepared;
  const given = (value: Value, byOutput: (dy: Value) => ByOutput): Value =>
    gradient === null
      ? value
      : withGradient(value, {
          inputs: gradient.inputs,
          rule: (dy) => gradient.rule({ reversed, mask, keep }, byOutput(dy)),
        });
  return {
    all: () =>
      given(concat(states, 0), (dy) => {
        const byStep = perStep(dy, batch);
        return (t) => at(byStep, t);
      }),
    last: () => given(at(states, lastStep), (dy) => (t) => (t === lastStep ? dy : null)),
  };
}

/** The new state within the sequence, the old one after its end. The state before the first step is zero. */
function carried(within: Value, old: CellState | null, next: CellState): CellState {
  const choose = (before: Value | null, after: Value): Value =>
    before === null ? mul(after, within) : add(before, mul(sub(after, before), within));
  return {
    output: choose(old?.output ?? null, next.output),
    memory: next.memory === null ? null : choose(old?.memory ?? null, next.memory),
  };
}
