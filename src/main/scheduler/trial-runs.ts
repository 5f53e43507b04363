// The runs of the trial that a lane trains: which one it is in, and how it goes from one to the next.
import { shareName } from '#main/search/index.ts';
import type { TrialRow } from '#main/store/store.ts';
import { currentRun, isLastRun } from '#shared/study/training-run.ts';
import type { CheckpointFiles } from './checkpoints.ts';
import type { Journal } from './journal.ts';
import type { Roster } from './roster.ts';
import { rungsOf } from './rungs.ts';
import { type PlannedRun, planRuns, type RunPlan, runBegun, runCompleted } from './runs.ts';
import type { TrialRecord } from './trial-record.ts';

export interface TrialRunsOptions {
  readonly record: TrialRecord;
  readonly plan: Omit<RunPlan, 'repeats'>;
  readonly roster: Roster;
  readonly journal: Journal;
  readonly checkpoints: CheckpointFiles;
}

export class TrialRuns {
  readonly #options: TrialRunsOptions;
  readonly #planned: readonly PlannedRun[];
  readonly #first: PlannedRun;

  constructor(options: TrialRunsOptions) {
    const { seed } = options.record.row;
    this.#options = options;
    this.#planned = planRuns(options.record.row, options.plan);
    this.#first = { run: 1, seed, fold: null, share: 1 };
  }

  /** The one under way. */
  get now(): PlannedRun {
    const { runs } = this.#row;
    return runs.at(-1) ?? this.#planned[0] ?? this.#first;
  }

  /** The only one whose epochs are judged. */
  get isJudged(): boolean {
    return this.now.run === 1 && !this.overData;
  }

  /** The only one whose weights are kept. */
  get keepsWeights(): boolean {
    return this.now.run === 1;
  }

  /** Whether the runs are rungs of halving over the share of data. */
  get overData(): boolean {
    return rungsOf(this.#options.plan.pruner, this.#row) !== null;
  }

  /** Whether the trial has several. */
  get several(): boolean {
    return this.#row.plannedRuns > 1;
  }

  /** Begins the next one, unless one is under way: the trial goes on in it. */
  begin(): void {
    const { runs } = this.#row;
    const planned = this.#planned[runs.length];
    const isUnderWay = runs.length > 0 && runs.at(-1)?.state !== 'complete';
    if (!this.several || isUnderWay || planned === undefined) return;
    this.#touch(runBegun(this.#row, planned));
  }

  /** The one under way has come to its end; true when another one is to follow. */
  completed(): boolean {
    if (!this.several) return false;
    this.#touch(runCompleted(this.#row));
    return !isLastRun(this.#row);
  }

  /** A sentence about the one under way. */
  told(message: string): string {
    if (this.now.share < 1) return `On ${shareName(this.now.share)}: ${message}`;
    return this.now.run === 1
      ? message
      : `In run ${currentRun(this.#row.runs)} of ${this.#row.plannedRuns}: ${message}`;
  }

  get #row(): TrialRow {
    return this.#options.record.row;
  }

  #touch(change: Partial<TrialRow>): void {
    const { roster, record, journal, checkpoints } = this.#options;
    const old = record.row.checkpoint;
    roster.touch(record, change, true);
    if (old !== null && record.row.checkpoint === null) journal.afterWrite(() => void checkpoints.remove(old.path));
  }
}
