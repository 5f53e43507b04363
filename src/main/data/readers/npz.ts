// NPZ, NumPy's zip file of NPY arrays. Nothing of it is written to disk, and only the arrays that are asked for are unpacked.
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { AppError } from '#shared/errors.ts';
import { maxFileBytes, requireFile } from '../files.ts';
import type { Pause } from '../pause.ts';
import { byteLengthOf, parseNpyHeader } from './npy.ts';

const mostEntries = 10_000;
/** Deflate cannot pack tighter (RFC 1951: 258 bytes in 2 bits); what claims to is made up. */
const mostPacked = 1032;

export interface Npz {
  readonly path: string;
  /** Names of its arrays, in the file's order. */
  readonly keys: readonly string[];
  /** The content of the NPY file of an array; only for one of the keys. */
  read(key: string, pause: Pause): Promise<Uint8Array>;
  close(): void;
}

/** Does a file begin as a zip file does? */
export function hasZipMagic(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/** The caller closes it. Throws AppError: not_found, or invalid for what is no zip file or names a file outside of itself. */
export async function openNpz(path: string): Promise<Npz> {
  await requireFile(path);
  let zip: ZipFile | null = null;
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false });
    const entries = await entriesOf(path, zip);
    const opened = zip;
    return {
      path,
      keys: [...entries.keys()],
      async read(key, pause) {
        const entry = entries.get(key);
        if (entry === undefined) throw new AppError('internal', `${path} has no array "${key}".`);
        return readEntry(path, opened, entry, pause);
      },
      close: () => opened.close(),
    };
  } catch (error) {
    zip?.close();
    throw error instanceof AppError ? error : damaged(path, error);
  }
}

async function entriesOf(path: string, zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > mostEntries) {
    throw new AppError('limit', `${path} has ${zip.entryCount} entries; ${mostEntries} arrays can be read.`, { path });
  }
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith('.npy')) continue;
    const key = entry.fileName.slice(0, -'.npy'.length);
    if (entries.has(key)) {
      throw new AppError('invalid', `${path} has two arrays named "${key}"; save it again with one.`, { path });
    }
    entries.set(key, entry);
  }
  return entries;
}

async function readEntry(path: string, zip: ZipFile, entry: Entry, pause: Pause): Promise<Uint8Array> {
  const { uncompressedSize: size, compressedSize } = entry;
  const where = `${path}, array "${entry.fileName.slice(0, -'.npy'.length)}",`;
  if (entry.isEncrypted())
    throw new AppError('invalid', `${where} is encrypted; save it without a password.`, { path });
  if (size > maxFileBytes) {
    throw new AppError('limit', `${where} has ${size} bytes; arrays of up to 2 GB can be read.`, { path });
  }
  if (size > mostPacked * (compressedSize + 64)) {
    throw new AppError(
      'invalid',
      `${where} claims to unpack ${compressedSize} bytes into ${size}, which no honest file does; fetch it again.`,
      { path },
    );
  }
  const chunks: Buffer[] = [];
  let content: Uint8Array | null = null;
  let filled = 0;
  let checksum = 0;
  try {
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      checksum = crc32(chunk, checksum);
      if (content === null) {
        chunks.push(chunk);
        filled += chunk.byteLength;
        if (filled < Math.min(size, 1 << 14)) continue;
        const head = Buffer.concat(chunks);
        checkSize(where, head, size);
        content = new Uint8Array(size);
        content.set(head);
      } else {
        content.set(chunk, filled);
        filled += chunk.byteLength;
      }
      await pause();
    }
  } catch (error) {
    throw error instanceof AppError ? error : damaged(path, error);
  }
  if (content === null || filled !== size || checksum !== entry.crc32) {
    throw damaged(path, new Error(`the checksum of "${entry.fileName}" is not the one it is filed with`));
  }
  return content;
}

/** Before memory is taken: an array is as long as its own header says. */
function checkSize(where: string, head: Buffer, size: number): void {
  const header = parseNpyHeader(where, head);
  const due = header.start + byteLengthOf(header);
  if (due === size) return;
  throw new AppError('invalid', `${where} has ${size} bytes where its header calls for ${due}; save it again.`);
}

function damaged(path: string, error: unknown): AppError {
  const why = error instanceof Error ? error.message : String(error);
  const outside = /invalid relative path|absolute path|invalid characters in fileName/.exec(why);
  return new AppError(
    'invalid',
    outside === null
      ? `${path} is no NPZ file, or a damaged one (${why.replace(/\.$/, '')}); save it again with np.savez.`
      : `${path} holds a file whose path leads out of the archive (${why}); do not use it.`,
    { path },
  );
}
