// One host per data directory. The lock file names the process that holds it and, once it listens, how to reach it.
import { readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { makeDirectory } from '#main/store/make-directory.ts';
import { writeWhole } from '#main/store/write-whole.ts';
import { AppError } from '#shared/errors.ts';
import { isSameProcess, processStart, unknownStart } from './process-start.ts';

const lockInfo = z.object({
  version: z.literal(1),
  pid: z.int().positive(),
  /** As processStart gives it. */
  startTime: z.string(),
  /** Loopback port and secret of the host; null until it listens. */
  port: z.int().nullable(),
  token: z.string().nullable(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
});
export type LockInfo = z.infer<typeof lockInfo>;
export type PublishedLock = LockInfo & { readonly port: number; readonly token: string };

export interface HeldLock {
  readonly kind: 'held';
  /** Tells other programs where this host listens. */
  publish(address: { port: number; token: string }): void;
  /** Removes the lock file if it is still ours. Safe to call twice. */
  release(): void;
}

export type LockResult = HeldLock | { readonly kind: 'other'; readonly info: LockInfo };

export interface LockOptions {
  readonly pid?: number;
  /** Of that process; default: found out. */
  readonly startTime?: string;
  readonly platform?: NodeJS.Platform;
}

/**
 * Takes the directory, or says who has it. A lock whose process is gone, or whose number another process has by now, is taken
 * over; of two programs that try at the same moment exactly one gets it. Throws `invalid` when the directory cannot be written.
 */
export function acquireLock(dataDir: string, options: LockOptions = {}): LockResult {
  const { pid = process.pid, platform = process.platform } = options;
  const startTime = options.startTime ?? processStart(pid, platform) ?? unknownStart;
  let mine: LockInfo = { version: 1, pid, startTime, port: null, token: null, createdAt: Date.now() };
  makeWritable(dataDir);
  const other = exclusively(dataDir, () => {
    const found = readLiving(dataDir, platform);
    if (!found) write(dataDir, mine);
    return found;
  });
  if (other) return { kind: 'other', info: other };

  const isMine = () => {
    const found = read(dataDir);
    return found?.pid === mine.pid && found.startTime === mine.startTime && found.createdAt === mine.createdAt;
  };
  return {
    kind: 'held',
    publish(address) {
      exclusively(dataDir, () => {
        if (!isMine())
          throw new AppError('conflict', `The lock of ${dataDir} was taken away; close Vernier and start it again.`);
        mine = { ...mine, ...address };
        write(dataDir, mine);
      });
    },
    release() {
      exclusively(dataDir, () => {
        if (isMine()) rmSync(lockFile(dataDir), { force: true });
      });
    },
  };
}

/** Who holds the directory now, null when nobody does. Changes nothing. */
export function readLock(dataDir: string, platform: NodeJS.Platform = process.platform): LockInfo | null {
  return readLiving(dataDir, platform);
}

/**
 * Waits until the holder listens; null when there is no holder (any more). Throws `unavailable` when it does not listen in time.
 */
export async function awaitPublished(
  dataDir: string,
  { timeoutMs = 30_000, platform = process.platform }: { timeoutMs?: number; platform?: NodeJS.Platform } = {},
): Promise<PublishedLock | null> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const info = readLiving(dataDir, platform);
    if (!info) return null;
    const { port, token } = info;
    if (port !== null && token !== null) return { ...info, port, token };
    if (Date.now() > end) {
      throw new AppError(
        'unavailable',
        `Another Vernier (process ${info.pid}) holds ${dataDir} but cannot be reached; close it, or choose another directory with --data-dir.`,
        { pid: info.pid },
      );
    }
    await sleep(100);
  }
}

const lockFile = (dataDir: string) => join(dataDir, 'host.lock');

function readLiving(dataDir: string, platform: NodeJS.Platform): LockInfo | null {
  const found = read(dataDir);
  return found && isSameProcess(found.startTime, processStart(found.pid, platform)) ? found : null;
}

/** Null when there is none, and when it was not written by `write` (which leaves no half-written file). */
function read(dataDir: string): LockInfo | null {
  try {
    return lockInfo.parse(JSON.parse(readFileSync(lockFile(dataDir), 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new AppError('invalid', `The lock file ${lockFile(dataDir)} cannot be read (${code ?? error}).`);
  }
}

function write(dataDir: string, info: LockInfo): void {
  writeWhole(lockFile(dataDir), `${JSON.stringify(info)}\n`);
}

/**
 * Runs `work` while no other program does so in this directory. Node has no file locks; SQLite has them on every platform, and
 * the system frees them when a program dies. Lock files alone cannot be taken over without a race.
 */
function exclusively<T>(dataDir: string, work: () => T): T {
  const guard = openGuard(dataDir);
  try {
    return work();
  } catch (error) {
    throw error instanceof AppError ? error : unwritable(dataDir, error);
  } finally {
    guard.exec('ROLLBACK');
    guard.close();
  }
}

function openGuard(dataDir: string): Sqlite.Database {
  const file = join(dataDir, 'host.lock.guard');
  let guard: Sqlite.Database | null = null;
  try {
    // Nothing is ever written into it: what stands there is not ours, and SQLite would refuse it.
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0) truncateSync(file);
    guard = new Sqlite(file, { timeout: 5000 });
    // Without a journal on disk locking works when the disk is full.
    guard.pragma('journal_mode = MEMORY');
    guard.exec('BEGIN EXCLUSIVE');
    return guard;
  } catch (error) {
    guard?.close();
    throw unwritable(dataDir, error);
  }
}

function makeWritable(dataDir: string): void {
  try {
    makeDirectory(dataDir);
  } catch (error) {
    throw unwritable(dataDir, error);
  }
}

function unwritable(dataDir: string, error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new AppError(
    'invalid',
    `The data directory ${dataDir} cannot be written (${code}); choose another with --data-dir or VERNIER_DATA_DIR.`,
    { dataDir, code },
  );
}
