// The cells of recurrent layers: one step from the projected input and the state before it.
import type { ParameterSpec } from '../initializers.ts';
import type { ModelBuilder } from '../model.ts';
import { add, mul, sigmoid, sub, tanh } from '../ops/elementwise.ts';
import { matmul } from '../ops/matmul.ts';
import { split } from '../ops/movement.ts';
import type { Value } from '../value.ts';
import { type GruTrace, gruGradient } from './gru-gradient.ts';
import { type LstmTrace, lstmGradient } from './lstm-gradient.ts';
import { type ByOutput, perStep, type StepFlow } from './unrolled.ts';

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
  /** x · kernel + bias of every step, one step after the other: [steps · batch, gates · units]. */
  readonly projected: Value;
  readonly batch: number;
}

/** A cell at the start of a sequence. */
export interface PreparedCell {
  /** From a step's number and the state before it (null: zero) to the state after it. */
  step(t: number, before: CellState | null): CellState;
  /** The way back through the steps that were taken: gradients by these values. null: through each operation. */
  readonly gradient: {
    readonly inputs: readonly Value[];
    readonly rule: (flow: StepFlow, byOutput: ByOutput) => Value[];
  } | null;
}

interface Cell {
  /** Blocks of `units` columns in the kernels. */
  readonly gates: number;
  readonly biasInitializer: ParameterSpec['initializer'];
  prepare(context: CellContext): PreparedCell;
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
  prepare({ recurrentKernel, projected, batch }) {
    const inputs = perStep(projected, batch);
    const step = (t: number, before: CellState | null): CellState => ({
      output: tanh(withState(at(inputs, t), before, recurrentKernel)),
      memory: null,
    });
    return { step, gradient: null };
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
    const traces: LstmTrace[] = [];
    const step = (t: number, before: CellState | null): CellState => {
      // One cut: cutting columns copies row by row, which costs more than two more operations on whole blocks.
      const sums = parts(withState(at(inputs, t), before, recurrentKernel), [units, units, units, units]);
      const [input, forget, output] = [sigmoid(at(sums, 0)), sigmoid(at(sums, 1)), sigmoid(at(sums, 2))];
      const fresh = tanh(at(sums, 3));
      const written = mul(input, fresh);
      const memory = before?.memory ? add(mul(forget, before.memory), written) : written;
      const squashed = tanh(memory);
      traces.push({ input, forget, output, fresh, squashed, before });
      return { output: mul(output, squashed), memory };
    };
    return {
      step,
      gradient: {
        inputs: [projected, recurrentKernel],
        rule: (flow, byOutput) => lstmGradient(traces, recurrentKernel, flow, byOutput),
      },
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
    const traces: GruTrace[] = [];
    const step = (t: number, before: CellState | null): CellState => {
      const opened = sigmoid(withState(at(gateInputs, t), before, gateKernel));
      const [reset, update] = parts(opened, [units, units]);
      if (reset === undefined || update === undefined) throw new RangeError('a GRU step lacks its gates');
      const recalled = withState(recurrentBias, before, candidateKernel);
      const fresh = tanh(add(at(candidateInputs, t), mul(reset, recalled)));
      traces.push({ opened, update, recalled, fresh, before: before?.output ?? null });
      // (1 − z) n + z h
      const output =
        before === null ? sub(fresh, mul(update, fresh)) : add(fresh, mul(update, sub(before.output, fresh)));
      return { output, memory: null };
    };
    return {
      step,
      gradient: {
        inputs: [projected, recurrentKernel, recurrentBias],
        rule: (flow, byOutput) => gruGradient(traces, recurrentKernel, flow, byOutput),
      },
    };
  },
};

export const cells: Readonly<Record<CellName, Cell>> = { simple, lstm, gru };
