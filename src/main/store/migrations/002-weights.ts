// Format 2: where the weights of a trial's best epoch lie, while they are kept. JSON {path, epoch}.
import type { Migration } from './migration.ts';

export const weights: Migration = {
  version: 2,
  sql: 'ALTER TABLE trials ADD COLUMN weights TEXT;',
};
