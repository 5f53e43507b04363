// Settings by their importance. Pure.
import type { ImportanceAnswer } from '#shared/contract/analysis.ts';

/** Largest share first; equal ones stay in the order of the space. */
export function byShare(answer: ImportanceAnswer | undefined): ImportanceAnswer['settings'] {
  return [...(answer?.settings ?? [])].sort((a, b) => b.share - a.share);
}
