// Notes and tags that people put on a study and its trials, whether it runs or not.
import type { Store, TrialRow } from '#main/store/store.ts';
import type { Trial } from '#shared/contract/trials.ts';
import type { SchedulerEvents } from './events.ts';
import type { StudyRun } from './study-run.ts';
import { toTrial } from './summary.ts';

/** What is absent stays as it is. */
export type Annotation = Partial<Pick<TrialRow, 'note' | 'tags'>>;

interface Situation {
  readonly store: Store;
  readonly events: SchedulerEvents;
  /** Null for a study that rests, all of which is stored. */
  readonly run: StudyRun | null;
}

/** Nothing is told of a study that rests. Resolves when it is stored. */
export async function annotateStudy({ store, run }: Situation, id: string, change: Annotation): Promise<void> {
  if (run === null) await store.updateStudy(id, change);
  else {
    run.describe(change);
    await written(run);
  }
}

/** Told as a change of the trial. Of a study that runs the row in memory has it too, or the next change would take it back. */
export async function annotateTrial(
  { store, events, run }: Situation,
  id: string,
  number: number,
  change: Annotation,
): Promise<Trial> {
  const record = run?.roster.get(number);
  if (run && record) {
    run.roster.touch(record, change, true);
    await written(run);
    return toTrial(record.row);
  }
  // Of another stage, or of a study that rests: nothing in memory changes it.
  const trial = toTrial(await store.updateTrial(id, number, change));
  events.trialChanged(trial);
  return trial;
}

/** What people wrote is told to be kept when it is. */
async function written({ journal }: StudyRun): Promise<void> {
  await journal.flush();
  if (journal.failure !== null) throw journal.failure;
}
