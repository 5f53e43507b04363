// A temporary folder with the files of a test, and preparation inside it.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatasetCache } from '#main/data/cache.ts';
import { type PreparedDataset, prepareDataset } from '#main/data/prepare.ts';

export interface Folder {
  readonly path: string;
  readonly cacheDir: string;
  /** Names of the encoded data sets, and of what is left over. */
  cached(): string[];
  write(name: string, content: string | Uint8Array): string;
  prepare(spec: unknown): Promise<PreparedDataset>;
  /** The prepared data as a worker reads them. */
  open(spec: unknown): Promise<PreparedDataset & { dataset: ReturnType<typeof openDatasetCache> }>;
}

/** Removed when the test ends. */
export function folder(files: Record<string, string | Uint8Array> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), 'vernier-data-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  const cacheDir = join(path, 'cache');
  const write = (name: string, content: string | Uint8Array) => {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  const prepare = (spec: unknown) => prepareDataset(spec, { baseDir: path, cacheDir });
  return {
    path,
    cacheDir,
    write,
    prepare,
    cached() {
      try {
        return readdirSync(cacheDir).filter((name) => !name.endsWith('.source'));
      } catch {
        return [];
      }
    },
    async open(spec) {
      const prepared = await prepare(spec);
      return { ...prepared, dataset: openDatasetCache(prepared.path) };
    },
  };
}

/** An IDX file of unsigned bytes. */
export function idxFile(shape: readonly number[], bytes: ArrayLike<number>, magic = 0x800 + shape.length): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE(magic, 0);
  for (const [i, side] of shape.entries()) header.writeUInt32BE(side, 4 + 4 * i);
  return Buffer.concat([header, Uint8Array.from(bytes)]);
}

/** A table of rows as CSV with a header. */
export function csvOf(header: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return `${[header, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}
