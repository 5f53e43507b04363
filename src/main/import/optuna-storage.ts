// Optuna's RDBStorage in an SQLite file (optuna/storages/_rdb/models.py), read.
import Sqlite, { type Database } from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import type { OptunaState, OptunaStudy, OptunaTrial } from './optuna-study.ts';

/** Revisions of the schema whose tables hold what is read here: since Optuna 3.0. */
const known = ['v3.0.0.c', 'v3.0.0.d', 'v3.2.0.a'];

/** All studies of the file. Throws AppError('invalid') for a database of another program, of an old Optuna, and a damaged one. */
export function readOptunaStorage(bytes: Uint8Array, path: string): OptunaStudy[] {
  const copy = Buffer.from(bytes);
  // Bytes 18 and 19 say that the file has a log beside it (WAL), which a database in memory cannot have; here is all that was in the file itself.
  if (copy[18] === 2) copy.fill(1, 18, 20);
  let db: Database | null = null;
  try {
    db = new Sqlite(copy);
    requireSchema(db, path);
    return readStudies(db);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('invalid', `${path} cannot be read as an SQLite file: ${(thrown as Error).message}.`);
  } finally {
    db?.close();
  }
}

function requireSchema(db: Database, path: string): void {
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  if (
    !['studies', 'trials', 'trial_params', 'study_directions', 'alembic_version'].every((name) => tables.includes(name))
  ) {
    throw new AppError(
      'invalid',
      `${path} is an SQLite file, but no storage of Optuna: there are no tables of its studies in it.`,
    );
  }
  const revision = db.prepare('SELECT version_num FROM alembic_version').pluck().get();
  if (known.includes(String(revision))) return;
  throw new AppError(
    'invalid',
    `${path} is a storage of another version of Optuna (${revision}); bring it to the newest with "optuna storage upgrade --storage sqlite:///${path}".`,
  );
}

interface TrialRow {
  readonly trial_id: number;
  readonly number: number;
  readonly state: OptunaState;
  readonly begun: number | null;
  readonly ended: number | null;
}

function readStudies(db: Database): OptunaStudy[] {
  const studies = db.prepare('SELECT study_id AS id, study_name AS name FROM studies ORDER BY study_id').all() as {
    id: number;
    name: string;
  }[];
  const directions = db.prepare('SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective').pluck();
  // Its times are UTC (before Optuna 5: of the clock on the wall).
  const trials = db.prepare(
    `SELECT trial_id, number, state, 1000 * unixepoch(datetime_start, 'subsec') AS begun,
       1000 * unixepoch(datetime_complete, 'subsec') AS ended
     FROM trials WHERE study_id = ? ORDER BY number`,
  );
  const attributesOf = (table: string, owner: string) => {
    const select = db.prepare(`SELECT key, value_json AS text FROM ${table} WHERE ${owner} = ?`);
    return (id: number) =>
      new Map((select.all(id) as { key: string; text: string }[]).map(({ key, text }) => [key, text]));
  };
  const userAttributes = attributesOf('study_user_attributes', 'study_id');
  const systemAttributes = attributesOf('study_system_attributes', 'study_id');
  const readTrial = trialReader(db, attributesOf('trial_user_attributes', 'trial_id'));
  return studies.map(({ id, name }) => ({
    name,
    directions: directions.all(id) as OptunaStudy['directions'],
    userAttributes: userAttributes(id),
    systemAttributes: systemAttributes(id),
    trials: (trials.all(id) as TrialRow[]).map(readTrial),
  }));
}

function trialReader(
  db: Database,
  userAttributes: (id: number) => OptunaTrial['userAttributes'],
): (row: TrialRow) => OptunaTrial {
  const params = db.prepare(
    'SELECT param_name AS name, param_value AS value, distribution_json AS distribution FROM trial_params WHERE trial_id = ? ORDER BY param_id',
  );
  const values = db.prepare('SELECT value, value_type AS type FROM trial_values WHERE trial_id = ? ORDER BY objective');
  const intermediate = db.prepare(
    'SELECT step, intermediate_value AS value, intermediate_value_type AS type FROM trial_intermediate_values WHERE trial_id = ? ORDER BY step',
  );
  return ({ trial_id: id, number, state, begun, ended }) => ({
    ...{ number, state, startedAt: begun, endedAt: ended },
    params: params.all(id) as OptunaTrial['params'],
    values: (values.all(id) as Stored[]).map(numberOf),
    intermediate: (intermediate.all(id) as (Stored & { step: number })[]).map((one) => ({
      step: one.step,
      value: numberOf(one),
    })),
    userAttributes: userAttributes(id),
  });
}

interface Stored {
  readonly value: number | null;
  readonly type: 'FINITE' | 'NAN' | 'INF_POS' | 'INF_NEG';
}

function numberOf({ value, type }: Stored): number {
  if (type === 'INF_POS') return Number.POSITIVE_INFINITY;
  if (type === 'INF_NEG') return Number.NEGATIVE_INFINITY;
  return value ?? Number.NaN;
}
