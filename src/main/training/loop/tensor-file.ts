// Files of named tensors, for checkpoints and weights. Written beside the target and renamed, so a file is whole or absent.
//
// Layout, little-endian: 8 bytes that name the kind, uint32 format version, uint32 bytes of the JSON header, uint32 CRC-32 of all that
// follows, uint32 0, the JSON header padded with spaces to a multiple of 8, then the tensors as float32 in the header's order.
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { TensorMap } from '../engines/engine.ts';

/** What sets one kind of file apart, and how sentences speak of it. */
export interface TensorFileKind {
  /** Eight Latin-1 characters. */
  readonly magic: string;
  readonly version: number;
  /** "checkpoint". */
  readonly name: string;
  /** What to do about a damaged one: "delete it to train from the start". */
  readonly remedy: string;
}

const preambleBytes = 24;
/** Systems write less than 2 GiB at a time. */
const largestWrite = 1 << 30;

const tensorList = z.looseObject({
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

/** Throws AppError('unavailable') when the file cannot be written; the previous one of this name is then still there. */
export async function writeTensorFile(
  kind: TensorFileKind,
  path: string,
  facts: Readonly<Record<string, unknown>>,
  tensors: TensorMap,
): Promise<void> {
  const listed = [...tensors].map(([name, { shape }]) => ({ name, shape: [...shape] }));
  const json = Buffer.from(JSON.stringify({ ...facts, tensors: listed }));
  const parts: Buffer[] = [Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')])];
  for (const { data } of tensors.values()) parts.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  const preamble = Buffer.alloc(preambleBytes);
  preamble.write(kind.magic, 'latin1');
  preamble.writeUInt32LE(kind.version, 8);
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
      `The ${kind.name} ${path} cannot be written (${reason}); free disk space or check access.`,
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

/** What a file holds, its tensors read only when its header is the one that is wanted. */
export interface TensorFile<H> {
  readonly header: H;
  /** Throws AppError('invalid') when the file is shorter than its header says. */
  tensors(): TensorMap;
}

/** An AppError('invalid') that names the file, the problem and the remedy. */
export function damagedFile(kind: TensorFileKind, path: string, problem: string): AppError {
  return new AppError('invalid', `The ${kind.name} ${path} ${problem}; ${kind.remedy}.`, { path });
}

/** Throws AppError: `not_found` when there is no file, `unavailable` when it cannot be read, `invalid` when it is damaged. */
export async function readTensorFile<H>(
  kind: TensorFileKind,
  path: string,
  header: z.ZodType<H>,
): Promise<TensorFile<H>> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const code = error.code === 'ENOENT' ? 'not_found' : 'unavailable';
    throw new AppError(code, `The ${kind.name} ${path} cannot be read (${error.message}).`, { path });
  });
  const damaged = (problem: string) => damagedFile(kind, path, problem);
  if (bytes.length < preambleBytes || bytes.toString('latin1', 0, 8) !== kind.magic)
    throw damaged(`is not a ${kind.name}`);
  if (bytes.readUInt32LE(8) !== kind.version) throw damaged('was written by another version');
  if (crc32(bytes.subarray(preambleBytes)) !== bytes.readUInt32LE(16)) throw damaged('is damaged');
  const tensorStart = preambleBytes + bytes.readUInt32LE(12);
  const text = headerText.safeParse(bytes.toString('utf8', preambleBytes, tensorStart));
  const facts = header.safeParse(text.data);
  const list = tensorList.safeParse(text.data);
  if (!facts.success || !list.success) throw damaged('has a header that cannot be read');
  return {
    header: facts.data,
    tensors() {
      const tensors = new Map<string, { shape: readonly number[]; data: Float32Array }>();
      let offset = tensorStart;
      for (const { name, shape } of list.data.tensors) {
        const size = shape.reduce((product, dimension) => product * dimension, 1);
        if (offset + 4 * size > bytes.length) throw damaged('is shorter than its header says');
        const data = new Float32Array(size);
        Buffer.from(data.buffer).set(bytes.subarray(offset, offset + 4 * size));
        tensors.set(name, { shape, data });
        offset += 4 * size;
      }
      return tensors;
    },
  };
}
