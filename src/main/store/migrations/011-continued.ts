// Format 11: where trials had rested and went on, `trials.continued`, JSON, a list as the interface has it, null for none; and the
// places of those that wait, `trials.place`, null where the number counts.
import type { Migration } from './migration.ts';

export const continued: Migration = {
  version: 11,
  sql: `
    ALTER TABLE trials ADD COLUMN continued TEXT;
    ALTER TABLE trials ADD COLUMN place REAL;
  `,
};
