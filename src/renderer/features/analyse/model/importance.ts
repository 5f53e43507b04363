// Settings by their importance. Pure.
import { nice } from 'd3-array';
import type { ImportanceAnswer } from '#shared/contract/analysis.ts';

/** Until enough trials are complete the host gives every setting the same share, which says nothing. */
export function areKnown({ notes }: Pick<ImportanceAnswer, 'notes'>): boolean {
  return notes.every(({ id }) => id !== 'note.equal-shares');
}

/** About so many labels of the scale below the bars fit. */
export const scaleLabels = 2;

/** Where that scale ends: the next round number above every bar and its mark, at most 1. */
export function scaleEnd(effects: readonly { readonly share: number; readonly sd: number }[]): number {
  const most = Math.max(0.01, ...effects.map(({ share, sd }) => share + sd));
  return nice(0, Math.min(1, most), scaleLabels)[1];
}

/** Largest share first; equal ones stay in the order of the space. */
export function byShare(answer: ImportanceAnswer | undefined): ImportanceAnswer['settings'] {
  return [...(answer?.settings ?? [])].sort((a, b) => b.share - a.share);
}
