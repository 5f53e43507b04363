// The store's interface: the only door to SQLite. The implementation lives in a worker thread behind it, so all is async.
import type { Stage } from '#shared/contract/stages.ts';
import type { StudyPlan } from '#shared/contract/studies.ts';
import type { TestOpening } from '#shared/contract/test.ts';
import type { SavedView } from '#shared/contract/views.ts';
import type { WarmStartSource } from '#shared/contract/warm-start.ts';
import type { Continuation } from '#shared/study/continuation.ts';
import type { TrainingRun } from '#shared/study/training-run.ts';
import type { StudyState, TrialState } from '#shared/study/trial-state.ts';
import type { Params, ResolvedSettings } from '#shared/study/values.ts';

/** A stage of a study, and what its data were found to be: the subset differs from stage to stage. */
export interface StageRow extends Stage {
  readonly facts: StudyRow['facts'];
}

/** A study that another one was started warm from, as it was then. */
export interface WarmSourceRow extends WarmStartSource {
  readonly engine: { readonly name: string; readonly version: string } | null;
  /** One for each of its stages; of a study without stages a single one. */
  readonly grounds: readonly WarmGround[];
}

export interface WarmGround {
  readonly stage: string | null;
  /** What its values were measured on: trials of equal measure can be compared. Null: not known. */
  readonly measure: string | null;
  /** Training rows, where they are known. */
  readonly trainRows: number | null;
}

/** A trial of another study, copied when this study began. */
export interface WarmTrialRow {
  /** From 1, over all sources. */
  readonly place: number;
  /** Index of its study in `StudyRow.warmStart`. */
  readonly source: number;
  /** Its number and stage there. */
  readonly number: number;
  readonly stage: string | null;
  readonly state: TrialState;
  readonly params: Params;
  readonly settings: ResolvedSettings;
  readonly value: number | null;
  /** In a study of several objectives: all of them; else null. */
  readonly objectives: readonly number[] | null;
  readonly epochs: number;
  /** The objective's curve. */
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

export interface StudyRow {
  readonly id: string;
  readonly name: string;
  readonly state: StudyState;
  readonly reason: string | null;
  /** Absolute path of the study file, or null. */
  readonly path: string | null;
  /** The study file as given (JSON). */
  readonly file: Readonly<Record<string, unknown>>;
  /** Identity of space, data and objective: a changed one is a conflict. */
  readonly spaceKey: string;
  /** Overrides given at the start (trials, parallel, seed, engine, threads), merged. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** What the data were found to be when the study first ran (absolute data object, fingerprint, rows, task ...); null before. */
  readonly facts: Readonly<Record<string, unknown>> | null;
  /** Engine resolved once per study. */
  readonly engine: {
    readonly name: string;
    readonly version: string;
    readonly threads: number;
    /** How the study uses the cores, as it was resolved at its first start; absent when the user named the threads. */
    readonly plan?: StudyPlan;
    /** Cards of its last start, as people call them; absent: the processor. */
    readonly gpus?: readonly string[];
  } | null;
  /** In their order; null for a study without stages, and before the first start. */
  readonly stages: readonly StageRow[] | null;
  /** Null for a study that begins with no other's trials, and before the first start. */
  readonly warmStart: readonly WarmSourceRow[] | null;
  /** What it is again when the single trials that go on in it have ended; null for a study that runs, or rests, as a whole. */
  readonly afterwards: { readonly state: StudyState; readonly reason: string | null } | null;
  readonly elapsedMs: number;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly deletedAt: number | null;
  /** When it was put away; null while it is in the list. */
  readonly archivedAt: number | null;
  /** What people wrote about it; null: nothing. */
  readonly note: string | null;
  readonly tags: readonly string[];
}

export interface TrialRow {
  readonly studyId: string;
  readonly number: number;
  /** Null in a study without stages. */
  readonly stage: string | null;
  readonly state: TrialState;
  readonly reason: string | null;
  readonly params: Params;
  readonly settings: ResolvedSettings;
  readonly source: 'enqueued' | 'sampler' | 'user';
  readonly why: string | null;
  /** Id of the recipe whose values it has; null for a trial that is no baseline. */
  readonly recipe: string | null;
  /** Of its first run. */
  readonly seed: number;
  /** How often it is trained. */
  readonly plannedRuns: number;
  /** Those begun, in their order; empty for a trial that is trained once, whose row says it all. */
  readonly runs: readonly TrainingRun[];
  /** Number of the trial whose configuration this one trains again on fresh seeds. */
  readonly rerunOf: number | null;
  /** The mean over its complete runs; while none is complete, that of the one under way. */
  readonly value: number | null;
  /** Of the first run, until all are complete: then the median of theirs, rounded. */
  readonly bestEpoch: number | null;
  /** Of the run under way, or the last one. */
  readonly lastEpoch: number;
  /** Of each run. */
  readonly epochs: number;
  readonly attempts: number;
  /** Where it had rested and went on, in that order. */
  readonly continued: readonly Continuation[];
  /** In the queue of those put in by hand, lower is sooner; null: its number counts. */
  readonly place: number | null;
  readonly worker: number | null;
  /** Of the run under way. */
  readonly checkpoint: { readonly path: string; readonly epoch: number } | null;
  /** File with the first run's weights of that epoch; its best one, unless training ended before they were written. */
  readonly weights: { readonly path: string; readonly epoch: number } | null;
  readonly durationMs: number;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** What people wrote about it; null: nothing. */
  readonly note: string | null;
  readonly tags: readonly string[];
}

/** A named view of a study's pages. */
export interface ViewRow extends SavedView {
  readonly studyId: string;
}

/** What lists show of a trial: its settings and its files are for training it. */
export type TrialFacts = Omit<TrialRow, 'settings' | 'checkpoint' | 'weights'>;

/** What summaries and analyses read of a trial. */
export type TrialOutcome = Pick<
  TrialRow,
  | 'number'
  | 'stage'
  | 'state'
  | 'reason'
  | 'params'
  | 'seed'
  | 'value'
  | 'bestEpoch'
  | 'epochs'
  | 'endedAt'
  | 'plannedRuns'
  | 'runs'
  | 'rerunOf'
>;

/** Equal lengths; steps are epochs from 1, rising. Stored as little-endian BLOBs: NaN payloads aside, every double survives. */
export interface MetricChunk {
  readonly trial: number;
  readonly key: string;
  /** Run of the trial; absent: the first. */
  readonly run?: number;
  readonly steps: Float64Array;
  readonly values: Float64Array;
  readonly wallMs: Float64Array;
}

/**
 * What is absent is not asked for: all trials, all keys, the first run of each. `shown`: the first run, and the latest of a trial that has
 * none of it yet, for it is trained on shares of the rows.
 */
export interface MetricFilter {
  readonly trials?: readonly number[];
  readonly keys?: readonly string[];
  /** Metrics of single classes ("validation.recall[cat]") are left out, but for these: they are most of what a study stores. */
  readonly noClassesBut?: readonly string[] | undefined;
  readonly runs?: 'all' | 'shown';
}

export interface LogRow {
  readonly at: number;
  readonly trial: number | null;
  readonly level: 'info' | 'warning' | 'error';
  readonly message: string;
}

/** Somebody looked at a trial on the locked test part. */
export interface TestOpeningRow extends TestOpening {
  readonly studyId: string;
  /** Equal for trials of the same settings. */
  readonly configuration: string;
}

/**
 * Writes are queued in the order of the calls and batched into transactions; a promise resolves once its write is committed.
 * A change of a trial to an ended state and an opening of the test part are durable (synchronous FULL) when their promise
 * resolves. A write that fails (disk full) rejects with AppError('limit' | 'internal') and leaves the database as it was before
 * that call.
 */
export interface Store {
  insertStudy(row: StudyRow): Promise<void>;
  updateStudy(id: string, change: Partial<Omit<StudyRow, 'id' | 'createdAt'>>): Promise<StudyRow>;
  /**
   * A change of the study together with a name for the stage that its trials so far belong to, both or nothing; null: they have their
   * stages.
   */
  nameStage(id: string, change: Partial<Omit<StudyRow, 'id' | 'createdAt'>>, stage: string | null): Promise<StudyRow>;
  getStudy(id: string): Promise<StudyRow | null>;
  /** Without deleted ones, newest change first. */
  listStudies(): Promise<StudyRow[]>;
  /** The study of that id, path or name, in this order; the newest if several have the name. */
  findStudy(reference: string): Promise<StudyRow | null>;
  /** Removes a study and everything of it for good. */
  purgeStudy(id: string): Promise<void>;
  /** Removes all that are marked deleted for good; returns their ids. */
  purgeDeleted(): Promise<string[]>;

  /** Sets `warmStart` and keeps the trials that go with it, both or nothing; takes the place of what was kept before. */
  keepWarmStart(id: string, sources: readonly WarmSourceRow[], trials: readonly WarmTrialRow[]): Promise<StudyRow>;
  /** In the order of their places. */
  listWarmTrials(id: string): Promise<WarmTrialRow[]>;

  insertTrial(row: TrialRow): Promise<void>;
  updateTrial(
    studyId: string,
    number: number,
    change: Partial<Omit<TrialRow, 'studyId' | 'number' | 'createdAt'>>,
  ): Promise<TrialRow>;
  /** Null when the study has none of that number. */
  getTrial(studyId: string, number: number): Promise<TrialRow | null>;
  listTrials(studyId: string): Promise<TrialRow[]>;
  /** In the order of their numbers; far cheaper than whole rows. */
  listTrialFacts(studyId: string): Promise<TrialFacts[]>;
  /** Of every trial, in the order of their numbers; far cheaper than whole rows. */
  listOutcomes(studyId: string): Promise<TrialOutcome[]>;
  countTrials(studyId: string): Promise<Readonly<Record<TrialState, number>>>;

  /** Appends; a step that is there already for that trial, key and run is replaced (a resumed trial may repeat an epoch). */
  appendMetrics(studyId: string, chunks: readonly MetricChunk[]): Promise<void>;
  /** One column set per trial, key and run, in this order, whole; all columns may be views of one buffer. */
  readMetrics(studyId: string, filter?: MetricFilter): Promise<MetricChunk[]>;

  appendLog(studyId: string, rows: readonly LogRow[]): Promise<void>;
  readLog(studyId: string, trial?: number): Promise<LogRow[]>;

  /**
   * Adds an opening, unless the same weights (trial, epoch) were opened on the same data (fingerprint): then that one is the answer, and
   * `again` is true.
   */
  openTest(row: TestOpeningRow): Promise<{ readonly row: TestOpeningRow; readonly again: boolean }>;
  /** Oldest first. */
  listTestOpenings(studyId: string): Promise<TestOpeningRow[]>;

  /** By name. */
  listViews(studyId: string): Promise<ViewRow[]>;
  /** `conflict` when there is one of that name, in any case, unless `replace`; `limit` when the study has `maxViews`. Answers with all. */
  saveView(row: ViewRow, replace: boolean): Promise<ViewRow[]>;
  /** `not_found`, or `conflict` when another one has the name `to`. */
  renameView(studyId: string, name: string, to: string): Promise<ViewRow[]>;
  deleteView(studyId: string, name: string): Promise<ViewRow[]>;

  /** Copies the whole database to a file, while in use. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}
