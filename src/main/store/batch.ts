// Several writes in one transaction, each of which succeeds or fails on its own.
import type { Database } from 'better-sqlite3';

export interface Write {
  readonly run: () => unknown;
  readonly durable: boolean;
}

export type Outcome = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: unknown };

/**
 * Runs the writes in order and commits them together. A write that fails leaves no trace and does not touch the others; when the
 * transaction as a whole fails (disk full at the commit), each is tried again in a transaction of its own, so that those which
 * still fit are kept. With a durable write among them the commit waits for the disk (synchronous FULL). `onRollback` is called
 * whenever something was taken back.
 */
export function createBatch(db: Database, onRollback: () => void): (writes: readonly Write[]) => Outcome[] {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const save = db.prepare('SAVEPOINT write');
  const release = db.prepare('RELEASE write');
  const takeBack = db.prepare('ROLLBACK TO write');

  /** Null: the transaction is gone, nothing was written. */
  function together(writes: readonly Write[]): Outcome[] | null {
    const outcomes: Outcome[] = [];
    try {
      begin.run();
    } catch (error) {
      // Another program writes (SQLITE_BUSY, after the timeout): each write alone would only wait as long again.
      return writes.map(() => ({ ok: false, error }));
    }
    try {
      for (const { run } of writes) {
        save.run();
        try {
          outcomes.push({ ok: true, result: run() });
        } catch (error) {
          onRollback();
          // SQLite itself takes the whole transaction back when the disk is full or fails.
          if (!db.inTransaction) return null;
          takeBack.run();
          outcomes.push({ ok: false, error });
        }
        release.run();
      }
      commit.run();
      return outcomes;
    } catch {
      onRollback();
      if (db.inTransaction) rollback.run();
      return null;
    }
  }

  function alone({ run }: Write): Outcome {
    try {
      begin.run();
      const result = run();
      commit.run();
      return { ok: true, result };
    } catch (error) {
      onRollback();
      if (db.inTransaction) rollback.run();
      return { ok: false, error };
    }
  }

  return (writes) => {
    const durable = writes.some((write) => write.durable);
    if (durable) db.pragma('synchronous = FULL');
    try {
      const only = writes.length === 1 ? writes[0] : undefined;
      if (only) return [alone(only)];
      return together(writes) ?? writes.map(alone);
    } finally {
      if (durable) db.pragma('synchronous = NORMAL');
    }
  };
}
