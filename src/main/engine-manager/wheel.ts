// Reads a Python wheel: a zip file whose RECORD names the SHA-256 of every file in it.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { AppError } from '#shared/errors.ts';
import { throwIfCancelled } from './machine.ts';

export interface Wheel {
  readonly file: string;
  readonly entries: readonly Entry[];
  /** Path in the wheel → SHA-256 as unpadded base64url. */
  readonly checksums: ReadonlyMap<string, string>;
  readonly zip: ZipFile;
}

/** The caller closes `zip`. */
export async function openWheel(file: string): Promise<Wheel> {
  let zip: ZipFile | null = null;
  try {
    zip = await openPromise(file, { lazyEntries: true, autoClose: false });
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    const record = await readEntry(zip, entries, /^[^/]+\.dist-info\/RECORD$/);
    if (record === null) throw new Error('it has no RECORD');
    return { file, entries, zip, checksums: parseRecord(record) };
  } catch (error) {
    zip?.close();
    throw damaged(file, error);
  }
}

/** Text of its METADATA; '' when there is none. */
export async function wheelMetadata({ zip, entries }: Wheel): Promise<string> {
  return (await readEntry(zip, entries, /^[^/]+\.dist-info\/METADATA$/)) ?? '';
}

async function readEntry(zip: ZipFile, entries: readonly Entry[], path: RegExp): Promise<string | null> {
  const entry = entries.find(({ fileName }) => path.test(fileName));
  if (entry === undefined) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Lines are "path,sha256=…,size"; a path may hold commas, then it is quoted. */
function parseRecord(text: string): Map<string, string> {
  const lines = [...text.matchAll(/^"?(.+?)"?,sha256=([\w-]+)=*,\d*\r?$/gm)];
  return new Map(lines.map(([, path = '', sum = '']) => [path, sum]));
}

/**
 * Writes one file of the wheel below `folder` and compares its checksum. `written` hears of every chunk, in bytes.
 * Throws `invalid` when it is damaged, `cancelled` after the signal.
 */
export async function unpackEntry(
  wheel: Wheel,
  entry: Entry,
  folder: string,
  signal: AbortSignal,
  written: (bytes: number) => void,
): Promise<void> {
  const expected = wheel.checksums.get(entry.fileName);
  if (expected === undefined) throw damaged(wheel.file, new Error(`its RECORD lacks ${entry.fileName}`));
  const target = join(folder, ...entry.fileName.split('/'));
  await mkdir(dirname(target), { recursive: true });
  const hash = createHash('sha256');
  let source: Readable;
  try {
    source = await wheel.zip.openReadStreamPromise(entry);
  } catch (error) {
    throw damaged(wheel.file, error);
  }
  try {
    await pipeline(
      source,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          written(chunk.length);
          yield chunk;
        }
      },
      createWriteStream(target),
      { signal },
    );
  } catch (error) {
    throwIfCancelled(signal);
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw damaged(wheel.file, error);
  }
  if (hash.digest('base64url') !== expected) {
    throw damaged(wheel.file, new Error(`the checksum of ${entry.fileName} is not that of its RECORD`));
  }
}

function damaged(file: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new AppError('not_found', `There is no file ${file}.`);
  if (code === 'EACCES' || code === 'EISDIR') return new AppError('invalid', `${file} cannot be read (${code}).`);
  return new AppError('invalid', `${basename(file)} is damaged (${message}); download it again.`);
}
