// What a source was found to hold, kept beside the encoded data: files that have not changed since are not read and hashed again.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { z } from 'zod';
import type { DataSpec } from '#shared/data-spec.ts';
import { knownSourceEnding } from './cache-folder.ts';
import { namedPaths } from './sources.ts';

/** A file or folder as it was found. Whoever changes a file and puts its time back changes `changed`, which no program sets. */
const stampSchema = z.strictObject({
  path: z.string(),
  bytes: z.string(),
  /** Nanoseconds since 1970. */
  modified: z.string(),
  changed: z.string(),
  inode: z.string(),
});
type Stamp = z.output<typeof stampSchema>;

const knownSchema = z.strictObject({ title: z.string(), digest: z.string(), stamps: z.array(stampSchema) });

export interface KnownSource {
  /** As OpenSource gives them. */
  readonly title: string;
  readonly digest: string;
}

/** A folder with more files than this is not one of few large files. */
const mostFiles = 16;
/** A file may change twice within one tick of its clock (the coarsest has 2 s); until it has rested so long, its times prove nothing. */
const restingMs = 3000;

export interface SourceMemory {
  /** What the source held when it was last read, if none of its files changed since. */
  recall(): Promise<KnownSource | null>;
  /** To be told next time. Failing to write is no failure: the source is then read again. */
  remember(source: KnownSource): Promise<void>;
}

/**
 * The memory of one data object with absolute paths; to be made before its files are read.
 * @param rules changes whenever the same content would get another digest.
 */
export async function sourceMemory(
  spec: DataSpec,
  { cacheDir, rules, now = Date.now }: { cacheDir: string; rules: readonly unknown[]; now?: () => number },
): Promise<SourceMemory> {
  const stamps = await stampsOf(namedPaths(spec));
  const at = now();
  const key = createHash('sha256')
    .update(JSON.stringify([rules, spec]))
    .digest('hex');
  const file = join(cacheDir, `${key.slice(0, 32)}${knownSourceEnding}`);
  return {
    async recall() {
      if (stamps === null) return null;
      const known = await readKnown(file);
      return known !== null && JSON.stringify(known.stamps) === JSON.stringify(stamps) ? known : null;
    },
    async remember({ title, digest }) {
      if (stamps === null || !stamps.every((stamp) => hasRested(stamp, at))) return;
      const temporary = `${file}.${process.pid}-${threadId}.part`;
      try {
        await mkdir(cacheDir, { recursive: true });
        await writeFile(temporary, JSON.stringify({ title, digest, stamps }));
        await rename(temporary, file);
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
  };
}

async function readKnown(file: string): Promise<z.output<typeof knownSchema> | null> {
  try {
    return knownSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

const hasRested = ({ modified, changed }: Stamp, atMs: number) =>
  [modified, changed].every((time) => BigInt(time) + BigInt(restingMs) * 1_000_000n < BigInt(atMs) * 1_000_000n);

/** Null where there is nothing to stamp, or a folder of many files. */
async function stampsOf(paths: readonly string[]): Promise<Stamp[] | null> {
  const stamps: Stamp[] = [];
  try {
    for (const path of paths) {
      const info = await stamp(path);
      stamps.push(info.stamp);
      if (!info.isFolder) continue;
      const names = await readdir(path);
      if (names.length > mostFiles) return null;
      for (const name of names.sort()) stamps.push((await stamp(join(path, name))).stamp);
    }
  } catch {
    // Missing or unreadable: reading it says so in a sentence.
    return null;
  }
  return stamps.length === 0 ? null : stamps;
}

async function stamp(path: string): Promise<{ stamp: Stamp; isFolder: boolean }> {
  const info = await stat(path, { bigint: true });
  const { size, mtimeNs, ctimeNs, ino } = info;
  return {
    stamp: { path, bytes: `${size}`, modified: `${mtimeNs}`, changed: `${ctimeNs}`, inode: `${ino}` },
    isFolder: info.isDirectory(),
  };
}
