// Checkpoint files: everything that training goes on from.
import { z } from 'zod';
import type { TensorMap } from '../engines/engine.ts';
import type { Progress } from './improvement.ts';
import { damagedFile, readTensorFile, type TensorFileKind, writeTensorFile } from './tensor-file.ts';

const kind: TensorFileKind = {
  magic: 'VRNCKPT\0',
  version: 2,
  name: 'checkpoint',
  remedy: 'delete it to train from the start',
};

const header = z.object({
  /** Must equal those of the trial that goes on: program signature, data fingerprint, seed, batch size. */
  signature: z.string(),
  fingerprint: z.string(),
  seed: z.number(),
  batchSize: z.int(),
  progress: z.object({
    /** Last finished epoch. */
    epoch: z.int().min(0),
    best: z.number().nullable(),
    bestEpoch: z.int().min(1).nullable(),
    plateauEpochs: z.int().min(0),
    drops: z.int().min(0),
  }) satisfies z.ZodType<Progress>,
});

export type CheckpointIdentity = Pick<z.infer<typeof header>, 'signature' | 'fingerprint' | 'seed' | 'batchSize'>;

export interface Checkpoint {
  readonly identity: CheckpointIdentity;
  readonly progress: Progress;
  readonly tensors: TensorMap;
}

/** Throws AppError('unavailable') when the file cannot be written; the previous checkpoint is then still there. */
export async function saveCheckpoint(path: string, { identity, progress, tensors }: Checkpoint): Promise<void> {
  const facts = { ...identity, progress: { ...progress } } satisfies z.infer<typeof header>;
  await writeTensorFile(kind, path, facts, tensors);
}

/** Throws AppError('not_found') when there is no file and AppError('invalid') when it is damaged or belongs to another trial. */
export async function loadCheckpoint(path: string, identity: CheckpointIdentity): Promise<Checkpoint> {
  const file = await readTensorFile(kind, path, header);
  const { signature, fingerprint, seed, batchSize, progress } = file.header;
  const found: CheckpointIdentity = { signature, fingerprint, seed, batchSize };
  for (const key of ['signature', 'fingerprint', 'seed', 'batchSize'] as const) {
    if (found[key] !== identity[key]) throw damagedFile(kind, path, `belongs to another trial (its ${key} differs)`);
  }
  return { identity: found, progress, tensors: file.tensors() };
}
