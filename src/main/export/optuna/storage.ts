// A study as a storage file of Optuna: SQLite, which optuna.load_study opens and Optuna Dashboard shows.
import { setImmediate } from 'node:timers/promises';
import Sqlite, { type Database } from 'better-sqlite3';
import { type ExportedStudy, type ExportedTrial, valuesTried } from '../exported-study.ts';
import type { MetricsAtEpoch } from '../metrics-at-epoch.ts';
import { distributionOf } from './distributions.ts';
import { libraryVersion, revision, schema, schemaVersion } from './schema.ts';

/** Trials between two looks at the event loop. */
const slice = 100;

/**
 * The whole file. Trials keep their order, numbered from 0 as Optuna does; steps of intermediate values are epochs, from 1. Objective and study
 * file are user attributes of the study; metrics at the epoch that counts, reason, stage, tags and note those of the trials. Diverged and failed trials, and complete
 * ones without a value of every objective, are Optuna's failed; stopped ones are pruned; what waits is waiting, and what is paused or trains is running.
 */
export async function optunaStorage(study: ExportedStudy): Promise<Uint8Array> {
  const db = new Sqlite(':memory:');
  try {
    db.exec(schema);
    db.exec('BEGIN');
    writeStudy(db, study);
    const write = trialWriter(db, study);
    for (const [i, trial] of study.trials.entries()) {
      write(trial);
      if (i % slice === slice - 1) await setImmediate();
    }
    db.exec('COMMIT');
    return db.serialize();
  } finally {
    db.close();
  }
}

function writeStudy(db: Database, { id, name, file, objectives }: ExportedStudy): void {
  db.prepare('INSERT INTO alembic_version VALUES (?)').run(revision);
  db.prepare('INSERT INTO version_info VALUES (1, ?, ?)').run(schemaVersion, libraryVersion);
  db.prepare('INSERT INTO studies VALUES (1, ?)').run(name);
  const direct = db.prepare('INSERT INTO study_directions (direction, study_id, objective) VALUES (?, 1, ?)');
  objectives.forEach(({ direction }, i) => {
    direct.run(direction.toUpperCase(), i);
  });
  const names = objectives.map(({ metric }) => metric);
  db.prepare("INSERT INTO study_system_attributes (study_id, key, value_json) VALUES (1, 'study:metric_names', ?)").run(
    JSON.stringify(names),
  );
  const tell = db.prepare('INSERT INTO study_user_attributes (study_id, key, value_json) VALUES (1, ?, ?)');
  tell.run('vernier:id', JSON.stringify(id));
  tell.run('vernier:objectives', JSON.stringify(objectives));
  tell.run('vernier:study', JSON.stringify(file));
}

type OptunaState = 'COMPLETE' | 'PRUNED' | 'FAIL' | 'WAITING' | 'RUNNING';

function trialWriter(db: Database, { objectives, dimensions, trials }: ExportedStudy): (trial: ExportedTrial) => void {
  const insert = db.prepare(
    'INSERT INTO trials (number, study_id, state, datetime_start, datetime_complete) VALUES (?, 1, ?, ?, ?)',
  );
  const param = db.prepare(
    'INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES (?, ?, ?, ?)',
  );
  const value = db.prepare('INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (?, ?, ?, ?)');
  const step = db.prepare(
    'INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type) VALUES (?, ?, ?, ?)',
  );
  const attribute = db.prepare('INSERT INTO trial_user_attributes (trial_id, key, value_json) VALUES (?, ?, ?)');
  const fixed = db.prepare(
    "INSERT INTO trial_system_attributes (trial_id, key, value_json) VALUES (?, 'fixed_params', ?)",
  );
  const params = new Map(
    [...valuesTried(trials)].map(([key, tried]) => [
      key,
      distributionOf(
        dimensions.find(({ name }) => name === key),
        tried,
      ),
    ]),
  );
  const metrics = objectives.map(({ metric }) => metric);

  return (trial) => {
    const values = valuesOf(trial, metrics);
    const state = stateOf(trial, values !== null);
    const begun = state === 'WAITING' ? null : dateTime(trial.startedAt ?? trial.createdAt);
    const isOver = state !== 'WAITING' && state !== 'RUNNING';
    const ended = isOver ? dateTime(trial.endedAt ?? trial.startedAt ?? trial.createdAt) : null;
    const id = insert.run(trial.number - 1, state, begun, ended).lastInsertRowid;
    // One that waits gets its params when it is begun.
    if (state === 'WAITING') fixed.run(id, JSON.stringify(trial.params));
    else {
      for (const [key, one] of Object.entries(trial.params)) {
        const held = params.get(key)?.(one);
        if (held !== undefined) param.run(id, key, held.value, held.distribution);
      }
    }
    if (state === 'COMPLETE' || state === 'PRUNED') values?.forEach((one, i) => void value.run(id, i, one, 'FINITE'));
    // Optuna knows no intermediate values of several objectives.
    const curve = metrics.length === 1 && trial.curves.find(({ key, run = 1 }) => key === metrics[0] && run === 1);
    if (curve) {
      curve.steps.forEach((epoch, i) => {
        const [stored, type] = storedValue(curve.values[i] ?? Number.NaN);
        step.run(id, epoch, stored, type);
      });
    }
    for (const [key, told] of Object.entries(attributesOf(trial))) attribute.run(id, key, JSON.stringify(told));
  };
}

/** Of all objectives, null where one is missing. */
function valuesOf({ value, metrics }: ExportedTrial, names: readonly string[]): number[] | null {
  if (value === null) return null;
  if (names.length === 1) return [value];
  const values = names.map((name) => Number(metrics.best[name]));
  return values.every(Number.isFinite) ? values : null;
}

function stateOf({ state }: ExportedTrial, hasValue: boolean): OptunaState {
  switch (state) {
    case 'complete':
      return hasValue ? 'COMPLETE' : 'FAIL';
    case 'stopped':
      return 'PRUNED';
    case 'queued':
      return 'WAITING';
    case 'running':
    case 'paused':
      return 'RUNNING';
    case 'failed':
    case 'diverged':
      return 'FAIL';
  }
}

function storedValue(value: number): [number | null, 'FINITE' | 'NAN' | 'INF_POS' | 'INF_NEG'] {
  if (Number.isNaN(value)) return [null, 'NAN'];
  if (Number.isFinite(value)) return [value, 'FINITE'];
  return [null, value > 0 ? 'INF_POS' : 'INF_NEG'];
}

/** What Optuna has no place for; people find it as `trial.user_attrs`. */
function attributesOf(trial: ExportedTrial): Record<string, unknown> {
  const { state, reason, stage, value, bestEpoch, lastEpoch, epochs, seed, durationMs } = trial;
  const { runs, why, note, tags } = trial;
  return {
    ...withoutNonFinite(trial.metrics.best),
    'vernier:state': state,
    // Optuna's failed trials have none.
    ...((state === 'diverged' || state === 'failed') && value !== null && { 'vernier:value': value }),
    ...(reason !== null && { 'vernier:reason': reason }),
    ...(stage !== null && { 'vernier:stage': stage }),
    ...(bestEpoch !== null && { 'vernier:epoch': bestEpoch }),
    'vernier:lastEpoch': lastEpoch,
    'vernier:epochs': epochs,
    'vernier:seed': seed,
    'vernier:durationMs': durationMs,
    ...(runs.length > 0 && { 'vernier:runs': runs }),
    ...(why !== null && { 'vernier:why': why }),
    ...(note !== null && { 'vernier:note': note }),
    ...(tags.length > 0 && { 'vernier:tags': tags }),
  };
}

/** Metrics have them as texts, which would make a column of mixed types. */
function withoutNonFinite(metrics: MetricsAtEpoch): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metrics).filter(([, value]) => typeof value === 'number'));
}

/** As SQLAlchemy writes it, in UTC: "2026-11-27 20:48:43.737000". */
function dateTime(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '000');
}
