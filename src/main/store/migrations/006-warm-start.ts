// Format 6: trials of other studies that a study was started warm from. `studies.warm_start` is JSON, a list of these studies as the
// interface has it; null without any. The trials are copies: what becomes of their study does not touch them.
import type { Migration } from './migration.ts';

/** `warm_trials.curve` holds the objective's steps, then its values, each a little-endian Float64; `source` counts from 0. */
export const warmStart: Migration = {
  version: 6,
  sql: `
    ALTER TABLE studies ADD COLUMN warm_start TEXT;
    CREATE TABLE warm_trials (
      study_id   TEXT NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
      place      INTEGER NOT NULL CHECK (place >= 1),
      source     INTEGER NOT NULL CHECK (source >= 0),
      number     INTEGER NOT NULL CHECK (number >= 1),
      stage      TEXT,
      state      TEXT NOT NULL CHECK (state IN ('complete','stopped','failed','diverged')),
      params     TEXT NOT NULL,
      settings   TEXT NOT NULL,
      value      REAL,
      objectives TEXT,
      epochs     INTEGER NOT NULL,
      curve      BLOB NOT NULL,
      PRIMARY KEY (study_id, place)
    ) STRICT, WITHOUT ROWID;
  `,
};
