// Changes of a study file on their way to the New-study page, in its address: proposed by a check or by advice, made in a draft.
import { z } from 'zod';
import type { StudyChange } from '#shared/contract/advice.ts';
import type { CheckFix } from '#shared/contract/checks.ts';
import { hashOf } from './route.ts';

/** `to` is put at `path` of the file; with `add` its entries join the list that stands there. */
const draftChange = z.strictObject({
  path: z.array(z.string().min(1)).min(1).max(4),
  to: z.unknown(),
  add: z.boolean().optional(),
});
export type DraftChange = z.infer<typeof draftChange>;

/** Of a check: a setting's value or range, or columns that the data are to leave out. */
export function changeOfFix({ setting, to }: CheckFix): DraftChange {
  const field = /^data\.(.+)$/.exec(setting)?.[1];
  if (field === undefined) return { path: ['settings', setting], to };
  return Array.isArray(to) ? { path: ['data', field], to, add: true } : { path: ['data', field], to };
}

/** Of advice: how the data are divided, which no stage changes; null for what a stage changes. */
export function changeOfAdvice(change: StudyChange): DraftChange | null {
  switch (change.kind) {
    case 'validation':
      return { path: ['data', 'validation'], to: { fraction: change.to } };
    case 'folds':
      return { path: ['data', 'validation'], to: { folds: change.to } };
    default:
      return null;
  }
}

/** Where a draft of that study stands with the changes made. */
export function hashOfDraft(studyId: string, ...changes: readonly DraftChange[]): string {
  return hashOf({ page: 'new' }, { from: studyId, change: JSON.stringify(changes) });
}

/** The draft of the New-study page, or the sample where there is none, with the changes made. */
export function hashOfChanges(changes: readonly DraftChange[]): string {
  return hashOf({ page: 'new' }, { change: JSON.stringify(changes) });
}

/** An address may be written by anybody: what cannot be read changes nothing. */
export function readChanges(text: string | undefined): readonly DraftChange[] {
  if (text === undefined) return [];
  try {
    return z.array(draftChange).max(100).parse(JSON.parse(text));
  } catch {
    return [];
  }
}
