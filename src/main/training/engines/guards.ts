// Guards what is given to a compiled program; every engine calls them.
import { AppError } from '#shared/errors.ts';
import type { StateSpec } from '../program/program.ts';
import { sameShape, shapeText, sizeOf } from '../program/value.ts';
import type { TensorMap } from './engine.ts';

/** Throws AppError('internal') when a batch is not of the size that was compiled. */
export function requireSize(size: number, compiled: number): void {
  if (size !== compiled) {
    throw new AppError('internal', `A batch of ${size} rows was given to a program compiled for ${compiled}.`);
  }
}

/** Throws AppError('invalid') when a tensor is missing, unknown or of another shape than the program's state. */
export function checkTensors(specs: readonly StateSpec[], tensors: TensorMap): void {
  for (const { name, shape } of specs) {
    const given = tensors.get(name);
    if (given === undefined) throw new AppError('invalid', `The weights lack the tensor ${name}.`, { tensor: name });
    if (!sameShape(given.shape, shape) || given.data.length !== sizeOf(shape)) {
      throw new AppError('invalid', `The tensor ${name} is ${shapeText(given.shape)}, not ${shapeText(shape)}.`, {
        tensor: name,
      });
    }
  }
  const known = new Set(specs.map(({ name }) => name));
  for (const name of tensors.keys()) {
    if (!known.has(name)) throw new AppError('invalid', `The model has no tensor ${name}.`, { tensor: name });
  }
}
