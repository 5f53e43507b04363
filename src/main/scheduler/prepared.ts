// What the scheduler needs to know of a study before it can run; the host makes it from the study file.
import type { Command, Device, PlanProbe } from '#main/runners/runner.ts';
import type { Pruner, Sampler } from '#main/search/search.ts';
import type { RegretBounds, StudySearch } from '#main/search-thread/client.ts';
import type { StudyRow } from '#main/store/store.ts';
import type { RandomStream } from '#shared/num/random.ts';
import type { Baseline } from '#shared/study/baselines.ts';
import type { Objective } from '#shared/study/build-space.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params, ResolvedSettings } from '#shared/study/values.ts';
import type { CarriedOver } from './earlier/carried-over.ts';
import type { WarmStart } from './earlier/warm-start.ts';
import type { TrialWork } from './plan.ts';
import type { PreparedStage } from './stages/prepared-stage.ts';

/** Ends of a study besides its number of trials; null: no such end. */
export interface StopRules {
  /** Of time running, pauses not counted. */
  readonly minutes: number | null;
  /** Objective value that is good enough. */
  readonly target: number | null;
  /** Ended trials in a row that did not improve the best value. */
  readonly noImprovement: number | null;
}

/** Standard error of the mean of a trial's complete runs. */
export interface RunsError {
  readonly error: number;
  readonly runs: number;
  /** 0: all on one validation part. */
  readonly folds: number;
}

/** Ends a study when no more than the objective's own error is left to gain (regret-rule.ts). */
export interface RegretRule {
  readonly minTrials: number;
  readonly bounds: RegretBounds;
  /**
   * Of an objective value; `runs`: that of a trial with several runs, from how these scatter. `why`: "its error of 0.01" as the end of a
   * sentence.
   */
  errorOf(value: number, runs: RunsError | null): { readonly error: number; readonly why: string };
}

export interface Notice {
  readonly level: 'info' | 'warning';
  readonly message: string;
}

/** What is needed to find out how many threads a trial gets. */
export interface Planning {
  readonly memoryBytes: number;
  work(settings: ResolvedSettings): TrialWork;
  probe(settings: ResolvedSettings): PlanProbe;
}

export interface EditedSpace {
  /** The first trial that is drawn from the space in force. */
  readonly from: number;
  /** Trials that were starting points, none of which is in the lists here any more. Found out by the scheduler. */
  readonly pointsTried: number;
}

export interface PreparedStudy {
  /** The stage that it is in, which everything here is about; null for a study without stages. */
  readonly stage: PreparedStage | null;
  /** Trials of other studies that it is started warm from; null: none. */
  readonly warm: WarmStart | null;
  /** What these and earlier stages tell the sampler; null when there is nothing. Found out by the scheduler. */
  readonly carried: CarriedOver | null;
  readonly space: Space;
  /** The space is not the one that it began with; absent: it is. */
  readonly edited?: EditedSpace;
  readonly objective: Objective;
  /** In a study of several: all of them, `objective` first. The epoch that counts is the first one's; the others are read there. */
  readonly objectives?: readonly Objective[];
  readonly sampler: Sampler;
  /** The sampler in a thread of its own, where it takes its time; null: it is asked here. Closed by the run. */
  readonly search: StudySearch | null;
  readonly pruner: Pruner | null;
  readonly stop: StopRules;
  /** Closed by the run; absent: no such rule. */
  readonly regret?: RegretRule;
  /** Asked trials; null: until the sampler has nothing left. */
  readonly trials: number | null;
  /** Trials at once; null: by cores and threads. */
  readonly parallel: number | null;
  readonly seed: number;
  /** Seed of every trial, for a study that repeats an exported configuration; null: derived from `seed` and the number. */
  readonly trialSeed: number | null;
  /** Trainings of every trial, on each fold; 1: it is trained once. */
  readonly repeats: number;
  /** Folds that a trial is validated on, one after the other; null: one validation part. */
  readonly folds: number | null;
  /** Recipes of the study file, tried before any other point. */
  readonly baselines: readonly Baseline[];
  /** Starting points of the study file, tried next, in this order. */
  readonly enqueue: readonly Params[];
  /**
   * A starting point as params of a trial: what it leaves out is filled in, values of inactive settings are dropped. Pure.
   * Throws AppError('invalid') when no legal trial has these values.
   */
  complete(point: Params, random: RandomStream): Params;
  readonly engine: NonNullable<StudyRow['engine']>;
  /** Where its trials train; never empty. */
  readonly devices: readonly Device[];
  /** Trials at once on each card; null: to be resolved at the first start, one where it cannot be. */
  readonly slotsPerDevice: number | null;
  /** How `engine.threads` is to be resolved when the study starts; null when it is settled: named, or resolved before. */
  readonly planning: Planning | null;
  /** Paths of the encoded cache, one for each fold, else one; empty for a command, whose program reads its own data. */
  readonly datasets: readonly string[];
  /** The user's program that a trial runs; absent: the built-in training. */
  readonly command?: Command;
  /** Sentences for the study's log at every start. */
  readonly notices: readonly Notice[];
  /** What the data were found to be, kept with the study. */
  readonly facts: StudyRow['facts'];
  /** Every setting of a trial with these params. Throws AppError('invalid') with the sentence when they are not legal. */
  resolve(params: Params): ResolvedSettings;
}

/** Epochs a trial with these settings trains. */
export function epochsOf(settings: ResolvedSettings): number {
  return namedEpochs(settings) ?? 1;
}

/** Whether only the trial's own program knows how many epochs it has: a command whose settings do not say. */
export function isOpenEnded({ command }: Pick<PreparedStudy, 'command'>, settings: ResolvedSettings): boolean {
  return command !== undefined && namedEpochs(settings) === null;
}

function namedEpochs(settings: ResolvedSettings): number | null {
  const epochs = settings['training.epochs'];
  return typeof epochs === 'number' && epochs >= 1 ? epochs : null;
}

/** Trials at once when nobody says: as many as physical cores carry. */
export function defaultParallel(physicalCores: number, threads: number): number {
  return Math.max(1, Math.floor(physicalCores / threads));
}
