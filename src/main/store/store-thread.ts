// The thread that owns the database. Started by open-store.ts; answers its requests in order, writes that wait together in one transaction.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import Sqlite, { type Database } from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import { createBatch, type Write } from './batch.ts';
import { type Damage, openForReading, openForWriting, watchPresence } from './database.ts';
import { storeError } from './errors.ts';
import { createOperations } from './operations.ts';
import type { Failure, FromThread, Reply, Request, ThreadOptions } from './thread-protocol.ts';

if (!parentPort) throw new Error('store-thread.ts is started by the store, not by hand.');
const host = parentPort;

/** Writes of one transaction at most: bounds how long a reader's answer waits behind them. */
const maxBatch = 1000;
/** How often it is looked whether the file is still there, while nothing durable is written, milliseconds. */
const lookEvery = 1000;

function start({ file, readOnly, maxPages }: ThreadOptions): void {
  let db: Database;
  let damage: Damage | null = null;
  try {
    if (readOnly) db = openForReading(file);
    else ({ db, damage } = openForWriting({ file, maxPages, now: Date.now() }));
  } catch (thrown) {
    say({ type: 'failed', error: failure(thrown) });
    return;
  }
  serve(db, file, readOnly);
  say({ type: 'ready', damage });
}

function serve(db: Database, file: string, readOnly: boolean): void {
  const lost = watchPresence(file);
  let looked = Date.now();
  const operations = createOperations(db);
  const runBatch = createBatch(db, operations.forget);
  const reads = operations.reads as Record<string, ((...args: never[]) => unknown) | undefined>;
  const writes = operations.writes as Record<string, ((...args: never[]) => unknown) | undefined>;

  function answer(requests: readonly Request[]): void {
    let replies: Reply[] = [];
    let waiting: (Write & { id: number })[] = [];
    const flush = () => {
      if (waiting.length === 0) return;
      const looks = waiting.some((write) => write.durable) || Date.now() - looked >= lookEvery;
      if (looks) looked = Date.now();
      const loss = looks ? lost() : null;
      const outcomes = loss ? waiting.map(() => ({ ok: false as const, error: loss })) : runBatch(waiting);
      waiting.forEach(({ id }, i) => {
        const outcome = outcomes[i];
        if (outcome) replies.push(outcome.ok ? { id, ...outcome } : { id, ok: false, error: failure(outcome.error) });
      });
      waiting = [];
    };

    for (const { id, method, args } of requests) {
      const write = writes[method];
      if (write && readOnly) {
        replies.push({
          id,
          ok: false,
          error: failure(new AppError('conflict', 'The store is open for reading only.')),
        });
      } else if (write) {
        waiting.push({ id, run: () => write(...(args as never[])), durable: operations.isDurable(method, args) });
        if (waiting.length >= maxBatch) flush();
      } else {
        flush();
        const later = other(id, method, args);
        if (later) replies.push(later);
      }
    }
    flush();
    if (replies.length > 0) say({ type: 'replies', replies }, buffersOf(replies));
    replies = [];
  }

  /** A read, a backup or the end; null when the answer comes by itself later. */
  function other(id: number, method: Request['method'], args: readonly unknown[]): Reply | null {
    try {
      if (method === 'backup') {
        operations.backup(String(args[0])).then(
          () => say({ type: 'replies', replies: [{ id, ok: true, result: undefined }] }),
          (thrown) => say({ type: 'replies', replies: [{ id, ok: false, error: failure(thrown) }] }),
        );
        return null;
      }
      if (method === 'close') {
        try {
          if (!readOnly) db.pragma('optimize');
        } catch (thrown) {
          // Only makes later queries faster; a full disk must not keep anyone from closing.
          if (!(thrown instanceof Sqlite.SqliteError)) throw thrown;
        } finally {
          db.close();
        }
        return { id, ok: true, result: undefined };
      }
      const read = reads[method];
      if (!read) throw new AppError('not_found', `The store has no method "${method}".`);
      return { id, ok: true, result: read(...(args as never[])) };
    } catch (thrown) {
      return { id, ok: false, error: failure(thrown) };
    }
  }

  host.on('message', (first: readonly Request[]) => {
    const requests = [...first];
    for (let more = receiveMessageOnPort(host); more; more = receiveMessageOnPort(host)) requests.push(...more.message);
    answer(requests);
  });
}

function say(message: FromThread, transfer: readonly ArrayBuffer[] = []): void {
  host.postMessage(message, [...transfer]);
}

function failure(thrown: unknown): Failure {
  const { code, message, details } = storeError(thrown);
  return { code, message, details };
}

/** Curves are handed over, not copied; many may share a buffer. */
function buffersOf(replies: readonly Reply[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const reply of replies) {
    if (!reply.ok || !Array.isArray(reply.result)) continue;
    for (const item of reply.result) {
      for (const value of Object.values(item as object)) {
        if (value instanceof Float64Array && value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
      }
    }
  }
  return [...buffers];
}

start(workerData as ThreadOptions);
