// Keeps the folder of encoded data sets small. Only the host does so: one program per data directory, which knows what runs.
import { type CacheLimits, defaultCacheLimits, trimCacheFolder } from '#main/data/cache-folder.ts';

export interface CacheKeeper {
  /** A study trains on these cache files from now on. Makes room for them. */
  used(studyId: string, paths: readonly string[]): void;
  /** Resolves when no removal is under way. */
  idle(): Promise<void>;
}

export interface CacheKeeperDeps {
  readonly folder: string;
  /** Whether the study of that id is running, or about to. */
  isRunning(studyId: string): boolean;
  now(): number;
  readonly limits?: CacheLimits;
}

export function createCacheKeeper({
  folder,
  isRunning,
  now,
  limits = defaultCacheLimits,
}: CacheKeeperDeps): CacheKeeper {
  const pathsOf = new Map<string, readonly string[]>();
  let trimming = Promise.resolve();

  async function trim(): Promise<void> {
    const inUse = new Set([...pathsOf].filter(([id]) => isRunning(id)).flatMap(([, paths]) => paths));
    await trimCacheFolder(folder, { inUse, now: now(), limits });
  }

  return {
    used(studyId, paths) {
      pathsOf.set(studyId, paths);
      trimming = trimming.then(trim);
    },
    idle: () => trimming,
  };
}
