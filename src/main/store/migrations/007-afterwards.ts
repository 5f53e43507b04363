// Format 7: what a study is again when single trials have gone on in it. `studies.afterwards` is JSON, {state, reason}; null otherwise.
import type { Migration } from './migration.ts';

export const afterwards: Migration = {
  version: 7,
  sql: `
    ALTER TABLE studies ADD COLUMN afterwards TEXT;
  `,
};
