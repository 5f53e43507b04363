// Table of trials. Obeys the states of shared/study/trial-state.ts.
import type { Database } from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import { type TrialState, transition, trialStates } from '#shared/study/trial-state.ts';
import { sqliteCode } from '../errors.ts';
import { fromJson } from '../json-column.ts';
import type { TrialFacts, TrialOutcome, TrialRow } from '../store.ts';
import { createColumns, type Field, jsonField, listField, plain, readFields } from './columns.ts';

const json = (property: string) => jsonField(property, `A trial's ${property}`);
const list = (property: string) => listField(property, `A trial's ${property}`);

const fields: readonly Field[] = [
  plain('studyId', 'study_id'),
  plain('number'),
  plain('stage'),
  plain('state'),
  plain('reason'),
  json('params'),
  json('settings'),
  plain('source'),
  plain('why'),
  plain('recipe'),
  plain('seed'),
  plain('plannedRuns', 'planned_runs'),
  list('runs'),
  plain('rerunOf', 'rerun_of'),
  { property: 'value', column: 'value', toColumn: finiteOrNull },
  plain('bestEpoch', 'best_epoch'),
  plain('lastEpoch', 'last_epoch'),
  plain('epochs'),
  plain('attempts'),
  list('continued'),
  plain('place'),
  plain('worker'),
  json('checkpoint'),
  json('weights'),
  plain('durationMs', 'duration_ms'),
  plain('createdAt', 'created_at'),
  plain('startedAt', 'started_at'),
  plain('endedAt', 'ended_at'),
  plain('note'),
  list('tags'),
];

const notInFacts: ReadonlySet<string> = new Set<Exclude<keyof TrialRow, keyof TrialFacts>>([
  'settings',
  'checkpoint',
  'weights',
]);
const factFields = fields.filter(({ property }) => !notInFacts.has(property));

export function createTrialsTable(db: Database) {
  const columns = createColumns(db, 'trials', fields);
  const byNumber = db.prepare('SELECT * FROM trials WHERE study_id = ? AND number = ?');
  const ofStudy = db.prepare('SELECT * FROM trials WHERE study_id = ? ORDER BY number');
  const factsOfStudy = db.prepare(
    `SELECT ${factFields.map(({ column }) => column).join(', ')} FROM trials WHERE study_id = ? ORDER BY number`,
  );
  const outcomesOfStudy = db.prepare(
    `SELECT number, stage, state, reason, params, seed, value, best_epoch AS bestEpoch, epochs, ended_at AS endedAt,
       planned_runs AS plannedRuns, runs, rerun_of AS rerunOf
     FROM trials WHERE study_id = ? ORDER BY number`,
  );
  const counted = db.prepare('SELECT state, count(*) AS n FROM trials WHERE study_id = ? GROUP BY state');
  const named = db.prepare('UPDATE trials SET stage = ? WHERE study_id = ? AND stage IS NULL');
  const idOf = db.prepare('SELECT id FROM trials WHERE study_id = ? AND number = ?').pluck();
  /** Numbers of rows by study and trial; forgotten when a transaction is taken back. */
  const ids = new Map<string, number>();

  function find(studyId: string, number: number): TrialRow | null {
    const row = byNumber.get(studyId, number);
    return row ? columns.read<TrialRow>(row) : null;
  }

  function get(studyId: string, number: number): TrialRow {
    const row = find(studyId, number);
    if (!row) throw new AppError('not_found', `Study "${studyId}" has no trial ${number}.`, { studyId, number });
    return row;
  }

  return {
    insert(row: TrialRow): void {
      try {
        columns.insert(row);
      } catch (thrown) {
        const { studyId, number } = row;
        if (sqliteCode(thrown) === 'SQLITE_CONSTRAINT_UNIQUE') {
          throw new AppError('conflict', `Study "${studyId}" has a trial ${number} already.`, { studyId, number });
        }
        if (sqliteCode(thrown) === 'SQLITE_CONSTRAINT_FOREIGNKEY') {
          throw new AppError('not_found', `There is no study "${studyId}".`, { studyId });
        }
        throw thrown;
      }
    },
    update(
      studyId: string,
      number: number,
      change: Partial<Omit<TrialRow, 'studyId' | 'number' | 'createdAt'>>,
    ): TrialRow {
      const before = get(studyId, number);
      if (change.state !== undefined && change.state !== before.state) transition(before.state, change.state);
      columns.update(change, 'study_id = ? AND number = ?', [studyId, number]);
      return get(studyId, number);
    },
    /** Of trials that have none. */
    nameStage(studyId: string, stage: string): void {
      named.run(stage, studyId);
    },
    find,
    facts: (studyId: string): TrialFacts[] =>
      factsOfStudy.all(studyId).map((row) => readFields<TrialFacts>(factFields, row)),
    list: (studyId: string): TrialRow[] => ofStudy.all(studyId).map((row) => columns.read<TrialRow>(row)),
    outcomes(studyId: string): TrialOutcome[] {
      const rows = outcomesOfStudy.all(studyId) as (Omit<TrialOutcome, 'params' | 'runs'> & {
        params: string;
        runs: string | null;
      })[];
      return rows.map((row) => ({
        ...row,
        params: fromJson(row.params),
        runs: row.runs === null ? [] : fromJson(row.runs),
      }));
    },
    count(studyId: string): Readonly<Record<TrialState, number>> {
      const counts = Object.fromEntries(trialStates.map((state) => [state, 0])) as Record<TrialState, number>;
      for (const { state, n } of counted.all(studyId) as { state: TrialState; n: number }[]) counts[state] = n;
      return counts;
    },
    /** Number of the row, for tables that refer to it. */
    rowId(studyId: string, number: number): number {
      const key = `${number} ${studyId}`;
      const known = ids.get(key);
      if (known !== undefined) return known;
      const id = idOf.get(studyId, number);
      if (typeof id !== 'number') {
        throw new AppError('not_found', `Study "${studyId}" has no trial ${number}.`, { studyId, number });
      }
      ids.set(key, id);
      return id;
    },
    forget: () => ids.clear(),
  };
}

function finiteOrNull(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new AppError('invalid', `A trial's value must be finite or null, not ${value}.`);
  }
  return value;
}
