// What the engine manager needs to know of a machine, and what it tells while it works.
import { statfs } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';

export interface Machine {
  readonly platform: NodeJS.Platform;
  /** As process.arch: x64, arm64. */
  readonly arch: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Bytes that may still be written to the file system of `folder`. */
  freeBytes(folder: string): Promise<number>;
}

export interface Progress {
  readonly phase: 'download' | 'verify' | 'unpack';
  /** What is worked on, for people. */
  readonly what: string;
  readonly bytes: number;
  /** null while it is not known. */
  readonly totalBytes: number | null;
}

/**
 * Starts the engine that lies in a folder like the one that engines are installed in, before it is put in place there. Throws AppError
 * with a sentence when it does not load or does not compute right.
 */
export type TryOut = (enginesDir: string) => Promise<void>;

export interface Watch {
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
}

export function thisMachine(): Machine {
  return {
    platform: process.platform,
    arch: process.arch,
    environment: process.env,
    async freeBytes(folder) {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  };
}

/** Throws `limit` when `folder` cannot take `bytes` more. */
export async function needSpace(machine: Machine, folder: string, bytes: number): Promise<void> {
  const free = await machine.freeBytes(folder);
  if (free >= bytes) return;
  throw new AppError(
    'limit',
    `The disk of ${folder} has ${megabytes(free)} MB free and ${megabytes(bytes)} MB are needed; free some, or choose another data directory with --data-dir.`,
    { free, needed: bytes },
  );
}

export const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', 'The installation was cancelled; nothing was changed.');
}
