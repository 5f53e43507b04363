// Reading the user's files: every way it can fail is one sentence.
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AppError } from '#shared/errors.ts';
import type { Pause } from './pause.ts';

/** Of a file, and of what one is unpacked to. */
export const maxFileBytes = 2 ** 31 - 1;
const gunzipAsync = promisify(gunzip);

/** A whole file. Throws AppError: not_found, or invalid for a folder, a device or pipe, an empty, an unreadable or a too large file. */
export async function readDataFile(path: string): Promise<Buffer> {
  await requireFile(path);
  return readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
}

/** Throws as readDataFile does, without reading. */
export async function requireFile(path: string): Promise<void> {
  const info = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (info.isDirectory()) throw new AppError('invalid', `${path} is a folder, where a file is needed.`, { path });
  // Opening a pipe waits for whoever writes into it, and a device may never end.
  if (!info.isFile()) {
    throw new AppError('invalid', `${path} is a device or a pipe, where a file is needed.`, { path });
  }
  if (info.size > maxFileBytes) {
    throw new AppError('limit', `${path} has ${info.size} bytes; files of up to 2 GB can be read, so split it.`, {
      path,
    });
  }
  if (info.size === 0) throw new AppError('invalid', `${path} is empty (0 bytes).`, { path });
}

/** What the file system said about a path, as a sentence. */
export function unreadable(path: string, error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AppError('not_found', `There is no file ${path}; paths are relative to the study file.`, { path });
  }
  const why = code === 'EACCES' || code === 'EPERM' ? 'its permissions forbid it' : String(code ?? error);
  return new AppError('invalid', `${path} cannot be read: ${why}.`, { path });
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Unpacks gzip, known by its first two bytes and not by the file's name; anything else comes back as it is. */
export async function unzipped(path: string, bytes: Buffer): Promise<Buffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await gunzipAsync(bytes, { maxOutputLength: maxFileBytes });
  } catch (error) {
    const why = error instanceof Error && /unexpected end/.test(error.message) ? 'cut short' : 'damaged';
    throw new AppError('invalid', `${path} is a ${why} gzip file; fetch it again.`, { path });
  }
}

/** Adds a file's content to a hash without holding it. */
export async function hashFile(hash: Hash, path: string, pause: Pause): Promise<void> {
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
      hash.update(piece as Buffer);
      await pause();
    }
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(path, error);
  }
}

/** Frees the memory of a file's content now, and not when the collector comes by; nobody may read it any more. */
export function giveBack(bytes: Buffer): void {
  const { buffer } = bytes;
  // Small ones share a pool.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) buffer.transfer(0);
}

/** sha-256 over several contents, each bound to the role it plays; hexadecimal. */
export async function digestOf(
  contents: readonly { role: string; bytes: Uint8Array }[],
  pause: Pause,
): Promise<string> {
  const hash = createHash('sha256');
  for (const { role, bytes } of contents) {
    hash.update(`${role}\0${bytes.byteLength}\0`);
    for (let at = 0; at < bytes.byteLength; at += 1 << 20) {
      hash.update(bytes.subarray(at, at + (1 << 20)));
      await pause();
    }
  }
  return hash.digest('hex');
}
