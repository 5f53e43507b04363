// Counts of the trials by state and the best of them, kept up to date trial by trial.

import type { TrialRow } from '#main/store/store.ts';
import type { Direction } from '#shared/contract/common.ts';
import { bestTrial, betterOf, isRated, isWhole } from '#shared/study/ranking.ts';
import { type TrialState, trialStates } from '#shared/study/trial-state.ts';

/** What of a trial the standings look at. */
export type Standing = Pick<
  TrialRow,
  'number' | 'stage' | 'state' | 'reason' | 'value' | 'bestEpoch' | 'runs' | 'rerunOf' | 'plannedRuns'
> &
  Partial<Pick<TrialRow, 'continued'>>;
export type Counts = Record<TrialState, number>;

function emptyCounts(): Counts {
  const counts: Partial<Counts> = {};
  for (const state of trialStates) counts[state] = 0;
  return counts as Counts;
}

export interface Standings {
  readonly counts: Readonly<Counts>;
  readonly best: Standing | null;
  /** Trials that are complete, stopped, failed or diverged. */
  readonly ended: number;
  /** `before` is null for a new trial. */
  moved(before: Standing | null, after: Standing): void;
}

/** `rows` gives all trials; it is read again only when an ended trial goes on. */
export function createStandings(direction: Direction, rows: () => readonly Standing[]): Standings {
  const counts = emptyCounts();
  const best = new Map<'complete' | 'partial', Standing>();

  let trainedAgain = false;
  /** Of a study in which configurations were trained again; undefined: to be found. */
  let leader: Standing | null | undefined;

  function consider(row: Standing): void {
    trainedAgain ||= row.rerunOf !== null;
    if (!isRated(row)) return;
    const kind = isWhole(row) ? 'complete' : 'partial';
    const first = betterOf(best.get(kind) ?? null, row, direction);
    if (first !== null) best.set(kind, first);
  }

  for (const row of rows()) {
    counts[row.state]++;
    consider(row);
  }
  return {
    counts,
    get best() {
      if (trainedAgain) {
        leader = leader === undefined ? bestTrial(rows(), direction) : leader;
        return leader;
      }
      return best.get('complete') ?? best.get('partial') ?? null;
    },
    get ended() {
      return counts.complete + counts.stopped + counts.failed + counts.diverged;
    },
    moved(before, after) {
      leader = undefined;
      if (before !== null) counts[before.state]--;
      counts[after.state]++;
      if (before !== null && isRated(before)) {
        best.clear();
        for (const row of rows()) consider(row);
      } else consider(after);
    },
  };
}
