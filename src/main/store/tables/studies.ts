// Table of studies.
import type { Database } from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import { sqliteCode } from '../errors.ts';
import type { StudyRow } from '../store.ts';
import { createColumns, type Field, jsonField, listField, plain } from './columns.ts';

const json = (property: string) => jsonField(property, `A study's ${property}`);

const fields: readonly Field[] = [
  plain('id'),
  plain('name'),
  plain('state'),
  plain('reason'),
  plain('path'),
  json('file'),
  plain('spaceKey', 'space_key'),
  json('overrides'),
  json('facts'),
  json('engine'),
  json('stages'),
  { ...json('warmStart'), column: 'warm_start' },
  json('afterwards'),
  plain('elapsedMs', 'elapsed_ms'),
  plain('createdAt', 'created_at'),
  plain('changedAt', 'changed_at'),
  plain('deletedAt', 'deleted_at'),
  plain('archivedAt', 'archived_at'),
  plain('note'),
  listField('tags', "A study's tags"),
];

export function createStudiesTable(db: Database) {
  const columns = createColumns(db, 'studies', fields);
  const byId = db.prepare('SELECT * FROM studies WHERE id = ?');
  const listed = db.prepare('SELECT * FROM studies WHERE deleted_at IS NULL ORDER BY changed_at DESC, rowid DESC');
  const found = db.prepare(`
    SELECT *, CASE WHEN id = :ref THEN 0 WHEN path = :ref THEN 1 ELSE 2 END AS rank FROM studies
    WHERE deleted_at IS NULL AND (id = :ref OR path = :ref OR name = :ref)
    ORDER BY rank, created_at DESC, rowid DESC LIMIT 1`);
  const remove = db.prepare('DELETE FROM studies WHERE id = ?');
  const deleted = db.prepare('SELECT id FROM studies WHERE deleted_at IS NOT NULL').pluck();

  function get(id: string): StudyRow | null {
    const row = byId.get(id);
    return row ? columns.read<StudyRow>(row) : null;
  }

  return {
    insert(row: StudyRow): void {
      try {
        columns.insert(row);
      } catch (thrown) {
        if (sqliteCode(thrown) !== 'SQLITE_CONSTRAINT_PRIMARYKEY') throw thrown;
        throw new AppError('conflict', `There is a study "${row.id}" already.`, { id: row.id });
      }
    },
    deleted: () => deleted.all() as string[],
    update(id: string, change: Partial<Omit<StudyRow, 'id' | 'createdAt'>>): StudyRow {
      columns.update(change, 'id = ?', [id]);
      const row = get(id);
      if (!row) throw new AppError('not_found', `There is no study "${id}".`, { id });
      return row;
    },
    get,
    list: (): StudyRow[] => listed.all().map((row) => columns.read<StudyRow>(row)),
    find(ref: string): StudyRow | null {
      const row = found.get({ ref });
      return row ? columns.read<StudyRow>(row) : null;
    },
    remove(id: string): void {
      if (remove.run(id).changes === 0) throw new AppError('not_found', `There is no study "${id}".`, { id });
    },
  };
}
