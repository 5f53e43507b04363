import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { createBatch } from '#main/store/batch.ts';
import { temporaryFolder } from '../../support/vernier.ts';

const normal = 1;
const full = 2;

/** A WAL database like the store's; `synchronous` is read inside the transaction that it decides about. */
function open() {
  const db = new Sqlite(join(temporaryFolder(), 'batch.db'));
  onTestFinished(() => void db.close());
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  const synchronous = () => Number(db.pragma('synchronous', { simple: true }));
  const run = createBatch(db, () => undefined);
  return {
    synchronous,
    resultsOf: (...durable: boolean[]) => run(durable.map((one) => ({ run: synchronous, durable: one }))),
  };
}

it('a commit waits for the disk when one of its writes must survive a power failure', () => {
  const { resultsOf, synchronous } = open();
  expect(resultsOf(true)).toEqual([{ ok: true, result: full }]);
  expect(resultsOf(false, true)).toEqual([
    { ok: true, result: full },
    { ok: true, result: full },
  ]);
  expect(synchronous()).toBe(normal);
});

it('other commits do not wait', () => {
  const { resultsOf } = open();
  expect(resultsOf(false)).toEqual([{ ok: true, result: normal }]);
  expect(resultsOf(false, false).map((one) => one.ok && one.result)).toEqual([normal, normal]);
});
