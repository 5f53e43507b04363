// One profile for data that are split into folds: the first fold's, with what the others have to say besides.
import type { DataProfile } from '#shared/contract/datasets.ts';

/**
 * @param profiles fold by fold, at least one.
 * @param fingerprint of all folds together.
 */
export function profileOfFolds(profiles: readonly [DataProfile, ...DataProfile[]], fingerprint: string): DataProfile {
  const [first] = profiles;
  const folds = profiles.length;
  const way = `Validation is in ${folds} folds: every row validates once and trains in the other ${folds - 1}; the counts here are of fold 1.`;
  return { ...first, folds, fingerprint, notes: [way, ...notesOf(profiles)] };
}

/** What is true of all folds once, without a number. */
function notesOf(profiles: readonly DataProfile[]): string[] {
  const saidBy = new Map<string, number[]>();
  for (const [i, { notes }] of profiles.entries()) {
    for (const note of new Set(notes)) saidBy.set(note, [...(saidBy.get(note) ?? []), i + 1]);
  }
  return [...saidBy].map(([note, folds]) => {
    if (folds.length === profiles.length) return note;
    return `${folds.length === 1 ? 'Fold' : 'Folds'} ${folds.join(', ')}: ${note}`;
  });
}
