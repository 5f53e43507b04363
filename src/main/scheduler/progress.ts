// Progress of a running study as the contract shows it. Pure.
import type { StudyProgress } from '#shared/contract/studies.ts';
import { epochsAhead, epochsPlanned, epochsTrained } from '#shared/study/training-run.ts';
import { estimateEnd, type PacedTrial } from './eta.ts';
import type { Lane, WireLane } from './lane.ts';
import type { Queued } from './queue.ts';
import { waitsAtRung } from './rung-reason.ts';
import type { TrialRecord } from './trial-record.ts';

export interface ProgressFacts {
  readonly studyId: string;
  readonly now: number;
  readonly records: readonly TrialRecord[];
  readonly lanes: ReadonlyMap<number, Lane>;
  readonly parallel: number;
  /** In order, next first. */
  readonly queue: readonly Queued[];
  /** Starting points of the file that have no number yet. */
  readonly startingPoints: number;
  /** Of a study with stages: what follows this one by itself (eta.ts). */
  readonly later: { readonly trials: number; readonly epochs: number };
  /** Trials of this stage to be drawn, starting points included. */
  readonly remaining: number;
  readonly limitAt: number | null;
}

/** Of a study without stages. */
export const nothingLater = { trials: 0, epochs: 0 } as const;

/** Entries of the queue that are sent; it may hold thousands. */
const shownQueue = 50;

export function describeProgress(facts: ProgressFacts): StudyProgress {
  const { studyId, now, records, lanes, parallel, queue, startingPoints, remaining, later, limitAt } = facts;
  const { epochsDone, plannedEpochs, trainedShare, savedShare } = shares(records);
  const measured = records.filter((record) => record.pace.epochs > 0).map(paceOf);
  const meanEpochMs =
    measured.length === 0 ? null : measured.reduce((sum, trial) => sum + trial.epochMs, 0) / measured.length;
  const eta = estimateEnd({
    now,
    lanes: parallel,
    measured,
    running: [...lanes.values()].map((lane) => ({ ...paceOf(lane.record), epochsLeft: lane.epochsLeft })),
    queuedEpochs: queue.map(({ record: { row } }) => epochsAhead(row, row.checkpoint?.epoch ?? 0)),
    remaining,
    later,
    epochsPerTrial: plannedEpochs,
    trainedShare,
    limitAt,
  });
  return {
    studyId,
    at: now,
    lanes: wireLanes(lanes, parallel),
    queue: [
      ...queue.map(({ record, source }) => ({ trial: record.row.number, source })),
      ...Array.from({ length: Math.min(startingPoints, shownQueue) }, () => ({
        ...{ trial: null, source: 'enqueued' as const },
      })),
    ].slice(0, shownQueue),
    remaining: remaining + later.trials,
    epochsDone: Math.round(epochsDone),
    eta,
    secondsPerEpoch: meanEpochMs === null ? null : meanEpochMs / 1000,
    savedShare,
  };
}

function paceOf({ row, pace }: TrialRecord): PacedTrial {
  return { epochMs: pace.epochs === 0 ? 0 : pace.ms / pace.epochs, plannedEpochs: epochsPlanned(row) };
}

/**
 * Trials that ended on purpose before their last epoch saved epochs, and so do those that wait at a rung, as long as they wait; those that
 * failed or diverged or that a user stopped did not.
 */
function shares(records: readonly TrialRecord[]) {
  let epochsDone = 0;
  let planned = 0;
  let trained = 0;
  let allPlanned = 0;
  for (const { row } of records) {
    const [done, whole] = [epochsTrained(row), epochsPlanned(row)];
    epochsDone += done;
    allPlanned += whole;
    const stopped = row.state === 'stopped' && row.reason !== 'user';
    if (row.state !== 'complete' && !stopped && !waitsAtRung(row)) continue;
    planned += whole;
    trained += done;
  }
  const trainedShare = planned === 0 ? 1 : trained / planned;
  const plannedEpochs = records.length === 0 ? 1 : allPlanned / records.length;
  return { epochsDone, plannedEpochs, trainedShare, savedShare: 1 - trainedShare };
}

function wireLanes(lanes: ReadonlyMap<number, Lane>, parallel: number): WireLane[] {
  const count = Math.max(parallel, ...lanes.keys());
  return Array.from({ length: count }, (_, i) => {
    const worker = i + 1;
    const idle = {
      worker,
      pid: null,
      trial: null,
      phase: 'idle',
      epoch: 0,
      epochs: 0,
      fraction: 0,
      startedAt: null,
    } as const;
    return lanes.get(worker)?.toWire() ?? idle;
  });
}
