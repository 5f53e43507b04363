// The store's methods over one connection, synchronous: what reads, what writes, and which writes must be on disk at once.
import { renameSync, rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import { storeError } from './errors.ts';
import type { Store } from './store.ts';
import { createLogsTable } from './tables/logs.ts';
import { createMetricsTable } from './tables/metrics.ts';
import { createStudiesTable } from './tables/studies.ts';
import { createTestOpeningsTable } from './tables/test-openings.ts';
import { createTrialsTable } from './tables/trials.ts';
import { createViewsTable } from './tables/views.ts';
import { createWarmTrialsTable } from './tables/warm-trials.ts';

type Sync<M> = M extends (...args: infer A) => Promise<infer R> ? (...args: A) => R : never;
type Reads =
  | 'getStudy'
  | 'listStudies'
  | 'findStudy'
  | 'getTrial'
  | 'listTrials'
  | 'listTrialFacts'
  | 'listWarmTrials'
  | 'listOutcomes'
  | 'countTrials'
  | 'readMetrics'
  | 'readLog'
  | 'listTestOpenings'
  | 'listViews';
type Writes = Exclude<keyof Store, Reads | 'backup' | 'close'>;

export interface Operations {
  readonly reads: { readonly [K in Reads]: Sync<Store[K]> };
  readonly writes: { readonly [K in Writes]: Sync<Store[K]> };
  /** True when the write must have reached the disk before it is answered: a trial that ends, an opening. */
  isDurable(method: string, args: readonly unknown[]): boolean;
  backup(path: string): Promise<void>;
  /** A transaction was taken back: what was remembered of it is void. */
  forget(): void;
}

export function createOperations(db: Database): Operations {
  const studies = createStudiesTable(db);
  const trials = createTrialsTable(db);
  const metrics = createMetricsTable(db, trials.rowId);
  const logs = createLogsTable(db);
  const openings = createTestOpeningsTable(db);
  const warmTrials = createWarmTrialsTable(db);
  const views = createViewsTable(db);
  const forget = () => {
    trials.forget();
    metrics.forget();
  };

  return {
    reads: {
      getStudy: studies.get,
      listStudies: studies.list,
      findStudy: studies.find,
      getTrial: trials.find,
      listTrials: trials.list,
      listTrialFacts: trials.facts,
      listWarmTrials: warmTrials.list,
      listOutcomes: trials.outcomes,
      countTrials: trials.count,
      readMetrics: metrics.read,
      readLog: logs.read,
      listTestOpenings: openings.list,
      listViews: views.list,
    },
    writes: {
      insertStudy: studies.insert,
      updateStudy: studies.update,
      nameStage(id, change, stage) {
        const study = studies.update(id, change);
        if (stage !== null) trials.nameStage(id, stage);
        return study;
      },
      purgeStudy(id) {
        studies.remove(id);
        forget();
      },
      purgeDeleted() {
        const ids = studies.deleted();
        for (const id of ids) studies.remove(id);
        forget();
        return ids;
      },
      keepWarmStart(id, sources, rows) {
        const study = studies.update(id, { warmStart: sources });
        warmTrials.replace(id, rows);
        return study;
      },
      insertTrial: trials.insert,
      updateTrial(studyId, number, change) {
        const row = trials.update(studyId, number, change);
        if (change.state && isTerminal(change.state)) metrics.compact(studyId, number);
        return row;
      },
      appendMetrics: metrics.append,
      appendLog: logs.append,
      openTest: openings.open,
      saveView: views.save,
      renameView: views.rename,
      deleteView: views.remove,
    },
    isDurable(method, args) {
      if (method === 'openTest') return true;
      const change = method === 'updateTrial' ? args[2] : method === 'insertTrial' ? args[0] : null;
      const { state } = (change ?? {}) as { state?: Parameters<typeof isTerminal>[0] };
      return state !== undefined && isTerminal(state);
    },
    async backup(path) {
      const partial = `${path}.partial`;
      try {
        await db.backup(partial);
        renameSync(partial, path);
      } catch (thrown) {
        rmSync(partial, { force: true });
        const { code, message } = storeError(thrown);
        throw new AppError(code === 'internal' ? 'invalid' : code, `The backup to ${path} failed: ${message}`, {
          path,
        });
      }
    },
    forget,
  };
}
