// Files whose content a page brings: written under a name of their own until they are whole, then put among the copies.
import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { makeDirectory } from '#main/store/make-directory.ts';
import { mostCopyBytes, mostPartBytes } from '#shared/contract/data-library.ts';
import { AppError } from '#shared/errors.ts';
import { diskFree } from '../machine.ts';

/** A page that is silent for so long has gone. */
const silentMs = 10 * 60_000;
const mostAtOnce = 4;
const mostDepth = 8;
/** Room that is left to everything else on the disk. */
const spareBytes = 64 << 20;
const partMark = '.part-';

interface Copy {
  readonly name: string;
  readonly folder: boolean;
  readonly bytes: number;
  /** Where it grows. */
  readonly place: string;
  received: number;
  /** Bytes of each file so far. */
  readonly sizes: Map<string, number>;
  heardAt: number;
  /** One part after the other. */
  turn: Promise<unknown>;
}

export interface Copies {
  begin(input: { name: string; folder: boolean; bytes: number }): Promise<{ id: string }>;
  /** Throws AppError invalid for a path that leaves the folder or a part out of order, limit for more bytes than were announced; the copy is then over. */
  part(input: {
    id: string;
    pieces: readonly { path: string; offset: number; bytes: Uint8Array }[];
  }): Promise<{ received: number }>;
  end(id: string): Promise<{ path: string }>;
  cancel(id: string): Promise<void>;
  /** Removes what copies before left half-written. */
  sweep(): Promise<void>;
}

export function copiesFolder(dataDir: string): string {
  return join(dataDir, 'data');
}

export function createCopies(dataDir: string, now: () => number): Copies {
  const folder = copiesFolder(dataDir);
  const copies = new Map<string, Copy>();

  function copyOf(id: string): Copy {
    const copy = copies.get(id);
    if (!copy) throw new AppError('not_found', 'This copy was ended or cancelled; begin it again.');
    copy.heardAt = now();
    return copy;
  }

  async function drop(id: string): Promise<void> {
    const copy = copies.get(id);
    copies.delete(id);
    if (!copy) return;
    await copy.turn.catch(() => undefined);
    await rm(copy.place, { recursive: true, force: true });
  }

  return {
    async begin({ name, folder: isFolder, bytes }) {
      for (const [id, { heardAt }] of copies) if (now() - heardAt > silentMs) await drop(id);
      if (copies.size >= mostAtOnce) throw new AppError('busy', 'Other files are being copied; wait for them to end.');
      requireName(name);
      if (bytes > mostCopyBytes) {
        throw new AppError(
          'limit',
          `${name} has ${gigabytes(bytes)} GB; up to ${gigabytes(mostCopyBytes)} GB are copied. Give its path on this computer instead.`,
        );
      }
      makeDirectory(folder);
      const free = await diskFree(folder);
      if (free !== null && bytes + spareBytes > free) {
        throw new AppError(
          'limit',
          `${folder} has ${gigabytes(free)} GB left and ${name} needs ${gigabytes(bytes)} GB; make room, or give its path on this computer instead.`,
        );
      }
      const id = randomUUID();
      const place = join(folder, `${partMark}${id}`);
      makeDirectory(place);
      const fresh = { received: 0, sizes: new Map<string, number>(), heardAt: now(), turn: Promise.resolve() };
      copies.set(id, { name, folder: isFolder, bytes, place, ...fresh });
      return { id };
    },

    async part({ id, pieces }) {
      const copy = copyOf(id);
      const work = copy.turn.then(async () => {
        const total = pieces.reduce((sum, piece) => sum + piece.bytes.byteLength, 0);
        if (total > mostPartBytes) throw new AppError('limit', `A part has at most ${mostPartBytes >> 20} MB.`);
        if (copy.received + total > copy.bytes)
          throw new AppError(
            'limit',
            `${copy.name} has more bytes than were announced; it changed meanwhile. Copy it again.`,
          );
        for (const piece of pieces) await writePiece(copy, piece);
        return { received: copy.received };
      });
      copy.turn = work.catch(() => undefined);
      // What failed once is never whole: its room is given back, whether the page says so or not.
      return work.catch(async (error: unknown) => {
        await drop(id);
        throw error;
      });
    },

    async end(id) {
      const copy = copyOf(id);
      await copy.turn;
      if (copy.received !== copy.bytes) {
        await drop(id);
        throw new AppError(
          'invalid',
          `${copy.received} of ${copy.bytes} bytes of ${copy.name} came; nothing of it was kept. Copy it again.`,
        );
      }
      const from = copy.folder ? copy.place : join(copy.place, copy.name);
      const path = await freePath(folder, copy.name);
      try {
        if (!copy.folder && copy.sizes.size === 0) throw new AppError('invalid', `${copy.name} is empty (0 bytes).`);
        await rename(from, path);
      } finally {
        await drop(id);
      }
      return { path };
    },

    cancel: drop,

    async sweep() {
      const names = await readdir(folder).catch(() => []);
      for (const name of names)
        if (name.startsWith(partMark)) await rm(join(folder, name), { recursive: true, force: true });
    },
  };
}

async function writePiece(copy: Copy, { path, offset, bytes }: { path: string; offset: number; bytes: Uint8Array }) {
  const parts = path.split('/');
  if (parts.length > (copy.folder ? mostDepth : 1))
    throw new AppError('invalid', `${path} lies too deep to be copied.`);
  for (const part of parts) requireName(part);
  if (!copy.folder && path !== copy.name) throw new AppError('invalid', `${path} is not ${copy.name}.`);
  const at = copy.sizes.get(path) ?? 0;
  if (offset !== at)
    throw new AppError('invalid', `A part of ${path} begins at ${offset}, where ${at} bytes are there.`);
  const place = resolve(copy.place, ...parts);
  if (!place.startsWith(`${copy.place}${sep}`)) throw new AppError('invalid', `${path} leaves the folder.`);
  makeDirectory(dirname(place));
  try {
    // "wx": a name that differs from another by its case alone would write into that one's file.
    const file = await open(place, copy.sizes.has(path) ? 'r+' : 'wx', 0o600);
    try {
      await file.write(bytes, 0, bytes.byteLength, offset);
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    if (code === 'ENOSPC') throw new AppError('limit', `The disk is full; nothing of ${copy.name} was kept.`);
    throw new AppError('invalid', `${path} cannot be written to the data directory (${code}).`);
  }
  copy.sizes.set(path, at + bytes.byteLength);
  copy.received += bytes.byteLength;
}

/** Names that a file system of any platform takes, and that lead nowhere else. */
function requireName(name: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const isWrong = name === '' || /^\.+$|[\\/:*?"<>|\u0000-\u001f]|[. ]$/.test(name) || name.startsWith(partMark);
  if (isWrong || Buffer.byteLength(name) > 200)
    throw new AppError('invalid', `"${name}" cannot be the name of a file here; rename it and copy it again.`);
}

/** "iris.csv", else "iris (2).csv" … */
async function freePath(folder: string, name: string): Promise<string> {
  const ending = extname(name);
  const stem = ending === '' ? name : name.slice(0, -ending.length);
  for (let n = 1; ; n++) {
    const path = join(folder, n === 1 ? name : `${stem} (${n})${ending}`);
    const taken = await stat(path).then(
      () => true,
      () => false,
    );
    if (!taken) return path;
  }
}

function gigabytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1);
}
