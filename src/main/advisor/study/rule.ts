// What a rule on a study is. One file per rule in rules/; advise-study.ts has their order.
import type { StudyAdvice } from '#shared/contract/advice.ts';
import type { Ground } from './ground.ts';

/** Everything that holds, most telling first; nothing without evidence. */
export type StudyRule = (ground: Ground) => readonly StudyAdvice[];

/** So many trials are named with an advice at most. */
const mostNamed = 20;

export function named(trials: readonly { readonly number: number }[]): number[] {
  return trials.slice(0, mostNamed).map(({ number }) => number);
}
