// What a stage will take, from what trials have taken: an 80 % interval. Pure.
//
// Method, as for the end of a running study (main/scheduler/eta.ts): the measured epochs of k trials have a mean m and a variance, blended
// with a prior of 50 % of m that is worth two observations. n trials of E epochs each take n·E·m in all, with variance
// (n·E)²·v·(1/n + 1/k). P at once share it, with half a trial of idle lanes at the end. An epoch's time goes with its share of the rows. The
// low end stops as many epochs early as the trials so far did, the high end none.
import type { Trial } from '#shared/contract/trials.ts';

export interface Pace {
  readonly epochMs: number;
  /** Of the planned epochs, trained. */
  readonly trained: number;
}

export interface StageWork {
  readonly trials: number;
  readonly epochs: number;
  /** Trainings of each trial. */
  readonly runs: number;
  /** Rows of an epoch against those that were measured; 1: as many. */
  readonly rows: number;
  readonly parallel: number;
}

const normal80 = 1.2816;
const priorSpread = 0.5;
const priorWeight = 2;

/** Trials with at least one measured epoch. */
export function pacesOf(trials: readonly Trial[]): Pace[] {
  return trials.flatMap(({ durationMs, lastEpoch, epochs, runs, plannedRuns, state }): Pace[] => {
    const trained = runs ? runs.reduce((sum, run) => sum + run.lastEpoch * run.share, 0) : lastEpoch;
    if (!(durationMs > 0) || trained <= 0) return [];
    const ended = state === 'complete' || state === 'stopped';
    return [
      { epochMs: durationMs / trained, trained: ended ? Math.min(1, trained / (epochs * (plannedRuns ?? 1))) : 1 },
    ];
  });
}

/** Null before the first measured epoch. */
export function costOf(paces: readonly Pace[], work: StageWork): { lowMs: number; highMs: number } | null {
  const k = paces.length;
  if (k === 0 || work.trials < 1) return null;
  const mean = paces.reduce((sum, { epochMs }) => sum + epochMs, 0) / k;
  const squares = paces.reduce((sum, { epochMs }) => sum + (epochMs - mean) ** 2, 0);
  const variance = (squares + priorWeight * (priorSpread * mean) ** 2) / (k - 1 + priorWeight);
  const trained = paces.reduce((sum, pace) => sum + pace.trained, 0) / k;
  const lanes = Math.max(1, Math.min(work.parallel, work.trials));
  const epochs = work.trials * work.epochs * work.runs * work.rows;
  const sd = Math.sqrt(variance * (1 / work.trials + 1 / k));
  const tailMs = ((lanes - 1) / (2 * lanes)) * (epochs / work.trials) * mean;
  const lowMs = (epochs * trained * Math.max(0, mean - normal80 * sd)) / lanes;
  return { lowMs, highMs: (epochs * (mean + normal80 * sd)) / lanes + tailMs };
}

/** What the trials have taken, as long as `parallel` of them train at once. */
export function takenMs(trials: readonly Trial[], parallel: number): number {
  const sum = trials.reduce((ms, { durationMs }) => ms + durationMs, 0);
  return sum / Math.max(1, Math.min(parallel, trials.length));
}
