// What the note on a study decides. Pure.
import type { StudyAdvice } from '#shared/contract/advice.ts';

/** So many trials are named before "and so many more". */
const mostTrials = 8;

/** Equal for advice that asks for the same: numbers that move from trial to trial bring nothing back that was put away. */
export function adviceKey({ advice, setting, change }: StudyAdvice): string {
  return JSON.stringify([advice, setting, change === null ? null : (({ kind, to }) => [kind, to])(change)]);
}

export function shownTrials(trials: readonly number[]): { readonly shown: readonly number[]; readonly more: number } {
  return { shown: trials.slice(0, mostTrials), more: Math.max(0, trials.length - mostTrials) };
}
