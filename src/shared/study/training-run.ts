// The runs of a trial: one configuration that is trained several times, on seeds or folds of its own, and has one number. Pure.
import { z } from 'zod';
import { mean, median, sampleSd } from '../num/statistics.ts';

export const runStates = ['running', 'complete', 'stopped', 'failed', 'diverged'] as const;

export const trainingRun = z.object({
  /** From 1. With shares of the rows, run 1 is that on all of them, trained last. */
  run: z.int().min(1),
  seed: z.int(),
  /** Fold that it validates on, from 1; null without folds. */
  fold: z.int().min(1).nullable(),
  /** Of the training rows that it trains on; 1: all. */
  share: z.number().gt(0).max(1),
  /** `running`: begun and not at its end, also while its trial waits. */
  state: z.enum(runStates),
  /** The objective's, by its pick within this run. */
  value: z.number().nullable(),
  bestEpoch: z.int().nullable(),
  lastEpoch: z.int(),
  /** In a study of several objectives: each of them at `bestEpoch`. */
  objectives: z.array(z.number()).optional(),
});
export type TrainingRun = Readonly<z.infer<typeof trainingRun>>;

/** What of a trial says how far it has come; `epochs` are of each run. */
interface Trained {
  readonly plannedRuns: number;
  readonly runs: readonly TrainingRun[];
  readonly lastEpoch: number;
  readonly epochs: number;
}

/**
 * A trial's number: the mean over its complete runs; while none is complete, the value of the one under way. A run on a share of the rows
 * is none of them: its value says how the trial stands among others on that share, and is no measure beside one on all rows.
 */
export function meanOf(runs: readonly TrainingRun[]): number | null {
  const values = completeValues(runs);
  return values.length > 0 ? mean(values) : (onAllRows(runs).at(-1)?.value ?? null);
}

/** "11" of 1/9: percent of the training rows. */
export function sharePercent(share: number): string {
  return String(Number((100 * share).toPrecision(2)));
}

/** Runs on all training rows of the study. */
export function onAllRows(runs: readonly TrainingRun[]): TrainingRun[] {
  return runs.filter(({ share }) => share === 1);
}

/** With several objectives: the mean of each over the complete runs, by the same rule; undefined where one is missing. */
export function meanObjectives(runs: readonly TrainingRun[]): number[] | undefined {
  const whole = onAllRows(runs);
  const complete = whole.filter(({ state }) => state === 'complete');
  const counted = (complete.length > 0 ? complete : whole.slice(-1)).map(({ objectives }) => objectives);
  if (counted.length === 0 || counted.some((values) => values === undefined)) return undefined;
  return counted[0]?.map((_, i) => mean(counted.map((values) => values?.[i] ?? Number.NaN)));
}

/** The epoch that counts: the first run's, until all are complete; then the median of theirs, rounded. */
export function bestEpochOf({ plannedRuns, runs }: Pick<Trained, 'plannedRuns' | 'runs'>): number | null {
  const whole = onAllRows(runs);
  if (completeRuns(runs) < plannedRuns) return whole[0]?.bestEpoch ?? null;
  const epochs = whole.flatMap(({ bestEpoch }) => bestEpoch ?? []);
  return epochs.length === 0 ? null : Math.round(median(epochs));
}

export function completeRuns(runs: readonly TrainingRun[]): number {
  return runs.filter(({ state }) => state === 'complete').length;
}

/** Standard deviation (n - 1) of the complete runs' values; null below two. */
export function spreadOf(runs: readonly TrainingRun[]): { runs: number; sd: number } | null {
  const values = completeValues(runs);
  return values.length < 2 ? null : { runs: values.length, sd: sampleSd(values) };
}

/** A trial as if it had been trained once: what its weights are of. */
export function firstRun<T extends Pick<Trained, 'runs'> & { value: number | null; bestEpoch: number | null }>(
  row: T,
): T {
  const first = row.runs.find(({ run }) => run === 1);
  return first === undefined ? row : { ...row, value: first.value, bestEpoch: first.bestEpoch, runs: [] };
}

/** Which of its runs, from 1 in the order in which they are trained, is under way, or was the last. */
export function currentRun(runs: readonly TrainingRun[]): number {
  return Math.max(1, runs.length);
}

/** Whether no run is to follow the one under way. */
export function isLastRun({ plannedRuns, runs }: Pick<Trained, 'plannedRuns' | 'runs'>): boolean {
  return currentRun(runs) >= plannedRuns;
}

/** Epochs of all runs that are trained, in epochs on all rows: one on a third of them counts a third. */
export function epochsTrained({ runs, lastEpoch }: Pick<Trained, 'runs' | 'lastEpoch'>): number {
  const under = lastEpoch * (runs.at(-1)?.share ?? 1);
  return runs.slice(0, -1).reduce((sum, run) => sum + run.lastEpoch * run.share, under);
}

/** Epochs that are still to be trained, in all runs to come, when the one under way goes on after `epoch`; counted as epochsTrained does. */
export function epochsAhead({ plannedRuns, runs, epochs }: Omit<Trained, 'lastEpoch'>, epoch: number): number {
  const { share, state } = runs.at(-1) ?? { share: 1, state: 'running' };
  const later = (wholeTrainings(share, plannedRuns - currentRun(runs) + 1) - share) * epochs;
  return later + (state === 'complete' ? 0 : Math.max(0, epochs - epoch) * share);
}

/** Epochs of all runs that are planned, counted as epochsTrained does. */
export function epochsPlanned({ plannedRuns, runs, epochs }: Omit<Trained, 'lastEpoch'>): number {
  return wholeTrainings(runs[0]?.share ?? 1, plannedRuns) * epochs;
}

/** What so many runs cost, in trainings on all rows: from a share on by the same factor up to the whole. */
function wholeTrainings(share: number, runs: number): number {
  if (share === 1 || runs < 2) return share * runs;
  return Array.from({ length: runs }, (_, i) => share ** (1 - i / (runs - 1))).reduce((sum, one) => sum + one, 0);
}

/** Values of the complete runs that have one, in their order. */
export function completeValues(runs: readonly TrainingRun[]): number[] {
  return onAllRows(runs).flatMap(({ state, value }) => (state === 'complete' && value !== null ? [value] : []));
}
