// Tables of metric keys and chunks. A report is a small chunk of its own, cheap to write; small ones are joined when a series has
// many of them and when its trial ends.
import type { Database, Statement } from 'better-sqlite3';
import { type Columns, checkColumns, concat, cut, fromBlob, fromBlobs, merge, toBlob } from '../metric-columns.ts';
import type { MetricChunk, MetricFilter } from '../store.ts';

/** Rows of a full chunk: 24 KiB. */
const fullRows = 1024;
/** Small chunks of a series before they are joined; each joining rewrites at most a full chunk. */
const maxSmall = 32;

/** Number of the trial's row, of the metric's key, and the run of the trial. */
type Series = [trial: number, key: number, run: number];
const ofSeries = 'trial_id = ? AND key_id = ? AND run = ?';

interface Tail {
  lastStep: number;
  small: number;
}

export function createMetricsTable(db: Database, rowIdOfTrial: (studyId: string, trial: number) => number) {
  const keyByName = db.prepare('SELECT id FROM metric_keys WHERE name = ?').pluck();
  const insertKey = db.prepare('INSERT INTO metric_keys (name) VALUES (?)');
  const insertChunk = db.prepare(
    'INSERT INTO metric_chunks (trial_id, key_id, run, first_step, last_step, rows, columns) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const tailOf = db.prepare(
    `SELECT max(last_step) AS lastStep, count(*) FILTER (WHERE rows < ${fullRows}) AS small
     FROM metric_chunks WHERE ${ofSeries}`,
  );
  const firstSmall = db
    .prepare(`SELECT min(first_step) FROM metric_chunks WHERE ${ofSeries} AND rows < ${fullRows}`)
    .pluck();
  const chunksFrom = db
    .prepare(`SELECT columns FROM metric_chunks WHERE ${ofSeries} AND last_step >= ? ORDER BY first_step`)
    .pluck();
  const deleteFrom = db.prepare(`DELETE FROM metric_chunks WHERE ${ofSeries} AND last_step >= ?`);
  const seriesOfTrial = db.prepare('SELECT DISTINCT key_id AS key, run FROM metric_chunks WHERE trial_id = ?');
  const selects = new Map<string, Statement>();
  const ofSeriesToo = 'd.trial_id = c.trial_id AND d.key_id = c.key_id';
  const shownRun = `(c.run = 1 OR (
    NOT EXISTS (SELECT 1 FROM metric_chunks d WHERE ${ofSeriesToo} AND d.run = 1)
    AND c.run = (SELECT max(d.run) FROM metric_chunks d WHERE ${ofSeriesToo})))`;

  const keyIds = new Map<string, number>();
  const tails = new Map<string, Tail>();

  function keyId(name: string): number {
    const known = keyIds.get(name);
    if (known !== undefined) return known;
    const id = Number(keyByName.get(name) ?? insertKey.run(name).lastInsertRowid);
    keyIds.set(name, id);
    return id;
  }

  /** Made when it is first asked for. */
  function select(trials: boolean, keys: boolean, classes: boolean, runs: MetricFilter['runs']): Statement {
    const conditions = [
      't.study_id = :studyId',
      trials && 't.number IN (SELECT value FROM json_each(:trials))',
      keys && 'k.name IN (SELECT value FROM json_each(:keys))',
      !classes && "(k.name NOT LIKE '%]' OR k.name IN (SELECT value FROM json_each(:classes)))",
      runs !== 'all' && (runs === 'shown' ? shownRun : 'c.run = 1'),
    ].filter((condition) => condition !== false);
    const where = conditions.join(' AND ');
    const known = selects.get(where);
    if (known !== undefined) return known;
    const statement = db.prepare(`
      SELECT t.number AS trial, k.name AS key, c.run AS run, c.columns AS columns
      FROM trials t JOIN metric_chunks c ON c.trial_id = t.id JOIN metric_keys k ON k.id = c.key_id
      WHERE ${where}
      ORDER BY t.number, k.name, c.trial_id, c.key_id, c.run, c.first_step`);
    selects.set(where, statement);
    return statement;
  }

  function tail(series: Series): Tail {
    const known = tails.get(series.join(' '));
    if (known) return known;
    const row = tailOf.get(series) as { lastStep: number | null; small: number };
    const fresh = { lastStep: row.lastStep ?? Number.NEGATIVE_INFINITY, small: row.small };
    tails.set(series.join(' '), fresh);
    return fresh;
  }

  function write(series: Series, columns: Columns): void {
    for (let from = 0; from < columns.steps.length; from += fullRows) {
      const part = columns.steps.length <= fullRows ? columns : cut(columns, from, from + fullRows);
      const n = part.steps.length;
      insertChunk.run(...series, part.steps[0], part.steps[n - 1], n, toBlob(part));
    }
  }

  /** Replaces everything from the chunk that holds `step` on by what `change` makes of it. */
  function rewrite(series: Series, step: number, change: (columns: Columns) => Columns): void {
    const blobs = chunksFrom.all(...series, step) as Buffer[];
    deleteFrom.run(...series, step);
    write(series, change(concat(blobs.map(fromBlob))));
    tails.delete(series.join(' '));
  }

  function join(series: Series): void {
    const step = firstSmall.get(series);
    if (typeof step === 'number') rewrite(series, step, (columns) => columns);
  }

  function seriesOf(trialId: number): Series[] {
    const found = seriesOfTrial.all(trialId) as { key: number; run: number }[];
    return found.map(({ key, run }) => [trialId, key, run]);
  }

  return {
    append(studyId: string, chunks: readonly MetricChunk[]): void {
      for (const chunk of chunks) {
        checkColumns(chunk, chunk.key);
        const [first] = chunk.steps;
        if (first === undefined) continue;
        const series: Series = [rowIdOfTrial(studyId, chunk.trial), keyId(chunk.key), chunk.run ?? 1];
        const end = tail(series);
        if (first <= end.lastStep) {
          rewrite(series, first, (columns) => merge(columns, chunk));
          continue;
        }
        write(series, chunk);
        end.lastStep = chunk.steps[chunk.steps.length - 1] ?? first;
        end.small++;
        if (end.small > maxSmall) join(series);
      }
    },
    read(studyId: string, filter: MetricFilter = {}): MetricChunk[] {
      const { trials, keys, noClassesBut } = filter;
      const statement = select(trials !== undefined, keys !== undefined, noClassesBut === undefined, filter.runs);
      const args = {
        studyId,
        ...(trials && { trials: JSON.stringify(trials) }),
        ...(keys && { keys: JSON.stringify(keys) }),
        ...(noClassesBut && { classes: JSON.stringify(noClassesBut) }),
      };
      const series: { trial: number; key: string; run?: number; parts: Buffer[] }[] = [];
      for (const row of statement.iterate(args)) {
        const { trial, key, run, columns } = row as { trial: number; key: string; run: number; columns: Buffer };
        const last = series.at(-1);
        if (last?.trial === trial && last.key === key && (last.run ?? 1) === run) last.parts.push(columns);
        else series.push({ trial, key, ...(run > 1 && { run }), parts: [columns] });
      }
      return fromBlobs(series);
    },
    /** Joins the small chunks of a trial that has ended. */
    compact(studyId: string, trial: number): void {
      for (const series of seriesOf(rowIdOfTrial(studyId, trial))) {
        if (tail(series).small > 1) join(series);
        tails.delete(series.join(' '));
      }
    },
    /** After a transaction was taken back. */
    forget(): void {
      keyIds.clear();
      tails.clear();
    },
  };
}
