// How many trials there are in each state. Pure.
import type { Trial } from '#shared/contract/trials.ts';
import { type TrialState, trialStates } from '#shared/study/trial-state.ts';

/** States that occur, in a fixed order, with their counts. */
export function stateCounts(trials: readonly Trial[]): readonly { state: TrialState; count: number }[] {
  const shown: readonly TrialState[] = ['running', 'complete', 'stopped', 'diverged', 'failed', 'paused', 'queued'];
  const counts = new Map<TrialState, number>(trialStates.map((state) => [state, 0]));
  for (const { state } of trials) counts.set(state, (counts.get(state) ?? 0) + 1);
  return shown.map((state) => ({ state, count: counts.get(state) ?? 0 })).filter(({ count }) => count > 0);
}
