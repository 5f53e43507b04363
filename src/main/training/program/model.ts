// What layers build on: parameters, dropout salts and the summary, collected while a model function runs.
import type { ParameterSpec } from './initializers.ts';
import { state } from './ops/leaves.ts';
import { type Shape, sizeOf, type Value } from './value.ts';

export interface LayerSummary {
  readonly name: string;
  readonly kind: string;
  /** Without the leading batch axis. */
  readonly outputShape: Shape;
  readonly parameters: number;
}

/** State that a step updates by a rule of its own instead of a gradient. */
export interface BufferSpec {
  readonly name: string;
  readonly shape: Shape;
  /** Of every element at the start. */
  readonly initial: number;
}

/** Inputs of the graph beside x. */
export interface BuilderInputs {
  /** Weight of each row, [batch]; 0 for padding rows. null in the forward graph. */
  readonly rowWeight: Value | null;
  /** [batch, steps]: 1 for the steps of a sequence, 0 after its end; null for rows that are not sequences. */
  readonly mask: Value | null;
}

/** From x [batch, ...input] to outputs [batch, outputs]: logits, or predictions in standardised label units. */
export type Model = (x: Value, builder: ModelBuilder) => Value;

export interface ParameterOptions {
  readonly shape: Shape;
  readonly initializer: ParameterSpec['initializer'];
  readonly gain?: number;
  readonly fanIn: number;
  readonly fanOut: number;
  readonly penalised: boolean;
}

/** Runs once for the training graph (dropout on) and once for the forward graph; both name the same parameters. */
export class ModelBuilder {
  readonly training: boolean;
  readonly inputs: BuilderInputs;
  readonly parameters: ParameterSpec[] = [];
  readonly buffers: BufferSpec[] = [];
  /** What each buffer holds after the step; empty in the forward graph. */
  readonly bufferUpdates = new Map<string, Value>();
  readonly layers: LayerSummary[] = [];
  readonly #counts = new Map<string, number>();
  #counted = 0;
  #salts = 0;

  constructor(training: boolean, inputs: BuilderInputs = { rowWeight: null, mask: null }) {
    this.training = training;
    this.inputs = inputs;
  }

  /** "dense1", "dense2" ... */
  layerName(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return `${kind}${count}`;
  }

  parameter(name: string, options: ParameterOptions): Value {
    this.parameters.push({ name, gain: 1, ...options });
    return state(name, options.shape);
  }

  /** Declares a buffer and returns its content before the step. */
  buffer(name: string, shape: Shape, initial: number): Value {
    this.buffers.push({ name, shape, initial });
    return state(name, shape);
  }

  /** Says what a buffer holds after the step. */
  updateBuffer(name: string, next: Value): void {
    this.bufferUpdates.set(name, next);
  }

  /** A number that tells one dropout layer from the next. */
  nextSalt(): number {
    return ++this.#salts;
  }

  /** Notes a finished layer for the summary, with the parameters declared since the one before; returns its output. */
  finish(name: string, kind: string, output: Value): Value {
    const added = this.parameters.slice(this.#counted);
    this.#counted = this.parameters.length;
    const parameters = added.reduce((sum, spec) => sum + sizeOf(spec.shape), 0);
    this.layers.push({ name, kind, outputShape: output.shape.slice(1), parameters });
    return output;
  }
}
