// When a worker process is replaced though it could go on. Pure.

export interface RecyclingLimits {
  /** Trials one process trains at most; what native libraries leak stays bounded. */
  readonly maxRuns: number;
  /** Growth of resident memory since the end of the process's first trial. */
  readonly maxGrowthBytes: number;
}

export const defaultRecycling: RecyclingLimits = { maxRuns: 100, maxGrowthBytes: 512 * 2 ** 20 };

export interface WorkerUse {
  readonly runs: number;
  /** Resident memory after the first trial and now; null before the first heartbeat. */
  readonly firstRssBytes: number | null;
  readonly rssBytes: number | null;
}

export function isWornOut(use: WorkerUse, limits: RecyclingLimits): boolean {
  if (use.runs >= limits.maxRuns) return true;
  if (use.firstRssBytes === null || use.rssBytes === null) return false;
  return use.rssBytes - use.firstRssBytes > limits.maxGrowthBytes;
}
