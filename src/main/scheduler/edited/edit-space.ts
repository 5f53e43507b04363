// Changing the space of a study: of one that runs, and of one that rests.
import type { Store, StudyRow } from '#main/store/store.ts';
import type { SchedulerEvents } from '../events.ts';
import type { Journal } from '../journal.ts';
import type { PreparedStudy } from '../prepared.ts';
import type { Roster } from '../roster.ts';
import { isUnbegun } from './own-history.ts';
import type { SpaceEdit } from './revise.ts';

interface Deps {
  readonly store: Store;
  readonly events: SchedulerEvents;
  prepare(study: StudyRow, purpose: 'revise', stage: string | null): Promise<PreparedStudy>;
  now(): number;
}

type Edit = (study: StudyRow) => Promise<SpaceEdit>;

/** A StudyRun. */
interface ActiveStudy {
  readonly journal: Journal;
  readonly over: boolean;
  readonly ending: boolean;
  readonly stage: string | null;
  readonly roster: Pick<Roster, 'nextNumber'>;
  revise(fresh: PreparedStudy | null, edit: SpaceEdit): void;
}

/** False when the study came to rest meanwhile. Throws the store's AppError; the change is then held with all that it refused. */
export async function reviseSpace(
  deps: Pick<Deps, 'store' | 'prepare'>,
  active: ActiveStudy,
  id: string,
  edit: Edit,
): Promise<boolean> {
  // How the stages stand is read from the store.
  await active.journal.flush();
  const row = await deps.store.getStudy(id);
  if (row === null) return false;
  const wanted = await edit(row);
  const isOfRun = wanted.stage === active.stage;
  const next = { ...row, ...wanted.change(active.roster.nextNumber, []) };
  const fresh = isOfRun ? await deps.prepare(next, 'revise', wanted.stage) : null;
  if (active.over || active.ending) {
    fresh?.search?.close();
    return false;
  }
  active.revise(fresh, wanted);
  await active.journal.flush();
  if (active.journal.failure !== null) throw active.journal.failure;
  return true;
}

/** Both the change and what the log says of it, or nothing. */
export async function editAtRest(
  { store, events, now }: Pick<Deps, 'store' | 'events' | 'now'>,
  row: StudyRow,
  edit: Edit,
): Promise<void> {
  const { change, message, isOutdated } = await edit(row);
  const trials = await store.listTrials(row.id);
  const redrawn = trials.filter((trial) => isUnbegun(trial) && isOutdated(trial)).map(({ number }) => number);
  const last = trials.at(-1)?.number ?? 0;
  const at = now();
  const entry = { at, trial: null, level: 'info', message } as const;
  await Promise.all([
    store.updateStudy(row.id, { ...change(last + 1, redrawn), changedAt: at }),
    store.appendLog(row.id, [entry]),
  ]);
  events.logged({ studyId: row.id, ...entry });
}
