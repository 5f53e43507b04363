// The formats of the database, oldest first. `PRAGMA user_version` holds the format that a file has.
import type { Database } from 'better-sqlite3';
import { initial } from './001-initial.ts';

export interface Migration {
  /** The format that the file has afterwards; migration n leads from n - 1 to n. */
  readonly version: number;
  readonly sql: string;
}

const migrations: readonly Migration[] = [initial];

export const latestVersion = migrations.length;

/** Brings a database to the latest format, each step in a transaction of its own. */
export function migrate(db: Database): void {
  for (const { version, sql } of migrations) {
    if (versionOf(db) >= version) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}

export function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}
