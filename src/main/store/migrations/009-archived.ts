// Format 9: `studies.archived_at` is when a study was put away; null while it is in the list.
import type { Migration } from './migration.ts';

export const archived: Migration = {
  version: 9,
  sql: `
    ALTER TABLE studies ADD COLUMN archived_at REAL;
  `,
};
