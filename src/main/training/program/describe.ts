// A summary of the model for people: layers, shapes, parameters, what a step costs.
import { type BatchSizes, costOf, type ProgramCost } from './cost.ts';
import type { TrainingProgram } from './program.ts';
import type { Shape } from './value.ts';

export interface ProgramDescription {
  readonly inputShape: Shape;
  /** Shapes are [channels, height, width] for images and [units] after flattening. */
  readonly layers: readonly {
    readonly name: string;
    readonly kind: string;
    readonly outputShape: Shape;
    readonly parameters: number;
  }[];
  readonly parameters: number;
  readonly optimizer: string;
  readonly loss: string;
  readonly cost: ProgramCost;
}

export function describeProgram(program: TrainingProgram, sizes: BatchSizes): ProgramDescription {
  return {
    inputShape: program.inputShape,
    layers: program.layers,
    parameters: program.layers.reduce((sum, layer) => sum + layer.parameters, 0),
    optimizer: program.optimizer,
    loss: program.loss,
    cost: costOf(program, sizes),
  };
}
