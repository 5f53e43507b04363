// Which files go when a trial ends.
import { type CheckpointFiles, freeable } from './checkpoints.ts';
import type { Journal } from './journal.ts';
import type { Roster } from './roster.ts';
import type { TrialRecord } from './trial-record.ts';

/** Once the end is stored: leftovers of the trial, and what older trials kept for nothing. */
export function freeCheckpoints(
  { row }: TrialRecord,
  checkpoints: CheckpointFiles,
  roster: Roster,
  journal: Journal,
): void {
  for (const old of freeable([...roster.withCheckpoint].map((record) => record.row))) {
    const record = roster.known(old.number);
    if (old.number !== row.number) journal.afterWrite(() => void checkpoints.sweep(old.studyId, old.number, null));
    roster.touch(record, { checkpoint: null }, false);
  }
  journal.afterWrite(() => {
    void checkpoints.sweep(row.studyId, row.number, roster.get(row.number)?.row.checkpoint?.path ?? null);
  });
}
