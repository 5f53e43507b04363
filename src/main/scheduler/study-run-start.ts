// What a study's run is given: what it works with, and what it begins from.
import type { Runner } from '#main/runners/runner.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { CheckpointFiles } from './checkpoints.ts';
import type { DevicePool } from './device-pool.ts';
import type { SchedulerEvents } from './events.ts';
import type { Notice, PreparedStudy } from './prepared.ts';
import type { Slots } from './slots.ts';
import type { TrialRecord } from './trial-record.ts';

export interface StudyRunDeps {
  readonly store: Store;
  readonly runner: Runner;
  readonly events: SchedulerEvents;
  readonly checkpoints: CheckpointFiles;
  readonly slots: Slots;
  readonly pool: DevicePool;
  now(): number;
  /** How long a trial that is stopped may take to end its epoch before it is killed. */
  readonly stopGraceMs: number;
}

export interface StudyRunStart {
  readonly row: StudyRow;
  readonly prepared: PreparedStudy;
  readonly records: readonly TrialRecord[];
  /** Trials of other stages, in order of their numbers. */
  readonly others: readonly TrialRecord[];
  readonly parallel: number;
  /** For the study's log. */
  readonly notices: readonly Notice[];
  /** `queued`: only trials that wait with a number go on; afterwards the study is what it was before. */
  readonly mode: 'all' | 'queued';
  /** A paused, stopped or failed trial that goes on at once. */
  readonly resume?: number;
}
