// Settings by their importance. Pure.
import type { ImportanceAnswer } from '#shared/contract/analysis.ts';

/** Until enough trials are complete the host gives every setting the same share, which says nothing. */
export function areKnown({ notes }: Pick<ImportanceAnswer, 'notes'>): boolean {
  return notes.every(({ id }) => id !== 'note.equal-shares');
}

/** Largest share first; equal ones stay in the order of the space. */
export function byShare(answer: ImportanceAnswer | undefined): ImportanceAnswer['settings'] {
  return [...(answer?.settings ?? [])].sort((a, b) => b.share - a.share);
}
