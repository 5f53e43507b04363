// Format 10: notes and tags on studies and trials, and named views of a study's pages. `tags` is JSON, a list of texts; both are null
// without any. `study_views.content` is JSON as the interface has it, and names that differ in case only have the same `key`.
import type { Migration } from './migration.ts';

export const notes: Migration = {
  version: 10,
  sql: `
    ALTER TABLE studies ADD COLUMN note TEXT;
    ALTER TABLE studies ADD COLUMN tags TEXT;
    ALTER TABLE trials ADD COLUMN note TEXT;
    ALTER TABLE trials ADD COLUMN tags TEXT;
    CREATE TABLE study_views (
      study_id TEXT NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
      key      TEXT NOT NULL,
      name     TEXT NOT NULL,
      saved_at REAL NOT NULL,
      content  TEXT NOT NULL,
      PRIMARY KEY (study_id, key)
    ) STRICT, WITHOUT ROWID;
  `,
};
