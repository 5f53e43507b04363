// What a training engine is. The loop knows only this.
import type { TrainingProgram } from '../program/program.ts';

/** Named float32 tensors: weights, optimiser slots, buffers. Names are stable for a given program. */
export type TensorMap = ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float32Array }>;

/** One mini-batch, gathered and scaled. `x` is [batch, ...inputShape]; `y` is [batch, ...labelShape] of the program. */
export interface Batch {
  readonly size: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /**
   * Weight of each row in the loss, 0 for the padding of the last batch; absent = all 1. The loss is the weighted mean. Padding rows
   * repeat real ones, so that they change no range of values.
   */
  readonly weight?: Float32Array;
  /** [batch, steps]: 1 for the steps of a sequence, 0 after its end. Needed when the program has `maskSteps`. */
  readonly mask?: Float32Array;
}

/** Change without recompiling. Names are fixed in program.ts (learningRate, momentum, dropout, l2, clipNorm, step, seed ...). */
export type Scalars = Readonly<Record<string, number>>;

export interface StepResult {
  /** Mean loss over the batch without the penalty terms. NaN and Inf come through. */
  readonly loss: number;
  /** Global L2 norm of the gradient (with L2 penalty, before clipping). */
  readonly gradientNorm: number;
  /** Correct predictions in the batch (classification), else 0; with dropout on. */
  readonly correct: number;
}

export interface CompiledProgram {
  step(batch: Batch, scalars: Scalars): Promise<StepResult>;
  /** Forward pass, dropout off: outputs [size, outputs] (logits or predictions, standardised label units). */
  evaluate(batch: Pick<Batch, 'size' | 'x' | 'mask'>): Promise<Float32Array>;
  /** Weights and optimiser state, copied out. */
  read(): Promise<TensorMap>;
  /** Replaces weights and state; throws AppError('invalid') when names or shapes differ. */
  write(tensors: TensorMap): Promise<void>;
  dispose(): Promise<void>;
}

export interface CompileOptions {
  readonly threads: number;
  /** Fixed batch sizes the loop will use: training and evaluation. A smaller last batch is padded with weight 0. */
  readonly batchSize: number;
  readonly evaluationBatchSize: number;
}

export interface Engine {
  readonly name: string;
  /** null when usable, else one sentence why not. */
  unavailable(): Promise<string | null>;
  version(): Promise<string>;
  /**
   * Whether programs compiled in this process run on an NVIDIA card. Opens the card, whose memory stays taken while the process lives.
   * Throws AppError('unavailable') when the engine is not usable.
   */
  usesCuda(): Promise<boolean>;
  /** What it computes on: "CPU", "GPU". Default: the CPU. */
  devices?(): Promise<readonly string[]>;
  compile(program: TrainingProgram, options: CompileOptions): Promise<CompiledProgram>;
}
