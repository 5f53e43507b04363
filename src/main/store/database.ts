// Opens the database file: new, of an older format, of a newer program, damaged, or for reading beside its writer.
import { closeSync, copyFileSync, existsSync, openSync, readFileSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import { isDamage, sqliteCode } from './errors.ts';
import { makeDirectory } from './make-directory.ts';
import { latestVersion, migrate, versionOf } from './migrations/index.ts';

/** "VRNR": tells our files from those of other programs. */
const applicationId = 0x56524e52;
/** Larger files are checked as a whole only when the last writer did not close them. */
const alwaysCheckBytes = 256 * 1024 * 1024;

/** What could not be read when the database was opened. */
export interface Damage {
  /** The whole of it, or its write-ahead log: what was written last. */
  readonly of: 'database' | 'log';
  /** Where it was put, absolute. */
  readonly aside: string;
  readonly message: string;
}

export interface OpenForWriting {
  readonly file: string;
  /** Upper limit of the file's size in pages of 4 KiB; default: none. */
  readonly maxPages?: number;
  readonly now: number;
}

/**
 * The only writer's connection: WAL, synchronous NORMAL, latest format. A damaged file is moved aside with its -wal and -shm and
 * a fresh one begun; `damage` says so, as it does of a write-ahead log that SQLite would pass over. Throws `conflict` for a file of a newer program or of another one, which stays as it
 * is, and `invalid` when the directory cannot be written.
 */
export function openForWriting(options: OpenForWriting): { db: Database; damage: Damage | null } {
  const { file } = options;
  ensureDirectory(dirname(file));
  refuseNewer(file, headerVersion(file));
  try {
    const lost = keepDamagedLog(file, options.now);
    return { db: openWriter(options), damage: lost };
  } catch (thrown) {
    if (!isDamage(thrown)) throw unopenable(file, thrown);
    const aside = moveAside(file, options.now);
    const what = (thrown as Error).message.replaceAll(/\s+/g, ' ');
    const message = `The database ${file} was damaged (${what}). It was kept as ${aside}, and an empty one begun.`;
    return { db: openWriter(options), damage: { of: 'database', aside, message } };
  }
}

/**
 * A connection for reading while another process writes. An older format is upgraded in memory only. Throws `not_found` when
 * there is no database yet.
 */
export function openForReading(file: string): Database {
  if (!existsSync(file))
    throw new AppError('not_found', `There is no database at ${file} yet: run a study first.`, { file });
  let db: Database;
  try {
    db = openReader(file);
    const version = versionOf(db);
    refuseNewer(file, version, db);
    refuseForeign(db, file);
    if (version < latestVersion) db = upgradedCopy(db);
    return db;
  } catch (thrown) {
    if (isDamage(thrown)) {
      throw new AppError(
        'internal',
        `The database ${file} is damaged; opening the studio keeps it aside and begins a new one.`,
        {
          file,
        },
      );
    }
    throw unopenable(file, thrown);
  }
}

/**
 * Says when the database is no longer the file that was opened: removed or replaced, what is written goes nowhere on systems
 * that let open files be removed. Null while it is there.
 */
export function watchPresence(file: string): () => AppError | null {
  const inode = () => statSync(file, { throwIfNoEntry: false })?.ino;
  const opened = inode();
  return () =>
    inode() === opened
      ? null
      : new AppError(
          'conflict',
          `The database ${file} was removed or replaced while it was in use: nothing more is saved. Start Vernier again.`,
          { file },
        );
}

function openWriter({ file, maxPages }: OpenForWriting): Database {
  const existed = existsSync(file) && statSync(file).size > 0;
  const inspected = existed && inspect(file);
  const db = new Sqlite(file, { timeout: 5000 });
  try {
    if (existed && !inspected) check(db, file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -16000');
    db.pragma('journal_size_limit = 67108864');
    if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`);
    db.pragma(`application_id = ${applicationId}`);
    migrate(db);
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

function openReader(file: string): Database {
  try {
    const db = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    versionOf(db);
    return db;
  } catch (thrown) {
    // WAL needs a file for its index beside the database. In a directory that cannot be written nobody writes either, and a
    // database that was closed has no log: the file is all there is.
    if (sqliteCode(thrown) !== 'SQLITE_CANTOPEN' && sqliteCode(thrown) !== 'SQLITE_READONLY_DIRECTORY') throw thrown;
    if (existsSync(`${file}-wal`)) throw thrown;
    return inMemory(readFileSync(file));
  }
}

/** A copy of a database's bytes. Its header (bytes 18 and 19) says that there is a log, which memory has not. */
function inMemory(bytes: Buffer): Database {
  if (bytes.length > 19) bytes.fill(1, 18, 20);
  return new Sqlite(bytes);
}

function upgradedCopy(db: Database): Database {
  const copy = inMemory(db.serialize());
  db.close();
  migrate(copy);
  return copy;
}

/**
 * Looks at a file before it is opened for writing, since closing a writer's connection already changes it: the log is written
 * into the database, and goes. False when that needs a writer (a transaction of another journal mode was cut off).
 */
function inspect(file: string): boolean {
  const unclean = existsSync(`${file}-wal`);
  const db = new Sqlite(file, { readonly: true, timeout: 5000 });
  try {
    check(db, file, unclean);
    return true;
  } catch (thrown) {
    if (sqliteCode(thrown)?.startsWith('SQLITE_READONLY') || sqliteCode(thrown) === 'SQLITE_CANTOPEN') return false;
    throw thrown;
  } finally {
    db.close();
  }
}

/** Ours, of no newer format, and whole. */
function check(db: Database, file: string, unclean = true): void {
  refuseNewer(file, versionOf(db));
  refuseForeign(db, file);
  if (unclean || statSync(file).size < alwaysCheckBytes) checkPages(db);
}

function checkPages(db: Database): void {
  const verdict = String(db.pragma('quick_check(1)', { simple: true }));
  if (verdict !== 'ok') throw new Sqlite.SqliteError(verdict, 'SQLITE_CORRUPT');
}

function refuseForeign(db: Database, file: string): void {
  const id = Number(db.pragma('application_id', { simple: true }));
  const tables = Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
  if (id !== applicationId && tables > 0) {
    throw new AppError('conflict', `${file} is a database of another program; choose another data directory.`, {
      file,
    });
  }
}

function refuseNewer(file: string, version: number, db?: Database): void {
  if (version <= latestVersion) return;
  db?.close();
  throw new AppError(
    'conflict',
    `The database ${file} was written by a newer Vernier (format ${version}, this one knows ${latestVersion}): ` +
      'update Vernier, or choose another data directory with --data-dir.',
    { file, version },
  );
}

/** The format in the file's header (bytes 60 to 63), read without SQLite so that a newer file is not touched at all. */
function headerVersion(file: string): number {
  if (!existsSync(file)) return 0;
  const head = Buffer.alloc(100);
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (thrown) {
    throw unopenable(file, thrown);
  }
  try {
    const bytes = readSync(fd, head, 0, 100, 0);
    return bytes === 100 && head.toString('latin1', 0, 15) === 'SQLite format 3' ? head.readUInt32BE(60) : 0;
  } catch (thrown) {
    throw unopenable(file, thrown);
  } finally {
    closeSync(fd);
  }
}

/** SQLite takes a log with a damaged head for an empty one, and writes over it. Keeps a copy and says so; null when it is whole. */
function keepDamagedLog(file: string, now: number): Damage | null {
  const log = `${file}-wal`;
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) < logHead) return null;
  const head = Buffer.alloc(logHead);
  const fd = openSync(log, 'r');
  try {
    readSync(fd, head, 0, logHead, 0);
  } finally {
    closeSync(fd);
  }
  // Of zeros: the program was killed before anything stood in it.
  if (logMagic.includes(head.readUInt32BE(0)) || head.every((byte) => byte === 0)) return null;
  const aside = `${asideOf(file, now)}-wal`;
  copyFileSync(log, aside);
  const message = `The log of the database ${file} was damaged: what was written last is lost. It was kept as ${aside}.`;
  return { of: 'log', aside, message };
}

/** Bytes of a write-ahead log before its first frame, and how they may begin (sqlite.org/fileformat2.html, section 4.1). */
const logHead = 32;
const logMagic: readonly number[] = [0x377f0682, 0x377f0683];

function asideOf(file: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  let aside = `${file}.corrupt-${stamp}`;
  for (let n = 2; existsSync(aside) || existsSync(`${aside}-wal`); n++) aside = `${file}.corrupt-${stamp}-${n}`;
  return aside;
}

function moveAside(file: string, now: number): string {
  const aside = asideOf(file, now);
  renameSync(file, aside);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return aside;
}

function ensureDirectory(directory: string): void {
  try {
    makeDirectory(directory);
  } catch (thrown) {
    throw new AppError(
      'invalid',
      `The data directory ${directory} cannot be made (${systemCode(thrown)}); choose another with --data-dir.`,
      { directory },
    );
  }
}

function unopenable(file: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = sqliteCode(thrown) ?? systemCode(thrown);
  if (code === 'SQLITE_BUSY') {
    return new AppError('busy', `The database ${file} is in use by another program; close it and try again.`, { file });
  }
  return new AppError(
    'invalid',
    `The database ${file} cannot be opened (${code}); check that its directory can be written, or choose another with --data-dir.`,
    { file, code },
  );
}

function systemCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
}
