// Opens the store. The database lives in a thread of its own; what is here only passes requests and answers.
import { Worker } from 'node:worker_threads';
import { entryPath } from '#main/entries.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { Damage } from './database.ts';
import { databaseFile, databaseName } from './database-file.ts';
import type { MetricChunk, Store } from './store.ts';
import type { Failure, FromThread, Request, StoreMethod, ThreadOptions } from './thread-protocol.ts';

export { type Damage, databaseName };

export interface StoreOptions {
  /** Told before `openStore` resolves when a damaged database was set aside. */
  readonly onDamage?: (damage: Damage) => void;
  /** Upper limit of the database in pages of 4 KiB; beyond it writes fail as on a full disk. Default: none. */
  readonly maxPages?: number;
}

/**
 * Opens the database of a data directory (or the file, if one is named) for writing; makes what is missing. The caller holds the
 * directory's lock (host/lock.ts): there is one writer. Throws AppError: `invalid` directory cannot be written, `conflict`
 * database of a newer program, `busy`. A damaged one is kept aside as vernier.db.corrupt-<time> and told to `onDamage`.
 */
export function openStore(dataDirOrFile: string, options: StoreOptions = {}): Promise<Store> {
  const { onDamage, maxPages } = options;
  return startThread({ file: databaseFile(dataDirOrFile), readOnly: false, maxPages }, onDamage);
}

/**
 * For commands that read while a host writes. Throws `not_found` when there is no database yet. Writing methods reject with
 * `conflict`; every read sees the last committed state.
 */
export function openStoreReadOnly(dataDirOrFile: string): Promise<Store> {
  return startThread({ file: databaseFile(dataDirOrFile), readOnly: true });
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: AppError): void;
}

function startThread(options: ThreadOptions, onDamage?: (damage: Damage) => void): Promise<Store> {
  const thread = new Worker(entryPath('store-thread'), { workerData: options, name: 'store', execArgv: [] });
  const waiting = new Map<number, Waiting>();
  let outbox: Request[] = [];
  let nextId = 1;
  /** Why no request is taken any more. */
  let over: AppError | null = null;

  function request(method: StoreMethod, args: readonly unknown[]): Promise<unknown> {
    if (over) return Promise.reject(over);
    return new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      // What is asked in one go travels together, and so is written in one transaction.
      if (outbox.push({ id, method, args }) === 1) queueMicrotask(flush);
    });
  }

  function flush(): void {
    const requests = outbox;
    outbox = [];
    thread.postMessage(requests);
  }

  function end(error: AppError): void {
    over ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    const closed = request('close', []);
    over = new AppError('unavailable', 'The store is closed.');
    try {
      await closed;
    } finally {
      await thread.terminate();
    }
  }

  const store: Store = {
    ...(Object.fromEntries(
      plainMethods.map((method) => [method, (...args: unknown[]) => request(method, args)]),
    ) as unknown as Omit<Store, 'appendMetrics' | 'close'>),
    appendMetrics: (studyId, chunks) => request('appendMetrics', [studyId, chunks.map(ownMemory)]) as Promise<void>,
    close() {
      closing ??= close();
      return closing;
    },
  };

  return new Promise((resolve, reject) => {
    thread.on('message', (message: FromThread) => {
      switch (message.type) {
        case 'ready':
          if (message.damage !== null) onDamage?.(message.damage);
          return resolve(store);
        case 'failed':
          over = errorOf(message.error);
          reject(over);
          return void thread.terminate();
        case 'replies':
          for (const reply of message.replies) {
            const asked = waiting.get(reply.id);
            waiting.delete(reply.id);
            if (reply.ok) asked?.resolve(reply.result);
            else asked?.reject(errorOf(reply.error));
          }
          return;
      }
    });
    const died = (thrown: unknown) => {
      const error = new AppError('internal', `The store's thread ended: ${toAppError(thrown).message}`);
      end(error);
      reject(error);
    };
    thread.on('error', died);
    thread.on('exit', (code) => died(new Error(`exit code ${code}`)));
  });
}

const plainMethods = [
  'insertStudy',
  'updateStudy',
  'nameStage',
  'getStudy',
  'listStudies',
  'findStudy',
  'purgeStudy',
  'purgeDeleted',
  'keepWarmStart',
  'listWarmTrials',
  'insertTrial',
  'updateTrial',
  'getTrial',
  'listTrials',
  'listTrialFacts',
  'listOutcomes',
  'countTrials',
  'readMetrics',
  'appendLog',
  'readLog',
  'openTest',
  'listTestOpenings',
  'listViews',
  'saveView',
  'renameView',
  'deleteView',
  'backup',
] as const satisfies readonly Exclude<StoreMethod, 'appendMetrics' | 'close'>[];

/** A view of a large buffer would take the whole of it along. */
function ownMemory({ steps, values, wallMs, ...series }: MetricChunk): MetricChunk {
  const own = (column: Float64Array) => (column.byteLength === column.buffer.byteLength ? column : column.slice());
  return { ...series, steps: own(steps), values: own(values), wallMs: own(wallMs) };
}

function errorOf({ code, message, details }: Failure): AppError {
  return new AppError(code, message, details);
}
