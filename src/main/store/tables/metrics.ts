// Tables of metric keys and chunks. A report is a small chunk of its own, cheap to write; small ones are joined when a series has
// many of them and when its trial ends.
import type { Database } from 'better-sqlite3';
import { type Columns, checkColumns, concat, cut, fromBlob, fromBlobs, merge, toBlob } from '../metric-columns.ts';
import type { MetricChunk } from '../store.ts';

/** Rows of a full chunk: 24 KiB. */
const fullRows = 1024;
/** Small chunks of a series before they are joined; each joining rewrites at most a full chunk. */
const maxSmall = 32;

interface Tail {
  lastStep: number;
  small: number;
}

export function createMetricsTable(db: Database, rowIdOfTrial: (studyId: string, trial: number) => number) {
  const keyByName = db.prepare('SELECT id FROM metric_keys WHERE name = ?').pluck();
  const insertKey = db.prepare('INSERT INTO metric_keys (name) VALUES (?)');
  const insertChunk = db.prepare(
    'INSERT INTO metric_chunks (trial_id, key_id, first_step, last_step, rows, columns) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const tailOf = db.prepare(
    `SELECT max(last_step) AS lastStep, count(*) FILTER (WHERE rows < ${fullRows}) AS small
     FROM metric_chunks WHERE trial_id = ? AND key_id = ?`,
  );
  const firstSmall = db
    .prepare(`SELECT min(first_step) FROM metric_chunks WHERE trial_id = ? AND key_id = ? AND rows < ${fullRows}`)
    .pluck();
  const chunksFrom = db
    .prepare(
      'SELECT columns FROM metric_chunks WHERE trial_id = ? AND key_id = ? AND last_step >= ? ORDER BY first_step',
    )
    .pluck();
  const deleteFrom = db.prepare('DELETE FROM metric_chunks WHERE trial_id = ? AND key_id = ? AND last_step >= ?');
  const keysOfTrial = db.prepare('SELECT DISTINCT key_id FROM metric_chunks WHERE trial_id = ?').pluck();
  const select = (trials: boolean, keys: boolean) =>
    db.prepare(`
      SELECT t.number AS trial, k.name AS key, c.columns AS columns
      FROM trials t JOIN metric_chunks c ON c.trial_id = t.id JOIN metric_keys k ON k.id = c.key_id
      WHERE t.study_id = :studyId
        ${trials ? 'AND t.number IN (SELECT value FROM json_each(:trials))' : ''}
        ${keys ? 'AND k.name IN (SELECT value FROM json_each(:keys))' : ''}
      ORDER BY t.number, k.name, c.trial_id, c.key_id, c.first_step`);
  const selects = {
    all: select(false, false),
    trials: select(true, false),
    keys: select(false, true),
    both: select(true, true),
  };

  const keyIds = new Map<string, number>();
  const tails = new Map<string, Tail>();

  function keyId(name: string): number {
    const known = keyIds.get(name);
    if (known !== undefined) return known;
    const id = Number(keyByName.get(name) ?? insertKey.run(name).lastInsertRowid);
    keyIds.set(name, id);
    return id;
  }

  function tail(trialId: number, key: number): Tail {
    const known = tails.get(`${trialId} ${key}`);
    if (known) return known;
    const row = tailOf.get(trialId, key) as { lastStep: number | null; small: number };
    const fresh = { lastStep: row.lastStep ?? Number.NEGATIVE_INFINITY, small: row.small };
    tails.set(`${trialId} ${key}`, fresh);
    return fresh;
  }

  function write(trialId: number, key: number, columns: Columns): void {
    for (let from = 0; from < columns.steps.length; from += fullRows) {
      const part = columns.steps.length <= fullRows ? columns : cut(columns, from, from + fullRows);
      const n = part.steps.length;
      insertChunk.run(trialId, key, part.steps[0], part.steps[n - 1], n, toBlob(part));
    }
  }

  /** Replaces everything from the chunk that holds `step` on by what `change` makes of it. */
  function rewrite(trialId: number, key: number, step: number, change: (columns: Columns) => Columns): void {
    const blobs = chunksFrom.all(trialId, key, step) as Buffer[];
    deleteFrom.run(trialId, key, step);
    write(trialId, key, change(concat(blobs.map(fromBlob))));
    tails.delete(`${trialId} ${key}`);
  }

  function join(trialId: number, key: number): void {
    const step = firstSmall.get(trialId, key);
    if (typeof step === 'number') rewrite(trialId, key, step, (columns) => columns);
  }

  return {
    append(studyId: string, chunks: readonly MetricChunk[]): void {
      for (const chunk of chunks) {
        checkColumns(chunk, chunk.key);
        const [first] = chunk.steps;
        if (first === undefined) continue;
        const trialId = rowIdOfTrial(studyId, chunk.trial);
        const key = keyId(chunk.key);
        const end = tail(trialId, key);
        if (first <= end.lastStep) {
          rewrite(trialId, key, first, (columns) => merge(columns, chunk));
          continue;
        }
        write(trialId, key, chunk);
        end.lastStep = chunk.steps[chunk.steps.length - 1] ?? first;
        end.small++;
        if (end.small > maxSmall) join(trialId, key);
      }
    },
    read(studyId: string, filter: { trials?: readonly number[]; keys?: readonly string[] } = {}): MetricChunk[] {
      const { trials, keys } = filter;
      const statement = selects[trials ? (keys ? 'both' : 'trials') : keys ? 'keys' : 'all'];
      const args = {
        studyId,
        ...(trials && { trials: JSON.stringify(trials) }),
        ...(keys && { keys: JSON.stringify(keys) }),
      };
      const series: { trial: number; key: string; parts: Buffer[] }[] = [];
      for (const row of statement.iterate(args)) {
        const { trial, key, columns } = row as { trial: number; key: string; columns: Buffer };
        const last = series.at(-1);
        if (last?.trial === trial && last.key === key) last.parts.push(columns);
        else series.push({ trial, key, parts: [columns] });
      }
      return fromBlobs(series);
    },
    truncate(studyId: string, trial: number, epoch: number): void {
      const trialId = rowIdOfTrial(studyId, trial);
      for (const key of keysOfTrial.all(trialId) as number[]) {
        rewrite(trialId, key, epoch, (columns) => {
          const after = columns.steps.findIndex((step) => step > epoch);
          return after === -1 ? columns : cut(columns, 0, after);
        });
      }
    },
    /** Joins the small chunks of a trial that has ended. */
    compact(studyId: string, trial: number): void {
      const trialId = rowIdOfTrial(studyId, trial);
      for (const key of keysOfTrial.all(trialId) as number[]) {
        if (tail(trialId, key).small > 1) join(trialId, key);
        tails.delete(`${trialId} ${key}`);
      }
    },
    /** After a transaction was taken back. */
    forget(): void {
      keyIds.clear();
      tails.clear();
    },
  };
}
