// One program at a time changes an engine of a data directory.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';

/**
 * Runs `work` while no other program, nor another call of this one, changes the engine. Throws `busy` at once when somebody does. The
 * lock is SQLite's, which works on every platform, and the system frees it when a program dies: there is no stale one to take over.
 */
export async function whileLocked<T>(enginesDir: string, name: string, work: () => Promise<T>): Promise<T> {
  const release = takeLock(enginesDir, name);
  try {
    return await work();
  } finally {
    release();
  }
}

function takeLock(enginesDir: string, name: string): () => void {
  let lock: Sqlite.Database | null = null;
  try {
    mkdirSync(enginesDir, { recursive: true });
    lock = new Sqlite(join(enginesDir, `.lock-${name}`), { timeout: 0 });
    // Nothing is ever written into it, and without a journal on disk locking works when the disk is full.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code.startsWith('SQLITE_BUSY')) {
      throw new AppError(
        'busy',
        `The engine ${name} is being installed or removed in ${enginesDir} already; try again when that is done.`,
      );
    }
    throw new AppError('invalid', `The folder of engines ${enginesDir} cannot be written (${code}).`);
  }
  const held = lock;
  return () => {
    held.exec('ROLLBACK');
    held.close();
  };
}
