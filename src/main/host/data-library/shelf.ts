// The list of data sets that were added on their own: one small JSON file in the data directory, written whole.
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';

const entry = z.object({
  id: z.string(),
  name: z.string(),
  /** With absolute paths. */
  data: z.record(z.string(), z.unknown()),
  addedAt: z.number(),
  /** Taken off the list, until the program ends; null: on it. */
  removedAt: z.number().nullable(),
});
export type ShelfEntry = z.infer<typeof entry>;

const file = z.object({ version: z.literal(1), datasets: z.array(entry) });
const mostEntries = 1000;

export interface Shelf {
  /** Also those that were taken off and can be restored. */
  list(): Promise<readonly ShelfEntry[]>;
  /** One change after the other. Throws AppError limit beyond 1 000 entries, unavailable when the list cannot be written. */
  change(make: (entries: readonly ShelfEntry[]) => readonly ShelfEntry[]): Promise<void>;
}

/** @param onNotice told when the file cannot be read: it is put aside under another name, and the list begins anew. */
export function openShelf(dataDir: string, onNotice: (sentence: string) => void): Shelf {
  const path = join(dataDir, 'data-sets.json');
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work, work);
    turn = next.catch(() => undefined);
    return next;
  };
  return {
    list: () => inTurn(() => read(path, onNotice)),
    change: (make) =>
      inTurn(async () => {
        const datasets = [...make(await read(path, onNotice))];
        if (datasets.length > mostEntries)
          throw new AppError('limit', `The list holds ${mostEntries} data sets; take some off it first.`);
        await write(path, `${JSON.stringify({ version: 1, datasets }, null, 2)}\n`);
      }),
  };
}

async function read(path: string, onNotice: (sentence: string) => void): Promise<readonly ShelfEntry[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new AppError('unavailable', `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? error}).`);
  }
  try {
    return file.parse(JSON.parse(text)).datasets;
  } catch {
    const aside = `${path}.damaged`;
    await rename(path, aside).catch(() => undefined);
    onNotice(`The list of data sets was damaged; it was put aside as ${aside}, and a new one begins.`);
    return [];
  }
}

async function write(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    await writeFile(temporary, text, { mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new AppError('unavailable', `The list of data sets ${path} cannot be written (${code}).`);
  }
}
