// The runs of a trial, one after the other: which there are, and what changes in the trial's row as they train. Pure. A trial that is
// trained once has none of its own: its row says it all.
import type { Pruner } from '#main/search/search.ts';
import type { TrialRow } from '#main/store/store.ts';
import { deriveSeed } from '#shared/num/random.ts';
import type { Objective } from '#shared/study/build-space.ts';
import { bestEpochOf, completeRuns, meanOf, type TrainingRun } from '#shared/study/training-run.ts';
import { isTerminal, type TrialState } from '#shared/study/trial-state.ts';
import { pickNext, valuesOf } from './objective.ts';
import { rungsOf } from './rungs.ts';

export type PlannedRun = Pick<TrainingRun, 'run' | 'seed' | 'fold' | 'share'>;

/** How a study trains its trials. */
export interface RunPlan {
  readonly repeats: number;
  /** Of the rows that train and validate; null: one validation part. */
  readonly folds: number | null;
  /** One that goes over the share of data trains a trial on each of its rungs; then there are neither repeats nor folds. */
  readonly pruner: Pick<Pruner, 'rungs'> | null;
}

/** Of the trial of this number. */
export function plannedRunsOf({ repeats, folds, pruner }: RunPlan, trial: number): number {
  return pruner?.rungs?.(trial).length ?? repeats * (folds ?? 1);
}

/**
 * The runs of a trial in their order. The first has the trial's seed, so that it is the trial of a study without repeats; the others derive
 * theirs from it. Run r validates on fold ((r - 1) mod folds) + 1. Runs on shares of the rows all have the trial's seed, and the last
 * one, on all rows, is run 1: it is the trial of a study that does not prune, and whoever asks for no other run is told of it alone.
 */
export function planRuns(
  { seed, plannedRuns, ...trial }: Pick<TrialRow, 'number' | 'seed' | 'plannedRuns' | 'rerunOf'>,
  { folds, pruner }: Omit<RunPlan, 'repeats'>,
): PlannedRun[] {
  const rungs = rungsOf(pruner, trial);
  if (rungs !== null) return rungs.map(({ share }, i) => ({ run: share === 1 ? 1 : i + 2, seed, fold: null, share }));
  return Array.from({ length: plannedRuns }, (_, i) => ({
    run: i + 1,
    seed: i === 0 ? seed : deriveSeed(seed, i + 1, 'run'),
    fold: folds === null ? null : (i % folds) + 1,
    share: 1,
  }));
}

/** With the next run, which begins: nothing of it is trained. */
export function runBegun(row: TrialRow, planned: PlannedRun): Partial<TrialRow> {
  const open = { state: 'running', value: null, bestEpoch: null, lastEpoch: 0 } as const;
  return { ...withRuns(row, [...row.runs, { ...planned, ...open }]), lastEpoch: 0, checkpoint: null };
}

/** With one more epoch of the run under way. `isPicked`: it is the one that counts. */
export function epochTaken(
  row: TrialRow,
  epoch: number,
  metrics: Readonly<Record<string, number>>,
  { objective, objectives = [] }: { readonly objective: Objective; readonly objectives?: readonly Objective[] },
): { readonly change: Partial<TrialRow>; readonly isPicked: boolean } {
  const run = row.runs.at(-1);
  const { value: best, bestEpoch } = run ?? row;
  const before = best === null || bestEpoch === null ? null : { value: best, epoch: bestEpoch };
  const value = metrics[objective.metric];
  const picked = value === undefined ? before : pickNext(before, epoch, value, objective);
  const isPicked = picked !== before;
  const told = { lastEpoch: epoch, value: picked?.value ?? null, bestEpoch: picked?.epoch ?? null };
  if (run === undefined) return { change: told, isPicked };
  const { objectives: earlier, ...rest } = run;
  const several = isPicked ? valuesOf(metrics, objectives) : earlier;
  const runs = row.runs.with(-1, { ...rest, ...told, ...(several && { objectives: several }) });
  return { change: { ...withRuns(row, runs), lastEpoch: epoch }, isPicked };
}

/** Of a trial that comes to `state`: the run under way ends with it, or is under way again. */
export function runMoved(row: TrialRow, state: TrialState): Partial<TrialRow> {
  const last = row.runs.at(-1);
  const next = isTerminal(state) ? (state as TrainingRun['state']) : 'running';
  if (last === undefined || last.state === 'complete' || last.state === next) return {};
  return withRuns(row, row.runs.with(-1, { ...last, state: next }));
}

/** The run under way is complete, and another one follows: what it needed to go on is of no use any more. */
export function runCompleted(row: TrialRow): Partial<TrialRow> {
  const change = runMoved(row, 'complete');
  return completeRuns(change.runs ?? row.runs) < row.plannedRuns ? { ...change, checkpoint: null } : change;
}

/** The trial's runs, with what follows from them for its value and the epoch that counts. */
export function withRuns(
  { plannedRuns }: Pick<TrialRow, 'plannedRuns'>,
  runs: readonly TrainingRun[],
): Pick<TrialRow, 'runs' | 'value' | 'bestEpoch'> {
  return { runs, value: meanOf(runs), bestEpoch: bestEpochOf({ plannedRuns, runs }) };
}
