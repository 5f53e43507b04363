// What the scheduler can be asked for, and what it needs.
import type { Runner } from '#main/runners/runner.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { RunOverrides, StudyProgress, StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import type { Params } from '#shared/study/values.ts';
import type { Annotation } from './annotate.ts';
import type { CheckpointFiles } from './checkpoints.ts';
import type { SpaceEdit } from './edited/revise.ts';
import type { SchedulerEvents } from './events.ts';
import type { PreparedStudy } from './prepared.ts';
import type { QueueChange } from './queue-change.ts';

export interface SchedulerDeps {
  readonly store: Store;
  readonly runner: Runner;
  readonly events: SchedulerEvents;
  readonly checkpoints: CheckpointFiles;
  /** Wall clock, ms since 1970. */
  now(): number;
  /**
   * Everything the study file, its overrides and its data say, of the stage that the study is in or of the one that is named. Throws
   * AppError with the sentence when it cannot run. `start`: trials follow; `revise`: they run.
   */
  prepare(study: StudyRow, purpose: 'start' | 'change' | 'revise', stage?: string | null): Promise<PreparedStudy>;
  readonly physicalCores: number;
  /** How long a stopped trial may take to end its epoch before it is killed. Default 10 s. */
  readonly stopGraceMs?: number;
  /** How long running trials may take to save when the program ends. Default 10 s. */
  readonly closeGraceMs?: number;
}

/**
 * Commands on one study are taken one after the other. All throw AppError: `not_found` for an unknown study or trial, `conflict`
 * with a sentence when the state does not allow it, `unavailable` after `close`.
 */
export interface Scheduler {
  /**
   * Starts a study, goes on with a paused one, extends one whose `trials` have grown; resolves when the first trials are started.
   * On a running study only the overrides count. A finished study with nothing left to do stays as it is; one stopped by hand
   * takes new trials only when `overrides.trials` asks for more than it has.
   */
  start(studyId: string, overrides?: RunOverrides): Promise<void>;
  /** Running trials end their epoch and keep a checkpoint; resolves when they have been asked to. */
  pause(studyId: string): Promise<void>;
  /** Ends the study; running trials end their epoch (`now`: are killed), waiting ones are stopped too. */
  stop(studyId: string, now: boolean): Promise<void>;
  stopTrial(studyId: string, number: number, now?: boolean): Promise<Trial>;
  pauseTrial(studyId: string, number: number): Promise<Trial>;
  /** Goes on from the checkpoint. In a study that does not run, this trial alone goes on. */
  resumeTrial(studyId: string, number: number): Promise<Trial>;
  /** A complete trial goes on for `epochs` more epochs. In a study that does not run, this trial alone does. */
  extendTrial(studyId: string, number: number, epochs: number): Promise<Trial>;
  /**
   * A configuration to be tried next; in a study that does not run it waits for the start. `first`: before all others put in by hand. Returns
   * the trial's number.
   */
  enqueue(studyId: string, params: Params, first?: boolean): Promise<number>;
  /** Trials put in by hand that wait: queue-change.ts. */
  changeQueue(studyId: string, change: QueueChange): Promise<void>;
  /**
   * The configurations of these trials, which are of one stage, once more, `repeats` runs each on fresh seeds; trained next, also in a study
   * that has ended, which is afterwards what it was. Returns the new trials' numbers once the first ones are started.
   */
  rerun(studyId: string, trials: readonly number[], repeats: number): Promise<number[]>;
  setParallel(studyId: string, parallel: number): Promise<void>;
  rename(studyId: string, name: string): Promise<void>;
  annotate(studyId: string, change: Annotation): Promise<void>;
  annotateTrial(studyId: string, number: number, change: Annotation): Promise<Trial>;
  /** Starts the stage that waits; `accept` gives all stages with its ranges settled, and may throw. `conflict` while the study runs. */
  acceptStage(
    studyId: string,
    accept: (study: StudyRow) => Promise<Partial<Pick<StudyRow, 'stages' | 'overrides'>>>,
  ): Promise<void>;
  /** Starts a stage that `add` writes behind those of a study that does not run. `conflict` while it runs. */
  addStage(studyId: string, add: (study: StudyRow) => Promise<void>): Promise<void>;
  /** Another version of its space, in force at once, also while the study runs. `edit` may throw. */
  editSpace(studyId: string, edit: (study: StudyRow) => Promise<SpaceEdit>): Promise<void>;
  /** Of a running study; null for any other. */
  progress(studyId: string): StudyProgress | null;
  /** Of a running study, as it is in memory; null for any other (summarise() the store's rows then). */
  summary(studyId: string): StudySummary | null;
  /** Resolves when the study does not run and all of it is stored. */
  idle(studyId: string): Promise<void>;
  /** Once, before anything is started: puts right what a killed host left. Returns the studies that were running then. */
  recover(): Promise<string[]>;
  /** Running trials save and wait for the next start. The runner and the store stay open. */
  close(): Promise<void>;
}
