// Format 1: studies, trials, metric chunks, logs. Never edited once released; the next change is a migration of its own.
import type { Migration } from './migration.ts';

/**
 * `metric_chunks.columns` holds `rows` steps, then `rows` values, then `rows` wall-clock times, each a little-endian Float64.
 * JSON columns are objects as the interface has them.
 */
export const initial: Migration = {
  version: 1,
  sql: `
    CREATE TABLE studies (
      id         TEXT PRIMARY KEY,
      name       TEXT NOT NULL,
      state      TEXT NOT NULL CHECK (state IN ('draft','checking','running','paused','finished','failed')),
      reason     TEXT,
      path       TEXT,
      file       TEXT NOT NULL,
      space_key  TEXT NOT NULL,
      overrides  TEXT NOT NULL,
      facts      TEXT,
      engine     TEXT,
      elapsed_ms REAL NOT NULL,
      created_at REAL NOT NULL,
      changed_at REAL NOT NULL,
      deleted_at REAL
    ) STRICT;
    CREATE INDEX studies_by_path ON studies (path);

    CREATE TABLE trials (
      id          INTEGER PRIMARY KEY,
      study_id    TEXT NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
      number      INTEGER NOT NULL CHECK (number >= 1),
      state       TEXT NOT NULL
                  CHECK (state IN ('queued','running','paused','complete','stopped','failed','diverged')),
      reason      TEXT,
      params      TEXT NOT NULL,
      settings    TEXT NOT NULL,
      source      TEXT NOT NULL CHECK (source IN ('enqueued','sampler','user')),
      why         TEXT,
      seed        INTEGER NOT NULL,
      value       REAL,
      best_epoch  INTEGER,
      last_epoch  INTEGER NOT NULL,
      epochs      INTEGER NOT NULL,
      attempts    INTEGER NOT NULL,
      worker      INTEGER,
      checkpoint  TEXT,
      duration_ms REAL NOT NULL,
      created_at  REAL NOT NULL,
      started_at  REAL,
      ended_at    REAL,
      UNIQUE (study_id, number)
    ) STRICT;

    CREATE TABLE metric_keys (
      id   INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE metric_chunks (
      id         INTEGER PRIMARY KEY,
      trial_id   INTEGER NOT NULL REFERENCES trials (id) ON DELETE CASCADE,
      key_id     INTEGER NOT NULL REFERENCES metric_keys (id),
      first_step REAL NOT NULL,
      last_step  REAL NOT NULL,
      rows       INTEGER NOT NULL,
      columns    BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX metric_chunks_by_series ON metric_chunks (trial_id, key_id, first_step);

    CREATE TABLE logs (
      id       INTEGER PRIMARY KEY,
      study_id TEXT NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
      at       REAL NOT NULL,
      trial    INTEGER,
      level    TEXT NOT NULL CHECK (level IN ('info','warning','error')),
      message  TEXT NOT NULL
    ) STRICT;
    CREATE INDEX logs_by_study ON logs (study_id, trial);
  `,
};
