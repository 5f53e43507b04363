// Weights files: weights and moving statistics of one epoch, without the optimiser's state. What a trained model is exported from.
import { z } from 'zod';
import type { TensorMap } from '../engines/engine.ts';
import type { StateSpec } from '../program/program.ts';
import { sameShape } from '../program/value.ts';
import { damagedFile, readTensorFile, type TensorFileKind, writeTensorFile } from './tensor-file.ts';

const kind: TensorFileKind = {
  magic: 'VRNWGHT\0',
  version: 1,
  name: 'weights file',
  remedy: 'train the trial again (--retrain)',
};

const header = z.object({
  /** Of the data that the trial trained on. */
  fingerprint: z.string(),
  seed: z.number(),
  epoch: z.int().min(1),
});
export type WeightsIdentity = z.infer<typeof header>;

/** Throws AppError('unavailable') when the file cannot be written; an earlier one of this name is then still there. */
export async function saveWeights(path: string, identity: WeightsIdentity, tensors: TensorMap): Promise<void> {
  await writeTensorFile(kind, path, identity, tensors);
}

/**
 * The tensors of `state` that are not an optimiser's, in its order. Throws AppError: `not_found` when there is no file, `invalid` when it
 * is damaged, of another trial or epoch, or does not hold what the model needs.
 */
export async function loadWeights(
  path: string,
  identity: WeightsIdentity,
  state: readonly StateSpec[],
): Promise<TensorMap> {
  const file = await readTensorFile(kind, path, header);
  for (const key of ['fingerprint', 'seed', 'epoch'] as const) {
    if (file.header[key] !== identity[key])
      throw damagedFile(kind, path, `belongs to another trial (its ${key} differs)`);
  }
  const tensors = file.tensors();
  const wanted = forwardState(state).map(({ name, shape }) => {
    const tensor = tensors.get(name);
    if (tensor === undefined || !sameShape(tensor.shape, shape)) throw damagedFile(kind, path, `does not hold ${name}`);
    return [name, tensor] as const;
  });
  return new Map(wanted);
}

/** What the forward graph reads. */
export function forwardState(state: readonly StateSpec[]): StateSpec[] {
  return state.filter((spec) => spec.kind !== 'slot');
}
