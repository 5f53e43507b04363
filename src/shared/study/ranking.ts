// Which trial is best. One rule for the scheduler's summary, the command line, the page and the export.
import type { Direction } from '../contract/common.ts';
import type { TrialState } from './trial-state.ts';

interface Ranked {
  readonly number: number;
  readonly state: TrialState;
  readonly value: number | null;
}

/**
 * Trials that have a finite value, best first, earlier number on ties. Complete trials only; when none is complete, the
 * stopped and paused ones (their value is real, but they did not have their whole budget).
 */
export function rankTrials<T extends Ranked>(trials: readonly T[], direction: Direction): T[] {
  const withValue = (...states: readonly TrialState[]) =>
    trials.filter(({ state, value }) => states.includes(state) && value !== null && Number.isFinite(value));
  const complete = withValue('complete');
  const eligible = complete.length > 0 ? complete : withValue('stopped', 'paused');
  const sign = direction === 'maximize' ? -1 : 1;
  return eligible.sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)) || a.number - b.number);
}
