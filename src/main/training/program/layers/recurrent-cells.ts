// The cells of recurrent layers: one step from the projected input and the state before it.
import type { ParameterSpec } from '../initializers.ts';
import type { ModelBuilder } from '../model.ts';
import { add, mul, sigmoid, sub, tanh } from '../ops/elementwise.ts';
import { matmul } from '../ops/matmul.ts';
import { split } from '../ops/movement.ts';
import { dimension, type Value } from '../value.ts';
import type { LstmTrace } from './lstm-gradient.ts';

export const cellNames = ['lstm', 'gru', 'simple'] as const;
export type CellName = (typeof cellNames)[number];

export interface CellState {
  /** [batch, units]. */
  readonly output: Value;
  /** The LSTM's cell state, [batch, units]; null for the others. */
  readonly memory: Value | null;
  /** What the LSTM's gradient needs of the step. */
  readonly trace?: LstmTrace;
}

interface CellContext {
  readonly builder: ModelBuilder;
  readonly name: string;
  readonly units: number;
  /** [units, gates · units]. */
  readonly recurrentKernel: Value;
  /** x · kernel + bias of every step, one step after the other: [steps · batch, gates · units]. */
  readonly projected: Value;
  readonly batch: number;
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

/** Rows of each step. */
function perStep(value: Value, batch: number): Value[] {
  return split(value, 0, new Array<number>(dimension(value.shape, 0) / batch).fill(batch));
}

/** a, or a + h · kernel when there is a state. */
const withState = (a: Value, before: CellState | null, kernel: Value): Value =>
  before === null ? a : add(matmul(before.output, kernel), a);

/** h = tanh(W x + U h + b): Elman 1990. */
const simple: Cell = {
  gates: 1,
  biasInitializer: 'zeros',
  prepare({ recurrentKernel, projected, batch }) {
    const inputs = perStep(projected, batch);
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
  prepare({ units, recurrentKernel, projected, batch }) {
    const inputs = perStep(projected, batch);
    return (t, before) => {
      const [gates, candidate] = parts(withState(at(inputs, t), before, recurrentKernel), [3 * units, units]);
      if (gates === undefined || candidate === undefined) throw new RangeError('an LSTM step lacks its gates');
      const opened = sigmoid(gates);
      const [input, forget, output] = parts(opened, [units, units, units]);
      if (input === undefined || forget === undefined || output === undefined) throw new RangeError('no gate');
      const fresh = tanh(candidate);
      const written = mul(input, fresh);
      const memory = before?.memory ? add(mul(forget, before.memory), written) : written;
      const squashed = tanh(memory);
      return { output: mul(output, squashed), memory, trace: { opened, forget, fresh, squashed, before } };
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
  prepare({ builder, name, units, recurrentKernel, projected, batch }) {
    const recurrentBias = builder.parameter(`${name}/recurrentBias`, {
      ...{ shape: [units], initializer: 'zeros', penalised: false },
      ...{ fanIn: units, fanOut: units },
    });
    const [gateInputs, candidateInputs] = parts(projected, [2 * units, units]).map((part) => perStep(part, batch));
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
