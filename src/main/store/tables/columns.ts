// Builds INSERT and UPDATE from a list of fields: property of the interface, column of the table, and how a value crosses over.
import type { Database, Statement } from 'better-sqlite3';
import { fromJson, toJson } from '../json-column.ts';

export interface Field {
  readonly property: string;
  readonly column: string;
  /** To what SQLite stores; default: as it is. */
  readonly toColumn?: (value: unknown) => unknown;
  readonly fromColumn?: (value: unknown) => unknown;
}

/** A value that is stored as it is. */
export function plain(property: string, column = property): Field {
  return { property, column };
}

/** An object in a text column; `what` names it in the sentence of an error. */
export function jsonField(property: string, what: string): Field {
  return {
    property,
    column: property,
    toColumn: (value) => (value === null ? null : toJson(value, what)),
    fromColumn: (text) => (text === null ? null : fromJson(String(text))),
  };
}

/** A list that is empty for most rows: null in the table then. */
export function listField(property: string, what: string): Field {
  const {
    toColumn = (value: unknown) => value,
    fromColumn = (value: unknown) => value,
    ...field
  } = jsonField(property, what);
  return {
    ...field,
    toColumn: (list) => (Array.isArray(list) && list.length === 0 ? null : toColumn(list)),
    fromColumn: (text) => (text === null ? [] : fromColumn(text)),
  };
}

export function createColumns(db: Database, table: string, fields: readonly Field[]) {
  const updates = new Map<string, Statement>();
  const byProperty = new Map(fields.map((field) => [field.property, field]));
  const insert = db.prepare(
    `INSERT INTO ${table} (${fields.map((f) => f.column).join(', ')}) VALUES (${fields.map(() => '?').join(', ')})`,
  );
  const cross = (field: Field, value: unknown) => (field.toColumn ? field.toColumn(value) : value);

  return {
    insert(row: object): void {
      const values = row as Record<string, unknown>;
      insert.run(fields.map((field) => cross(field, values[field.property])));
    },
    /** Sets the properties that `change` has (undefined counts as absent) where `where` holds. */
    update(change: object, where: string, args: readonly unknown[]): void {
      const changed = Object.entries(change).flatMap(([property, value]) => {
        const field = byProperty.get(property);
        return field && value !== undefined ? [{ field, value: cross(field, value) }] : [];
      });
      if (changed.length === 0) return;
      const sql = `UPDATE ${table} SET ${changed.map(({ field }) => `${field.column} = ?`).join(', ')} WHERE ${where}`;
      let statement = updates.get(sql);
      if (!statement) {
        statement = db.prepare(sql);
        updates.set(sql, statement);
      }
      statement.run([...changed.map(({ value }) => value), ...args]);
    },
    /** An object as the interface has it. */
    read: <T>(row: unknown): T => readFields<T>(fields, row),
  };
}

/** The properties of `fields` out of a row that has their columns. */
export function readFields<T>(fields: readonly Field[], row: unknown): T {
  const columns = row as Record<string, unknown>;
  const read: Record<string, unknown> = {};
  for (const { property, column, fromColumn } of fields) {
    const value = columns[column];
    read[property] = fromColumn ? fromColumn(value) : value;
  }
  return read as T;
}
