// What a decoding thread is asked, and what it answers.
import { readFile } from 'node:fs/promises';
import type { Transferable } from 'node:worker_threads';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { decodeImage } from './decode-image.ts';
import { ImageFault, type ImageHead } from './image.ts';

/** Image files to pixels of one size. */
export interface ImagesJob {
  readonly kind: 'images';
  readonly paths: readonly string[];
  readonly wanted: ImageHead;
}

export type Job = ImagesJob;

export type Answer =
  /** Of all files, one behind the other. */
  | { readonly kind: 'images'; readonly pixels: Uint8Array }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };

/** Runs in the thread. Throws AppError with the file that cannot be read. */
export async function answerOf(job: Job): Promise<{ answer: Answer; transfer: Transferable[] }> {
  const { paths, wanted } = job;
  const size = wanted.height * wanted.width * wanted.channels;
  const pixels = new Uint8Array(paths.length * size);
  for (const [at, path] of paths.entries()) pixels.set(decoded(path, await readFile(path), wanted), at * size);
  return { answer: { kind: 'images', pixels }, transfer: [pixels.buffer] };
}

function decoded(path: string, bytes: Buffer, wanted: ImageHead): Uint8Array {
  try {
    return decodeImage(bytes, wanted);
  } catch (error) {
    throw error instanceof ImageFault ? imageError(path, error) : error;
  }
}

export function imageError(path: string, fault: ImageFault): AppError {
  return new AppError('invalid', `${path} cannot be read: ${fault.message}.`, { path });
}
