// What a decoding thread is asked, and what it answers.
import { readFile } from 'node:fs/promises';
import type { Transferable } from 'node:worker_threads';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import type { Column } from '../raw.ts';
import { decodeImage } from './decode-image.ts';
import { ImageFault, type ImageHead } from './image.ts';
import { type ParquetSchema, parquetColumn, parquetSchemaOf } from './parquet.ts';

/** Image files to pixels of one size. */
export interface ImagesJob {
  readonly kind: 'images';
  readonly paths: readonly string[];
  readonly wanted: ImageHead;
}

/** What a Parquet file holds. */
interface SchemaJob {
  readonly kind: 'parquet-schema';
  readonly path: string;
}

/** One column of a Parquet file. */
export interface ColumnJob {
  readonly kind: 'parquet-column';
  readonly path: string;
  readonly name: string;
  /** The leading rows. */
  readonly rows: number;
}

export type Job = ImagesJob | SchemaJob | ColumnJob;

export interface Answers {
  /** Of all files, one behind the other. */
  images: Uint8Array;
  'parquet-schema': ParquetSchema;
  'parquet-column': { readonly column: Column; readonly notes: readonly string[] };
}

export type Reply =
  | { readonly ok: true; readonly answer: Answers[Job['kind']] }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

/** Runs in the thread. Throws AppError with the file that cannot be read. */
export async function answerOf(job: Job): Promise<{ answer: Answers[Job['kind']]; transfer: Transferable[] }> {
  switch (job.kind) {
    case 'images': {
      const pixels = await decodedImages(job);
      return { answer: pixels, transfer: [pixels.buffer as ArrayBuffer] };
    }
    case 'parquet-schema':
      return { answer: await parquetSchemaOf(job.path), transfer: [] };
    case 'parquet-column': {
      const answer = await parquetColumn(job.path, job.name, job.rows);
      const { column } = answer;
      const { buffer } = column.kind === 'number' ? column.values : column.codes;
      return { answer, transfer: [buffer as ArrayBuffer] };
    }
  }
}

async function decodedImages({ paths, wanted }: ImagesJob): Promise<Uint8Array> {
  const size = wanted.height * wanted.width * wanted.channels;
  const pixels = new Uint8Array(paths.length * size);
  for (const [at, path] of paths.entries()) pixels.set(decoded(path, await readFile(path), wanted), at * size);
  return pixels;
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
