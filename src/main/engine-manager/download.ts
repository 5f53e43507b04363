// Fetches a file over HTTP into a folder, and goes on where an earlier try was cut off.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#shared/errors.ts';
import { throwIfCancelled, type Watch } from './machine.ts';

export interface Remote {
  readonly url: string;
  /** File name under which it was published. */
  readonly name: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Ends of the connection that are taken up in one call; a later call goes on from there too. */
const resumes = 5;

/**
 * Resolves with the path of the whole file, whose SHA-256 is the one that was announced. What has come of it stays as `NAME.part` when the
 * connection breaks or the signal cancels, and is used by the next call. Throws `unavailable` when the server cannot be reached,
 * `invalid` when the file is not what was announced: then it is deleted.
 */
export async function fetchFile(remote: Remote, folder: string, { signal, progress }: Watch): Promise<string> {
  const target = join(folder, remote.name);
  const part = partOf(folder, remote);
  await mkdir(folder, { recursive: true });
  if (!existsSync(target)) {
    for (let attempt = 0; ; attempt++) {
      const before = await sizeOrZero(part);
      try {
        await append(remote, part, before, { signal, progress });
        break;
      } catch (error) {
        throwIfCancelled(signal);
        if (error instanceof AppError) throw error;
        const { syscall } = error as NodeJS.ErrnoException;
        if (syscall === 'write' || syscall === 'open') throw error;
        const brought = (await sizeOrZero(part)) - before;
        if (attempt < resumes && brought > 0) continue;
        throw new AppError('unavailable', `${remote.name} could not be fetched: ${causeOf(error)}.`);
      }
    }
    await rename(part, target);
  }
  if ((await sha256Of(target, remote.name, { signal, progress })) === remote.sha256) return target;
  await rm(target, { force: true });
  throw new AppError(
    'invalid',
    `The download ${remote.name} is damaged: its checksum is not the published one; try again.`,
  );
}

/** Named by the checksum, so that a file of another release is not taken up. */
const partOf = (folder: string, { name, sha256 }: Remote) => join(folder, `${name}.${sha256.slice(0, 12)}.part`);

async function append({ url, name }: Remote, part: string, from: number, { signal, progress }: Watch): Promise<void> {
  const headers = from > 0 ? { Range: `bytes=${from}-` } : {};
  const response = await fetch(url, { headers, signal, redirect: 'follow' });
  // Everything had come already.
  if (response.status === 416) return void (await response.body?.cancel());
  if (!response.ok || response.body === null) {
    throw new AppError('unavailable', `${name} could not be fetched: the server answered ${response.status}.`);
  }
  const resumed = response.status === 206;
  let bytes = resumed ? from : 0;
  const length = Number(response.headers.get('content-length'));
  const totalBytes = length > 0 ? bytes + length : null;
  await pipeline(
    Readable.fromWeb(response.body),
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        progress({ phase: 'download', what: name, bytes, totalBytes });
        yield chunk;
      }
    },
    createWriteStream(part, { flags: resumed ? 'a' : 'w' }),
    { signal },
  );
  if (totalBytes !== null && bytes < totalBytes) throw new Error(`the connection ended after ${bytes} bytes`);
}

async function sha256Of(file: string, name: string, { signal, progress }: Watch): Promise<string> {
  const hash = createHash('sha256');
  const totalBytes = await sizeOrZero(file);
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    throwIfCancelled(signal);
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    progress({ phase: 'verify', what: name, bytes, totalBytes });
  }
  return hash.digest('hex');
}

async function sizeOrZero(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}

/** "fetch failed" says nothing; its cause does. */
function causeOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
