// A summary of the model for people: layers, shapes, parameters.
import type { TrainingProgram } from './program.ts';
import { type Shape, sizeOf } from './value.ts';

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
  /** Weights and optimiser slots, in bytes of float32. */
  readonly stateBytes: number;
  readonly optimizer: string;
  readonly loss: string;
}

export function describeProgram(program: TrainingProgram): ProgramDescription {
  return {
    inputShape: program.inputShape,
    layers: program.layers,
    parameters: program.layers.reduce((sum, layer) => sum + layer.parameters, 0),
    stateBytes: program.state.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0),
    optimizer: program.optimizer,
    loss: program.loss,
  };
}
