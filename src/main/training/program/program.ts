// The training program: everything a trial computes, as graphs of primitive operations that an engine lowers. Knows no engine.
import type { ParameterSpec } from './initializers.ts';
import type { LayerSummary } from './model.ts';
import type { StepScalars } from './optimizers/optimizer.ts';
import type { Shape, Value } from './value.ts';

/** A tensor that lives from step to step: a weight, or an optimiser slot ("dense1/kernel", "adam/m/dense1/kernel"). */
export interface StateSpec {
  readonly name: string;
  readonly shape: Shape;
  readonly kind: 'weight' | 'slot';
}

/** One optimiser step on one batch. Inputs "x" [batch, ...inputShape], "y" [batch] and "weight" [batch] (0 for padding rows). */
export interface StepGraph {
  /** Mean over real rows, without penalties; []. */
  readonly loss: Value;
  /** Global L2 norm with penalties, before clipping; []. */
  readonly gradientNorm: Value;
  /** Correctly classified real rows, dropout on; []. */
  readonly correct: Value;
  /** The state after the step, in the order of `state`. */
  readonly next: readonly Value[];
}

/** Outputs [batch, outputs] of input "x", dropout off; reads weights only. */
export interface ForwardGraph {
  readonly outputs: Value;
}

export interface TrainingProgram {
  /** Of one row, as the data set stores it. */
  readonly inputShape: Shape;
  /** Classes, or 1 for regression. */
  readonly outputs: number;
  readonly task: 'classification' | 'regression';
  readonly optimizer: string;
  readonly loss: string;
  readonly parameters: readonly ParameterSpec[];
  readonly layers: readonly LayerSummary[];
  /** Weights first, then slots; graphs and checkpoints use this order. */
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
