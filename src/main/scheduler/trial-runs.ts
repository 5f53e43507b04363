// The runs of the trial that a lane trains: which one it is in, and how it goes from one to the next.
import type { TrialRow } from '#main/store/store.ts';
import { currentRun, isLastRun } from '#shared/study/training-run.ts';
import type { CheckpointFiles } from './checkpoints.ts';
import type { Journal } from './journal.ts';
import type { Roster } from './roster.ts';
import { type PlannedRun, planRuns, runBegun, runCompleted } from './runs.ts';
import type { TrialRecord } from './trial-record.ts';

export interface TrialRunsOptions {
  readonly record: TrialRecord;
  readonly folds: number | null;
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
    this.#planned = planRuns(options.record.row, options.folds);
    this.#first = { run: 1, seed, fold: null, share: 1 };
  }

  /** The one under way. */
  get now(): PlannedRun {
    const { runs } = this.#row;
    return runs.at(-1) ?? this.#planned[0] ?? this.#first;
  }

  /** The only one whose epochs are judged, and whose weights are kept. */
  get isFirst(): boolean {
    return this.now.run === 1;
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
    return this.isFirst ? message : `In run ${currentRun(this.#row.runs)} of ${this.#row.plannedRuns}: ${message}`;
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
