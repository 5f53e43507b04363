// Keeps the folder of encoded data sets small. Only the host does so: one program per data directory, which knows what runs.
import { type CacheLimits, defaultCacheLimits, trimCacheFolder } from '#main/data/cache-folder.ts';

export interface CacheKeeper {
  /** A study trains on that cache file from now on. Makes room for it. */
  used(studyId: string, path: string): void;
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
  const pathOf = new Map<string, string>();
  let trimming = Promise.resolve();

  async function trim(): Promise<void> {
    const inUse = new Set([...pathOf].filter(([id]) => isRunning(id)).map(([, path]) => path));
    await trimCacheFolder(folder, { inUse, now: now(), limits });
  }

  return {
    used(studyId, path) {
      pathOf.set(studyId, path);
      trimming = trimming.then(trim);
    },
    idle: () => trimming,
  };
}
