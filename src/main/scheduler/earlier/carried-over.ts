// What a study's sampler is told of trials that are not its own: those of earlier stages, and of the studies it was started warm from.
import type { ObservedTrial } from '#main/search/search.ts';
import type { Params } from '#shared/study/values.ts';

export interface CarriedOver {
  /** Trials that this study could have trained itself, with the same data and epochs: history like its own. */
  readonly same: readonly ObservedTrial[];
  /** Trials of this space on another budget, in groups of one budget each: their ranking counts, their level does not. */
  readonly other: readonly (readonly ObservedTrial[])[];
  /** The best configurations of the earlier ones, to be trained first. */
  readonly startingPoints: readonly Params[];
}
