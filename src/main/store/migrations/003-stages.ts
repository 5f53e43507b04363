// Format 3: studies that have several stages. `studies.stages` is JSON, a list as the interface has it; both are null without stages.
import type { Migration } from './migration.ts';

export const stages: Migration = {
  version: 3,
  sql: `
    ALTER TABLE studies ADD COLUMN stages TEXT;
    ALTER TABLE trials ADD COLUMN stage TEXT;
  `,
};
