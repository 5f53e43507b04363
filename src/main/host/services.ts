// What the contract's handlers work with.
import type { AnalysisThread } from '#main/analysis-thread/client.ts';
import type { CurveThread } from '#main/curve-thread/client.ts';
import type { Scheduler } from '#main/scheduler/index.ts';
import type { Damage } from '#main/store/open-store.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { VernierPublish } from '#shared/contract/index.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import { AppError } from '#shared/errors.ts';
import type { Shelf } from './data-library/shelf.ts';
import type { EngineDesk } from './engines/desk.ts';
import type { Places } from './places.ts';
import { summaryOf } from './views.ts';

export interface Services {
  readonly store: Store;
  readonly scheduler: Scheduler;
  readonly places: Places;
  readonly engines: EngineDesk;
  readonly analysis: AnalysisThread;
  readonly curves: CurveThread;
  /** Data sets that were added on their own. */
  readonly shelf: Shelf;
  readonly publish: VernierPublish;
  readonly shell: 'electron' | 'browser' | 'headless';
  readonly startedAt: number;
  /** What of the database could not be read at this start. */
  readonly damage: Damage | null;
  now(): number;
}

export async function studyOrFail(store: Store, id: string): Promise<StudyRow> {
  const row = await store.getStudy(id);
  if (!row || row.deletedAt !== null) throw new AppError('not_found', `There is no study "${id}".`);
  return row;
}

/** The study as it is in the store now. */
export async function currentSummary(store: Store, id: string): Promise<StudySummary> {
  return summaryOf(store, await studyOrFail(store, id));
}
