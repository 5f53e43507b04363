// What of an ended trial, and of those before it, need not stay on disk. Files go once the store no longer names them.
import { isTerminal } from '#shared/study/trial-state.ts';
import { type CheckpointFiles, freeable } from './checkpoints.ts';
import { trainsOn } from './extension.ts';
import type { Journal } from './journal.ts';
import type { PreparedStudy } from './prepared.ts';
import type { Roster } from './roster.ts';
import type { TrialRecord } from './trial-record.ts';
import { surplusWeights } from './weights.ts';

interface Study {
  readonly roster: Roster;
  readonly journal: Journal;
  readonly checkpoints: CheckpointFiles;
  readonly prepared: Pick<PreparedStudy, 'command' | 'objective'>;
}

/** Call when trials have ended: their leftovers go, and what older trials kept for nothing. */
export function freeFiles({ roster, journal, checkpoints, prepared }: Study, ended: readonly TrialRecord[]): void {
  const { direction } = prepared.objective;
  const rows = () => [...roster.withFiles].map((record) => record.row);
  const others = new Set<number>();
  for (const { number } of freeable(rows(), direction, (row) => trainsOn(row, prepared))) {
    others.add(number);
    roster.touch(roster.known(number), { checkpoint: null }, false);
  }
  for (const { number } of surplusWeights(rows(), direction)) {
    others.add(number);
    roster.touch(roster.known(number), { weights: null }, false);
  }
  for (const { row } of ended) others.add(row.number);
  journal.afterWrite(() => {
    for (const number of others) {
      const now = roster.get(number)?.row;
      // One that goes on again meanwhile writes files of its own; its next end comes here.
      if (now === undefined || !isTerminal(now.state)) continue;
      void checkpoints.sweep(now.studyId, number, [now.checkpoint?.path, now.weights?.path]);
    }
  });
}
