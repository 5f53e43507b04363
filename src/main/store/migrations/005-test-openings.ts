// Format 5: openings of the locked test part. The same weights on the same data are opened once. `metrics` is JSON as the interface has it.
import type { Migration } from './migration.ts';

export const testOpenings: Migration = {
  version: 5,
  sql: `
    CREATE TABLE test_openings (
      id            INTEGER PRIMARY KEY,
      study_id      TEXT NOT NULL,
      trial         INTEGER NOT NULL,
      at            REAL NOT NULL,
      opened_by     TEXT NOT NULL CHECK (opened_by IN ('studio','command line')),
      epoch         INTEGER NOT NULL,
      rows          INTEGER NOT NULL,
      fingerprint   TEXT NOT NULL,
      configuration TEXT NOT NULL,
      metrics       TEXT NOT NULL,
      UNIQUE (study_id, trial, epoch, fingerprint),
      FOREIGN KEY (study_id, trial) REFERENCES trials (study_id, number) ON DELETE CASCADE
    ) STRICT;
  `,
};
