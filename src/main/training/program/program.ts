// The training program: everything a trial computes, as graphs of primitive operations that an engine lowers. Knows no engine.
import type { ParameterSpec } from './initializers.ts';
import type { BufferSpec, LayerSummary } from './model.ts';
import type { StepScalars } from './optimizers/optimizer.ts';
import type { Shape, Value } from './value.ts';

/**
 * A tensor that lives from step to step: a weight ("dense1/kernel"), a buffer that the step updates without a gradient (moving
 * statistics, "norm1/mean"), or an optimiser slot ("adam/m/dense1/kernel").
 */
export interface StateSpec {
  readonly name: string;
  readonly shape: Shape;
  readonly kind: 'weight' | 'buffer' | 'slot';
}

/**
 * One optimiser step on one batch. Inputs "x" [batch, ...inputShape], "y" [batch, ...labelShape], "weight" [batch] (0 for padding
 * rows) and, where `maskSteps` is set, "mask" [batch, maskSteps].
 */
export interface StepGraph {
  /** Weighted mean over the rows, without penalties; []. */
  readonly loss: Value;
  /** Global L2 norm with penalties, before clipping; []. */
  readonly gradientNorm: Value;
  /** Weighted number of correctly classified rows, dropout on; []. */
  readonly correct: Value;
  /** The state after the step, in the order of `state`. */
  readonly next: readonly Value[];
}

/** Outputs [batch, outputs] of input "x" (and "mask"), dropout off; reads weights and buffers only. */
export interface ForwardGraph {
  readonly outputs: Value;
}

export interface TrainingProgram {
  /** Of one row, as the data set stores it; of a sequence the leading `maskSteps` steps. */
  readonly inputShape: Shape;
  /** Of one row's label: [] for a class index or a value, [outputs] for probabilities or several labels. */
  readonly labelShape: Shape;
  /** Steps of a sequence; null for rows that are not sequences. */
  readonly maskSteps: number | null;
  /** For rows of token ids: ids from here on stand for words outside of the vocabulary and become 1; null for numbers. */
  readonly tokens: number | null;
  /** Classes or labels, or 1 for regression. */
  readonly outputs: number;
  readonly task: 'classification' | 'regression' | 'multilabel';
  readonly optimizer: string;
  readonly loss: string;
  readonly parameters: readonly ParameterSpec[];
  readonly layers: readonly LayerSummary[];
  readonly buffers: readonly BufferSpec[];
  /** Weights first, then buffers, then slots; graphs and checkpoints use this order. */
  readonly state: readonly StateSpec[];
  /** Scalars that the step reads (learningRate, momentum, beta1, l2, clipNorm, dropout, step, seed ...) with their values if the loop gives none. */
  readonly scalarDefaults: StepScalars;
  /** Names of the scalars that the graphs read, in the order of `scalarValues`. */
  readonly graphScalars: readonly string[];
  /** The graph's scalars for a step, computed in float64. Throws RangeError when a scalar without a default is missing. */
  scalarValues(scalars: StepScalars): number[];
  /** Static shapes: one graph per batch size. */
  step(batchSize: number): StepGraph;
  forward(batchSize: number): ForwardGraph;
  /** Identifies structure and shapes (not scalars): a checkpoint fits a program with the same signature. */
  readonly signature: string;
}
