// Table of named views. One name (in any case) once in a study; they go with it.
import type { Database } from 'better-sqlite3';
import { maxViews } from '#shared/contract/views.ts';
import { AppError } from '#shared/errors.ts';
import { sqliteCode } from '../errors.ts';
import type { ViewRow } from '../store.ts';
import { createColumns, type Field, jsonField, plain } from './columns.ts';

const fields: readonly Field[] = [
  plain('studyId', 'study_id'),
  plain('key'),
  plain('name'),
  plain('savedAt', 'saved_at'),
  jsonField('content', "A view's content"),
];

const keyOf = (name: string) => name.normalize('NFKC').toLowerCase();

export function createViewsTable(db: Database) {
  const columns = createColumns(db, 'study_views', fields);
  const ofStudy = db.prepare('SELECT * FROM study_views WHERE study_id = ? ORDER BY key');
  const one = db.prepare('SELECT * FROM study_views WHERE study_id = ? AND key = ?');
  const counted = db.prepare('SELECT count(*) FROM study_views WHERE study_id = ?').pluck();
  const remove = db.prepare('DELETE FROM study_views WHERE study_id = ? AND key = ?');

  const find = (studyId: string, name: string) => one.get(studyId, keyOf(name));
  const missing = (name: string) => new AppError('not_found', `This study has no view "${name}".`, { name });
  const taken = (name: string) =>
    new AppError('conflict', `There is a view "${name}" already; choose another name, or replace it.`, { name });
  const list = (studyId: string): ViewRow[] =>
    ofStudy.all(studyId).map((row) => {
      const { key: _, ...view } = columns.read<ViewRow & { key: string }>(row);
      return view;
    });

  return {
    list,
    save(row: ViewRow, replace: boolean): ViewRow[] {
      const { studyId, name } = row;
      const known = find(studyId, name) !== undefined;
      if (known && !replace) throw taken(name);
      if (!known && Number(counted.get(studyId)) >= maxViews) {
        throw new AppError('limit', `A study keeps at most ${maxViews} views; delete one before "${name}" is saved.`);
      }
      remove.run(studyId, keyOf(name));
      try {
        columns.insert({ ...row, key: keyOf(name) });
      } catch (thrown) {
        if (sqliteCode(thrown) !== 'SQLITE_CONSTRAINT_FOREIGNKEY') throw thrown;
        throw new AppError('not_found', `There is no study "${studyId}".`, { studyId });
      }
      return list(studyId);
    },
    rename(studyId: string, name: string, to: string): ViewRow[] {
      if (find(studyId, name) === undefined) throw missing(name);
      if (keyOf(to) !== keyOf(name) && find(studyId, to) !== undefined) throw taken(to);
      columns.update({ key: keyOf(to), name: to }, 'study_id = ? AND key = ?', [studyId, keyOf(name)]);
      return list(studyId);
    },
    remove(studyId: string, name: string): ViewRow[] {
      if (remove.run(studyId, keyOf(name)).changes === 0) throw missing(name);
      return list(studyId);
    },
  };
}
