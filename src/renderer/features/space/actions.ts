// What parts of the page may do with the space that is being changed; null where it is only looked at.
import type { SpaceDraft } from './model/draft.ts';

export interface SpaceActions {
  /** `field` names what is edited, for the undo steps. */
  edit(field: string, change: (draft: SpaceDraft) => SpaceDraft): void;
  /** Whether a field has an entry that is no number. */
  onValid(field: string, valid: boolean): void;
}
