// What SQLite throws, as sentences for people.
import Sqlite from 'better-sqlite3';
import { AppError, toAppError } from '#shared/errors.ts';

export function sqliteCode(thrown: unknown): string | null {
  return thrown instanceof Sqlite.SqliteError ? thrown.code : null;
}

/** The file itself is broken, as opposed to busy, full or not allowed. */
export function isDamage(thrown: unknown): boolean {
  const code = sqliteCode(thrown) ?? '';
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

export function storeError(thrown: unknown): AppError {
  const code = sqliteCode(thrown);
  if (code === null) return toAppError(thrown);
  const details = { sqlite: code };
  if (code === 'SQLITE_FULL') {
    return new AppError('limit', 'The disk is full: this was not saved. Free some space and go on.', details);
  }
  if (isDamage(thrown)) {
    return new AppError(
      'internal',
      'The database is damaged: start Vernier again, it keeps the file and begins a new one.',
      details,
    );
  }
  if (code.startsWith('SQLITE_BUSY'))
    return new AppError('busy', 'The database is in use by another program.', details);
  if (code.startsWith('SQLITE_READONLY')) {
    return new AppError('conflict', 'The database is open for reading only: this was not saved.', details);
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new AppError('internal', 'The disk reports an error: this was not saved. Check the disk.', details);
  }
  return new AppError('internal', `The database refuses this: ${(thrown as Error).message}.`, details);
}
