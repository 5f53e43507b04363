// What was changed of data objects on this page and not kept yet, each with its undo steps; for as long as the page lives.
import { create } from 'zustand';
import { type JsonObject, sameJson } from '../../data-view/json.ts';
import { type History, record, redo, startHistory, undo } from '../../state/index.ts';

interface EditsStore {
  /** By data set. */
  readonly edits: Readonly<Record<string, History<JsonObject>>>;
  /** `base`: as it was before any change. */
  edit(key: string, base: JsonObject, field: string, change: (data: JsonObject) => JsonObject): void;
  undo(key: string): void;
  redo(key: string): void;
  /** As it was before any change; gives what was there, for `restore`. */
  discard(key: string): History<JsonObject> | null;
  restore(key: string, history: History<JsonObject>): void;
}

export const useDataEdits = create<EditsStore>((set, get) => {
  const put = (key: string, history: History<JsonObject>) =>
    set(({ edits }) => (edits[key] === history ? {} : { edits: { ...edits, [key]: history } }));
  const step = (key: string, move: typeof undo) => {
    const history = get().edits[key];
    if (history) put(key, move(history));
  };
  return {
    edits: {},
    edit(key, base, field, change) {
      const history = get().edits[key] ?? startHistory(base);
      const next = change(history.present);
      if (!sameJson(next, history.present)) put(key, record(history, next, field, Date.now()));
    },
    undo: (key) => step(key, undo),
    redo: (key) => step(key, redo),
    discard(key) {
      const { [key]: gone, ...edits } = get().edits;
      set({ edits });
      return gone ?? null;
    },
    restore: put,
  };
});
