// What a study's run is given: what it works with, and what it begins from.
import type { Runner } from '#main/runners/runner.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { CheckpointFiles } from './checkpoints.ts';
import type { DevicePool } from './device-pool.ts';
import type { SchedulerEvents } from './events.ts';
import type { Notice, PreparedStudy } from './prepared.ts';
import type { Afterwards } from './single-trials.ts';
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
  /** `queued`: only trials that wait with a number go on. */
  readonly mode: 'all' | 'queued';
  /** `queued`: what the study is afterwards. Default: what it was before. */
  readonly afterwards?: Afterwards;
  /** `queued`: it is started again at once, as trials of another stage wait. */
  readonly more?: boolean;
  /** `queued`: trials that were paused by hand go on, too, as they do in `all`. */
  readonly paused?: boolean;
  /** A paused, stopped or failed trial that goes on at once, or a complete one that does for so many more epochs. */
  readonly resume?: { readonly number: number; readonly epochs: number | null };
}
