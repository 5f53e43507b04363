// The formats of the database, oldest first. `PRAGMA user_version` holds the format that a file has.
import type { Database } from 'better-sqlite3';
import { initial } from './001-initial.ts';
import { weights } from './002-weights.ts';
import { stages } from './003-stages.ts';
import { runs } from './004-runs.ts';
import { testOpenings } from './005-test-openings.ts';
import { warmStart } from './006-warm-start.ts';
import { afterwards } from './007-afterwards.ts';
import { recipes } from './008-recipes.ts';
import { archived } from './009-archived.ts';
import { notes } from './010-notes.ts';
import { continued } from './011-continued.ts';
import type { Migration } from './migration.ts';

const migrations: readonly Migration[] = [
  initial,
  weights,
  stages,
  runs,
  testOpenings,
  warmStart,
  afterwards,
  recipes,
  archived,
  notes,
  continued,
];

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
