// Checkpoint files: everything that training goes on from. Written beside the target and renamed, so a file is whole or absent.
//
// Layout, little-endian: "VRNCKPT\0", uint32 format version, uint32 bytes of the JSON header, uint32 CRC-32 of all that follows,
// uint32 0, the JSON header padded with spaces to a multiple of 8, then the tensors as float32 in the header's order.
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { TensorMap } from '../engines/engine.ts';
import type { Progress } from './improvement.ts';

const magic = 'VRNCKPT\0';
const formatVersion = 2;
const preambleBytes = 24;
/** Systems write less than 2 GiB at a time. */
const largestWrite = 1 << 30;

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
  tensors: z.array(z.object({ name: z.string(), shape: z.array(z.int().min(0)) })),
});

/** The header as it stands in the file. */
const headerText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
});

export type CheckpointIdentity = Pick<z.infer<typeof header>, 'signature' | 'fingerprint' | 'seed' | 'batchSize'>;

export interface Checkpoint {
  readonly identity: CheckpointIdentity;
  readonly progress: Progress;
  readonly tensors: TensorMap;
}

/** Throws AppError('unavailable') when the file cannot be written; the previous checkpoint is then still there. */
export async function saveCheckpoint(path: string, { identity, progress, tensors }: Checkpoint): Promise<void> {
  const content = {
    ...identity,
    progress: { ...progress },
    tensors: [...tensors].map(([name, { shape }]) => ({ name, shape: [...shape] })),
  } satisfies z.infer<typeof header>;
  const json = Buffer.from(JSON.stringify(content));
  const parts: Buffer[] = [Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')])];
  for (const { data } of tensors.values()) parts.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  const preamble = Buffer.alloc(preambleBytes);
  preamble.write(magic, 'latin1');
  preamble.writeUInt32LE(formatVersion, 8);
  preamble.writeUInt32LE(parts[0]?.length ?? 0, 12);
  preamble.writeUInt32LE(
    parts.reduce((sum, part) => crc32(part, sum), 0),
    16,
  );
  const temporary = `${path}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'w');
    try {
      for (const part of [preamble, ...parts]) await writeAll(file, part);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // Cleaning up may fail for the same reason; that reason is what the user must read.
    await rm(temporary, { force: true }).catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'unavailable',
      `The checkpoint ${path} cannot be written (${reason}); free disk space or check access.`,
      { path },
    );
  }
}

/** A write to a nearly full disk takes what fits and says nothing; the next one says that it is full. */
async function writeAll(file: FileHandle, part: Buffer): Promise<void> {
  for (let done = 0; done < part.length; ) {
    const { bytesWritten } = await file.write(part, done, Math.min(part.length - done, largestWrite));
    done += bytesWritten;
  }
}

/** Throws AppError('not_found') when there is no file and AppError('invalid') when it is damaged or belongs to another trial. */
export async function loadCheckpoint(path: string, identity: CheckpointIdentity): Promise<Checkpoint> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const code = error.code === 'ENOENT' ? 'not_found' : 'unavailable';
    throw new AppError(code, `The checkpoint ${path} cannot be read (${error.message}).`, { path });
  });
  const damaged = (problem: string) =>
    new AppError('invalid', `The checkpoint ${path} ${problem}; delete it to train from the start.`, { path });
  if (bytes.length < preambleBytes || bytes.toString('latin1', 0, 8) !== magic) throw damaged('is not a checkpoint');
  if (bytes.readUInt32LE(8) !== formatVersion) throw damaged('was written by another version');
  if (crc32(bytes.subarray(preambleBytes)) !== bytes.readUInt32LE(16)) throw damaged('is damaged');
  const tensorStart = preambleBytes + bytes.readUInt32LE(12);
  const content = headerText.pipe(header).safeParse(bytes.toString('utf8', preambleBytes, tensorStart));
  if (!content.success) throw damaged('has a header that cannot be read');
  const { signature, fingerprint, seed, batchSize, progress } = content.data;
  const found: CheckpointIdentity = { signature, fingerprint, seed, batchSize };
  for (const key of ['signature', 'fingerprint', 'seed', 'batchSize'] as const) {
    if (found[key] !== identity[key]) throw damaged(`belongs to another trial (its ${key} differs)`);
  }
  const tensors = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  let offset = tensorStart;
  for (const { name, shape } of content.data.tensors) {
    const size = shape.reduce((product, dimension) => product * dimension, 1);
    if (offset + 4 * size > bytes.length) throw damaged('is shorter than its header says');
    const data = new Float32Array(size);
    Buffer.from(data.buffer).set(bytes.subarray(offset, offset + 4 * size));
    tensors.set(name, { shape, data });
    offset += 4 * size;
  }
  return { identity: found, progress, tensors };
}
