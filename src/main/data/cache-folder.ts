// The folder of encoded data sets: which files stay. A file's time of change is when it was last asked for.
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

export interface CacheLimits {
  /** Bytes of all files together. */
  readonly mostBytes: number;
  readonly longestUnusedMs: number;
}

export const defaultCacheLimits: CacheLimits = { mostBytes: 10 * 2 ** 30, longestUnusedMs: 30 * 24 * 3600_000 };

/** Files asked for within this time stay: whoever asked may be about to open them. */
const graceMs = 10 * 60_000;
/** What a program that was killed left half written; a program that lives goes on writing. */
const abandonedMs = 3600_000;

/** Of the files that say what sources were found to hold. */
export const knownSourceEnding = '.source';

const isCacheFile = (name: string) => name.endsWith('.vds');
/** Files on their way in or out. */
const isPassing = (name: string) => /\.(vds|source)\..+\.(part|out)$/.test(name);
const isMemory = (name: string) => name.endsWith(knownSourceEnding);

/** Marks a cache file as used now. False when it is gone. */
export async function touchCacheFile(path: string, now: Date): Promise<boolean> {
  try {
    await utimes(path, now, now);
    return true;
  } catch (error) {
    // Where the folder cannot be written nothing is removed from it either.
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}

interface CacheFile {
  readonly name: string;
  readonly bytes: number;
  readonly usedAt: number;
}

/**
 * Removes the cache files that were not used for long, and then, while all together are too large, the one that was used least
 * recently. Never those of `inUse` (absolute paths), nor any that was asked for in the last ten minutes. What cannot be removed (in
 * use by another program on Windows) stays. Several programs may do this at once, and prepare data meanwhile.
 * @returns names of the removed files.
 */
export async function trimCacheFolder(
  folder: string,
  { inUse, now, limits }: { inUse: ReadonlySet<string>; now: number; limits: CacheLimits },
): Promise<string[]> {
  const files = await filesOf(folder);
  const removed: string[] = [];
  for (const { name, usedAt } of files) {
    const isOver = isPassing(name)
      ? now - usedAt > abandonedMs
      : isMemory(name) && now - usedAt > limits.longestUnusedMs;
    if (isOver) await rm(join(folder, name), { force: true }).catch(() => {});
  }
  const kept = files.filter(({ name }) => isCacheFile(name)).sort((a, b) => a.usedAt - b.usedAt);
  let bytes = kept.reduce((sum, file) => sum + file.bytes, 0);
  for (const file of kept) {
    const unusedMs = now - file.usedAt;
    if (unusedMs <= limits.longestUnusedMs && bytes <= limits.mostBytes) break;
    if (unusedMs < graceMs || inUse.has(join(folder, file.name))) continue;
    if (!(await take(folder, file))) continue;
    removed.push(file.name);
    bytes -= file.bytes;
  }
  return removed;
}

async function filesOf(folder: string): Promise<CacheFile[]> {
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (info) => (info.isFile() ? [{ name, bytes: info.size, usedAt: info.mtimeMs }] : []),
        () => [],
      ),
    ),
  );
  return files.flat();
}

/** Out of sight first, so that nobody finds it any more; back again when somebody had asked for it just before. */
async function take(folder: string, { name, usedAt }: CacheFile): Promise<boolean> {
  const path = join(folder, name);
  const outside = `${path}.${process.pid}.out`;
  try {
    await rename(path, outside);
    if ((await stat(outside)).mtimeMs !== usedAt) {
      await rename(outside, path);
      return false;
    }
    await rm(outside);
    return true;
  } catch {
    return false;
  }
}
