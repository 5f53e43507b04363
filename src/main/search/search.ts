// What samplers and pruners are. Pure: history in, suggestion out; random streams come in as arguments. Nothing here knows a store.
import type { Direction } from '#shared/contract/common.ts';
import type { RandomStream } from '#shared/num/random.ts';
import type { Space } from '#shared/study/space.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import type { Params } from '#shared/study/values.ts';

/** Where a trial was trained that is no trial of this study. */
export interface TrialOrigin {
  /** The study's name. */
  readonly study: string;
  /** Its number there. */
  readonly trial: number;
}

/** One trial as search sees it. `steps`/`values` are the reported objective per epoch; values may be NaN or infinite. */
export interface ObservedTrial {
  /** From 1; below 1 for a trial of another study, so that these come first. */
  readonly number: number;
  /** Absent: a trial of the study itself. */
  readonly from?: TrialOrigin;
  readonly state: TrialState;
  readonly params: Params;
  /** Objective by the study's `pick`; null when there is no finite value. */
  readonly value: number | null;
  /** In a study of several: the value of each, in their order; absent unless all of them are finite. `value` is the first one's. */
  readonly objectives?: readonly number[] | undefined;
  /** Complete runs that `value` is the mean of; absent for a trial that is trained once. */
  readonly runs?: number | undefined;
  /** Standard error of that mean, from two runs on. */
  readonly spread?: number | undefined;
  /** Of several runs: the first one's. */
  readonly steps: readonly number[];
  readonly values: readonly number[];
  /** Epochs of its whole training; absent where nobody has said. */
  readonly plannedEpochs?: number;
  /** Stopped at a rung for now: its checkpoint stands, and the pruner may still promote it. Samplers learn from it as from any stopped one. */
  readonly waits?: boolean;
}

/** Trials in order of their numbers. Queued, running and paused ones are pending: their params count, their value is open. */
export interface History {
  readonly direction: Direction;
  /** Of several objectives, one each; `direction` is the first one's. */
  readonly directions?: readonly Direction[] | undefined;
  readonly trials: readonly ObservedTrial[];
}

export type Suggestion =
  | { readonly kind: 'params'; readonly params: Params; readonly why: string | null }
  /** Nothing left to ask; the sentence says why ("the grid of 12 points is exhausted"). */
  | { readonly kind: 'exhausted'; readonly reason: string };

/**
 * Contract of every sampler (checked by test/conformance/samplers.test.ts):
 * - same space, history and stream state → same suggestion; arguments are never changed;
 * - params hold exactly the active dimensions, each legal (range, step, choices, `values`), and satisfy all constraints;
 * - a finite space is never asked twice for a point that is in the history (any state) until it is exhausted, then `exhausted`;
 *   `random` on a continuous space may repeat by chance only;
 * - a constraint that 10 000 draws cannot satisfy throws AppError('invalid') that names it.
 */
export interface Sampler {
  readonly kind: string;
  suggest(space: Space, history: History, random: RandomStream): Suggestion;
}

export type Verdict =
  | { readonly prune: false }
  | { readonly prune: true; readonly why: string }
  /** Waits, with its checkpoint, until `promote` names it; only from pruners that have it. */
  | { readonly prune: 'pause'; readonly why: string };

export interface Promotion {
  /** Number of a trial that waits. */
  readonly trial: number;
  readonly why: string;
}

/** One training of a trial on a part of the training rows. */
export interface DataRung {
  /** Of the training rows; that of the last rung is 1. */
  readonly share: number;
  /** The share in units of the smallest one that any trial is trained on: a whole number. */
  readonly step: number;
}

/**
 * Judges one running trial after it reported its epoch `step`. NaN counts as worst. Pure.
 * `history` holds the other trials with their curves, and the judged one too (by number).
 */
export interface Pruner {
  readonly kind: string;
  /**
   * Only of one that goes over the share of data: what the trial of this number is trained on, one run after the other. Then `judge` is
   * asked after each run but the last, and `steps` and `plannedEpochs` of every trial are those of the rungs.
   */
  readonly rungs?: ((trial: number) => readonly DataRung[]) | undefined;
  judge(trial: ObservedTrial, step: number, history: History): Verdict;
  /**
   * Which of the trials that wait goes on before a new one is begun; null: none. `last`: nothing runs and nothing new will come, so
   * that of those that wait together at least the best goes on. Pure; a caller that lets the named trial go on, and asks again when it
   * waits or has ended, comes to an end.
   */
  promote?(history: History, last: boolean): Promotion | null;
  /** Numbers of waiting trials that `promote` will never name while at most `coming` new trials come. Pure. */
  hopeless?(history: History, coming: number): readonly number[];
}
