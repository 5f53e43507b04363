// The cells of recurrent layers: one step from the projected input and the state before it.
import type { ParameterSpec } from '../initializers.ts';
import type { ModelBuilder } from '../model.ts';
import { add, mul, sigmoid, sub, tanh } from '../ops/elementwise.ts';
import { matmul } from '../ops/matmul.ts';
import { split, unstack } from '../ops/movement.ts';
import type { Value } from '../value.ts';

export const cellNames = ['lstm', 'gru', 'simple'] as const;
export type CellName = (typeof cellNames)[number];

export interface CellState {
  /** [batch, units]. */
  readonly output: Value;
  /** The LSTM's cell state, [batch, units]; null for the others. */
  readonly memory: Value | null;
}

interface CellContext {
  readonly builder: ModelBuilder;
  readonly name: string;
  readonly units: number;
  /** [units, gates · units]. */
  readonly recurrentKernel: Value;
  /** x · kernel + bias of every step, [steps, batch, gates · units]. */
  readonly projected: Value;
}

/** From a step's number and the state before it (null: zero) to the state after it. */
type Step = (t: number, before: CellState | null) => CellState;

interface Cell {
  /** Blocks of `units` columns in the kernels. */
  readonly gates: number;
  readonly biasInitializer: ParameterSpec['initializer'];
  prepare(context: CellContext): Step;
}

function at(values: readonly Value[], index: number): Value {
  const value = values[index];
  if (value === undefined) throw new RangeError(`a cell lacks its part ${index}`);
  return value;
}

const parts = (value: Value, sizes: readonly number[]): Value[] => split(value, value.shape.length - 1, sizes);

/** a, or a + h · kernel when there is a state. */
const withState = (a: Value, before: CellState | null, kernel: Value): Value =>
  before === null ? a : add(matmul(before.output, kernel), a);

/** h = tanh(W x + U h + b): Elman 1990. */
const simple: Cell = {
  gates: 1,
  biasInitializer: 'zeros',
  prepare({ recurrentKernel, projected }) {
    const inputs = unstack(projected, 0);
    return (t, before) => ({ output: tanh(withState(at(inputs, t), before, recurrentKernel)), memory: null });
  },
};

/**
 * Gers et al. 2000 (with forget gate, without peepholes). Columns: input, forget and output gate, then the candidate. The forget
 * gate's bias starts at 1: Jozefowicz et al. 2015, section 2.2.
 */
const lstm: Cell = {
  gates: 4,
  biasInitializer: 'forgetGateOne',
  prepare({ units, recurrentKernel, projected }) {
    const inputs = unstack(projected, 0);
    return (t, before) => {
      const [gates, candidate] = parts(withState(at(inputs, t), before, recurrentKernel), [3 * units, units]);
      if (gates === undefined || candidate === undefined) throw new RangeError('an LSTM step lacks its gates');
      const [input, forget, output] = parts(sigmoid(gates), [units, units, units]);
      if (input === undefined || forget === undefined || output === undefined) throw new RangeError('no gate');
      const written = mul(input, tanh(candidate));
      const memory = before?.memory ? add(mul(forget, before.memory), written) : written;
      return { output: mul(output, tanh(memory)), memory };
    };
  },
};

/**
 * Cho et al. 2014 in the form that multiplies the state before the reset gate is applied (cuDNN, PyTorch, Keras' reset_after), which
 * has a bias of its own there. Columns: reset and update gate, then the candidate.
 */
const gru: Cell = {
  gates: 3,
  biasInitializer: 'zeros',
  prepare({ builder, name, units, recurrentKernel, projected }) {
    const recurrentBias = builder.parameter(`${name}/recurrentBias`, {
      ...{ shape: [units], initializer: 'zeros', penalised: false },
      ...{ fanIn: units, fanOut: units },
    });
    const [gateInputs, candidateInputs] = parts(projected, [2 * units, units]).map((part) => unstack(part, 0));
    const [gateKernel, candidateKernel] = parts(recurrentKernel, [2 * units, units]);
    if (!gateInputs || !candidateInputs || !gateKernel || !candidateKernel)
      throw new RangeError('a GRU lacks its gates');
    return (t, before) => {
      const [reset, update] = parts(sigmoid(withState(at(gateInputs, t), before, gateKernel)), [units, units]);
      if (reset === undefined || update === undefined) throw new RangeError('a GRU step lacks its gates');
      const recalled = withState(recurrentBias, before, candidateKernel);
      const candidate = tanh(add(at(candidateInputs, t), mul(reset, recalled)));
      // (1 − z) n + z h
      const output =
        before === null
          ? sub(candidate, mul(update, candidate))
          : add(candidate, mul(update, sub(before.output, candidate)));
      return { output, memory: null };
    };
  },
};

export const cells: Readonly<Record<CellName, Cell>> = { simple, lstm, gru };
