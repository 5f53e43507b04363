// Reading the store in the calling thread, beside its writer: for threads that may wait, and would only hand rows on otherwise.

import { openForReading } from './database.ts';
import { databaseFile } from './database-file.ts';
import { storeError } from './errors.ts';
import { createOperations, type Operations } from './operations.ts';

/** The store's reads, synchronous; each sees the last committed state. */
export type StoreReader = Operations['reads'] & { close(): void };

/** Throws `not_found` when there is no database yet, and what a read-only store throws. Never for the host's own thread. */
export function readHere(dataDirOrFile: string): StoreReader {
  const db = openForReading(databaseFile(dataDirOrFile));
  const reads = Object.entries(createOperations(db).reads).map(([method, read]) => [
    method,
    (...args: never[]) => {
      try {
        return (read as (...given: never[]) => unknown)(...args);
      } catch (thrown) {
        throw storeError(thrown);
      }
    },
  ]);
  return { ...(Object.fromEntries(reads) as Operations['reads']), close: () => db.close() };
}
