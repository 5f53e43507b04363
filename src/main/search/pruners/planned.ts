// How long a whole training is.
import type { History, ObservedTrial } from '../search.ts';

/** Of each trial its planned epochs, else the longest training of a complete one so far; null before there is any. */
export function plannedEpochsIn({ trials }: History): (trial: ObservedTrial) => number | null {
  let longest: number | null = null;
  return ({ plannedEpochs }) => {
    if (plannedEpochs !== undefined) return plannedEpochs;
    if (longest === null) {
      longest = 0;
      for (const { state, steps } of trials) if (state === 'complete') longest = Math.max(longest, steps.at(-1) ?? 0);
    }
    return longest === 0 ? null : longest;
  };
}
