// Spaces that are being changed, with their undo steps: kept while the page is open, so that a look at another tab loses nothing.
import { create } from 'zustand';
import { type History, record, redo, startHistory, undo } from '../../state/index.ts';
import type { SpaceDraft } from './model/draft.ts';

interface DraftStore {
  readonly drafts: Readonly<Record<string, History<SpaceDraft>>>;
  /** Begins to change a study's space; as one step where it is being changed. */
  begin(study: string, draft: SpaceDraft): void;
  /** `field` names what is edited: a drag, or typing into one field, is one undo step. */
  edit(study: string, field: string, change: (draft: SpaceDraft) => SpaceDraft): void;
  undo(study: string): void;
  redo(study: string): void;
  discard(study: string): void;
}

export const useDraftStore = create<DraftStore>((set) => {
  const put = (study: string, change: (history: History<SpaceDraft>) => History<SpaceDraft>) =>
    set(({ drafts }) => {
      const history = drafts[study];
      return history === undefined ? {} : { drafts: { ...drafts, [study]: change(history) } };
    });
  return {
    drafts: {},
    begin: (study, draft) =>
      set(({ drafts }) => {
        const history = drafts[study];
        const next = history === undefined ? startHistory(draft) : record(history, draft, 'whole', Date.now());
        return { drafts: { ...drafts, [study]: next } };
      }),
    edit: (study, field, change) =>
      put(study, (history) => record(history, change(history.present), field, Date.now())),
    undo: (study) => put(study, undo),
    redo: (study) => put(study, redo),
    discard: (study) =>
      set(({ drafts }) => ({ drafts: Object.fromEntries(Object.entries(drafts).filter(([one]) => one !== study)) })),
  };
});

/** Null: the space is only looked at. */
export function useDraft(study: string): History<SpaceDraft> | null {
  return useDraftStore((store) => store.drafts[study] ?? null);
}
