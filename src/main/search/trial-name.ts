// What a trial is called where a suggestion is explained by it.
import type { ObservedTrial } from './search.ts';

/** "trial 12", or "trial 12 of "first sweep"" for one of another study. */
export function trialName({ number, from }: Pick<ObservedTrial, 'number' | 'from'>): string {
  return from === undefined ? `trial ${number}` : `trial ${from.trial} of "${from.study}"`;
}
