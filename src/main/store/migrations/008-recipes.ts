// Format 8: `trials.recipe` is the id of the recipe whose values a trial has; null for all that are no baselines.
import type { Migration } from './migration.ts';

export const recipes: Migration = {
  version: 8,
  sql: `
    ALTER TABLE trials ADD COLUMN recipe TEXT;
  `,
};
