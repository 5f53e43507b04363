// What a stage's sampler is told of the trials of earlier stages.
import type { ObservedTrial } from '#main/search/search.ts';
import type { Params } from '#shared/study/values.ts';

export interface CarriedOver {
  /** Trials that this stage could have trained itself, with the same data and epochs: history like its own. */
  readonly same: readonly ObservedTrial[];
  /** Trials of this stage's space on another budget, by stage: their ranking counts, their level does not. */
  readonly other: readonly (readonly ObservedTrial[])[];
  /** How many lie outside this stage's space. */
  readonly outside: number;
  /** The best configurations of the stage that is narrowed, to be trained first. */
  readonly startingPoints: readonly Params[];
}
