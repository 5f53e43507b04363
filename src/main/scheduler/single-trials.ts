// Single trials that go on in a study that rests: by hand, or trained again. Afterwards it is what it was, also when its host was killed
// meanwhile. Pure.
import type { StudyRow } from '#main/store/store.ts';
import type { PreparedStudy } from './prepared.ts';
import { waitsAtRung } from './rung-reason.ts';
import type { TrialRecord } from './trial-record.ts';

export type Afterwards = Pick<StudyRow, 'state' | 'reason'>;

/** What the study is once the single trials that go on now have ended. */
export function afterwardsOf({ afterwards, state, reason }: StudyRow): Afterwards {
  return afterwards ?? (state === 'running' ? wholeAfterwards : { state, reason });
}

/** Of a study that goes on as a whole. */
export const wholeAfterwards: Afterwards = { state: 'paused', reason: null };

/** It draws no more trials by itself; one that was paused before single trials went on goes on as a whole when it is started. */
export function isAtEnd({ state }: Afterwards): boolean {
  return state === 'finished' || state === 'failed';
}

/** What the study is to become again when nothing but single trials is left to train; null: it is more than that. `waits`: some of its trials do. */
export function singleTrialsOf(row: StudyRow, waits: boolean): Afterwards | null {
  const { afterwards } = row;
  return afterwards !== null && isAtEnd(afterwards) && (waits || !isAtEnd(row)) ? afterwards : null;
}

/** The stage of the first trial that waits to go on in another stage than the one prepared; null when there is none. `paused`: by hand, too. */
export function waitingElsewhere(
  { stage }: PreparedStudy,
  records: readonly TrialRecord[],
  { paused = false } = {},
): string | null {
  const isWaiting = ({ row }: TrialRecord) =>
    row.state === 'queued' || row.state === 'running' || (paused && row.state === 'paused' && !waitsAtRung(row));
  const found = records.find((record) => record.row.stage !== (stage?.name ?? null) && isWaiting(record));
  return found?.row.stage ?? null;
}

/** Whether single trials of other stages go on after those of the one prepared; in a study that was paused they wait for its start. */
export function othersFollow(row: StudyRow, prepared: PreparedStudy, records: readonly TrialRecord[]): boolean {
  return isAtEnd(afterwardsOf(row)) && waitingElsewhere(prepared, records) !== null;
}
