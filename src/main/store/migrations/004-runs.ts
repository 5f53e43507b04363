// Format 4: trials that are trained several times. `trials.runs` is JSON, a list as shared/study/training-run.ts has it; null for a
// trial of one run. Curves say of which run they are.
import type { Migration } from './migration.ts';

export const runs: Migration = {
  version: 4,
  sql: `
    ALTER TABLE trials ADD COLUMN planned_runs INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE trials ADD COLUMN runs TEXT;
    ALTER TABLE trials ADD COLUMN rerun_of INTEGER;
    ALTER TABLE metric_chunks ADD COLUMN run INTEGER NOT NULL DEFAULT 1;
    DROP INDEX metric_chunks_by_series;
    CREATE UNIQUE INDEX metric_chunks_by_series ON metric_chunks (trial_id, key_id, run, first_step);
  `,
};
