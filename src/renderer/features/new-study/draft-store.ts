// The draft of the New-study page with its undo steps; kept in this browser until it is started or discarded.
import { z } from 'zod';
import { create } from 'zustand';
import { type History, record, redo, startHistory, undo } from '../../state/index.ts';
import { type Draft, draftOf } from './model/draft.ts';
import type { JsonObject } from './model/json.ts';

const storageKey = 'vernier.draft';

const storedDraft = z.object({
  file: z.record(z.string(), z.unknown()),
  kept: z.object({
    ranges: z.record(z.string(), z.unknown()),
    values: z.record(z.string(), z.unknown()),
    parked: z.array(z.string()),
    ownData: z.record(z.string(), z.unknown()).nullable(),
  }),
});

interface DraftStore {
  /** null until the sample, a kept draft or another study has been put here. */
  readonly history: History<Draft> | null;
  /** `field` names what is edited: typing into one field is one undo step. */
  edit(field: string, change: (draft: Draft) => Draft): void;
  undo(): void;
  redo(): void;
  /** Begins anew with a file; what was before can be undone. */
  load(file: JsonObject): void;
  /** Forgets the draft, also in this browser. */
  clear(): void;
}

export const useDraftStore = create<DraftStore>((set, get) => {
  const put = (history: History<Draft>) => {
    if (history === get().history) return;
    set({ history });
    keep(history.present);
  };
  return {
    history: restore(),
    edit: (field, change) => {
      const { history } = get();
      if (history) put(record(history, change(history.present), field, Date.now()));
    },
    undo: () => {
      const { history } = get();
      if (history) put(undo(history));
    },
    redo: () => {
      const { history } = get();
      if (history) put(redo(history));
    },
    load: (file) => {
      const { history } = get();
      const draft = draftOf(file);
      put(history ? record({ ...history, last: null }, draft, 'load', Date.now()) : startHistory(draft));
    },
    clear: () => {
      globalThis.localStorage?.removeItem(storageKey);
      set({ history: null });
    },
  };
});

function keep(draft: Draft): void {
  try {
    globalThis.localStorage?.setItem(storageKey, JSON.stringify(draft));
  } catch {
    // Storage is full or switched off: the draft then lasts as long as the page.
  }
}

function restore(): History<Draft> | null {
  const text = globalThis.localStorage?.getItem(storageKey);
  if (!text) return null;
  try {
    const parsed = storedDraft.safeParse(JSON.parse(text));
    return parsed.success ? startHistory(parsed.data) : null;
  } catch {
    return null;
  }
}
