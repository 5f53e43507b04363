// Table of openings of the locked test part. Rows are only added; they go with their study.
import type { Database } from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import { sqliteCode } from '../errors.ts';
import type { TestOpeningRow } from '../store.ts';
import { createColumns, type Field, jsonField, plain } from './columns.ts';

const fields: readonly Field[] = [
  plain('studyId', 'study_id'),
  plain('trial'),
  plain('at'),
  plain('by', 'opened_by'),
  plain('epoch'),
  plain('rows'),
  plain('fingerprint'),
  plain('configuration'),
  jsonField('metrics', "An opening's metrics"),
];

export function createTestOpeningsTable(db: Database) {
  const columns = createColumns(db, 'test_openings', fields);
  const ofStudy = db.prepare('SELECT * FROM test_openings WHERE study_id = ? ORDER BY id');
  const same = db.prepare(
    'SELECT * FROM test_openings WHERE study_id = ? AND trial = ? AND epoch = ? AND fingerprint = ?',
  );

  return {
    open(row: TestOpeningRow): { row: TestOpeningRow; again: boolean } {
      const { studyId, trial, epoch, fingerprint } = row;
      const known = same.get(studyId, trial, epoch, fingerprint);
      if (known) return { row: columns.read<TestOpeningRow>(known), again: true };
      try {
        columns.insert(row);
      } catch (thrown) {
        if (sqliteCode(thrown) !== 'SQLITE_CONSTRAINT_FOREIGNKEY') throw thrown;
        throw new AppError('not_found', `Study "${studyId}" has no trial ${trial}.`, { studyId, trial });
      }
      return { row, again: false };
    },
    list: (studyId: string): TestOpeningRow[] => ofStudy.all(studyId).map((row) => columns.read<TestOpeningRow>(row)),
  };
}
