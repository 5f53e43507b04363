// Table of log lines.
import type { Database } from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import { sqliteCode } from '../errors.ts';
import type { LogRow } from '../store.ts';

export function createLogsTable(db: Database) {
  const insert = db.prepare('INSERT INTO logs (study_id, at, trial, level, message) VALUES (?, ?, ?, ?, ?)');
  const ofStudy = db.prepare('SELECT at, trial, level, message FROM logs WHERE study_id = ? ORDER BY id');
  const ofTrial = db.prepare('SELECT at, trial, level, message FROM logs WHERE study_id = ? AND trial = ? ORDER BY id');

  return {
    append(studyId: string, rows: readonly LogRow[]): void {
      try {
        for (const { at, trial, level, message } of rows) insert.run(studyId, at, trial, level, message);
      } catch (thrown) {
        if (sqliteCode(thrown) !== 'SQLITE_CONSTRAINT_FOREIGNKEY') throw thrown;
        throw new AppError('not_found', `There is no study "${studyId}".`, { studyId });
      }
    },
    read(studyId: string, trial?: number): LogRow[] {
      return (trial === undefined ? ofStudy.all(studyId) : ofTrial.all(studyId, trial)) as LogRow[];
    },
  };
}
