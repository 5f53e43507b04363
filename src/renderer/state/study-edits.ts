// What can be taken back on the pages of a study: notes, tags, and the view that was left for a saved one. Lasts as long as the page.
import { create } from 'zustand';
import { type History, record, redo, startHistory, undo } from './history.ts';

/** What was edited ("note 5", "tags 5", "view"), and what it has been set to. */
export type EditValues = ReadonlyMap<string, unknown>;

export interface StudyEdit {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface EditChange {
  readonly key: string;
  readonly value: unknown;
}

/**
 * One more step of one or several edits. What a key had before is the caller's: others may have changed it since the last step. Steps of the
 * same `session` melt into one.
 */
export function withEdits(
  history: History<EditValues>,
  edits: readonly StudyEdit[],
  session: string,
): History<EditValues> {
  const before = new Map(history.present);
  const after = new Map(history.present);
  for (const edit of edits) {
    before.set(edit.key, edit.before);
    after.set(edit.key, edit.after);
  }
  return record({ ...history, present: before }, after, session, 0);
}

/** What is to be set so that `to` holds again; what only one of them knows of was not changed between them. */
export function changesTo(from: EditValues, to: EditValues): readonly EditChange[] {
  return [...to].flatMap(([key, value]) => (!from.has(key) || Object.is(from.get(key), value) ? [] : [{ key, value }]));
}

interface StudyEdits {
  readonly studyId: string | null;
  readonly history: History<EditValues>;
  /** Without a session it is a step of its own. */
  add(studyId: string, edits: readonly StudyEdit[], session?: string): void;
  /** Steps back or forth, and says what is to be set; empty where there is no such step. */
  step(studyId: string, way: 'undo' | 'redo'): readonly EditChange[];
}

const nothing = () => startHistory<EditValues>(new Map());
let steps = 0;

export const useStudyEdits = create<StudyEdits>((set, get) => {
  const of = (studyId: string) => (get().studyId === studyId ? get().history : nothing());
  return {
    studyId: null,
    history: nothing(),
    add: (studyId, edits, session = `step ${++steps}`) =>
      set({ studyId, history: withEdits(of(studyId), edits, session) }),
    step(studyId, way) {
      const before = of(studyId);
      const history = way === 'undo' ? undo(before) : redo(before);
      set({ studyId, history });
      return changesTo(before.present, history.present);
    },
  };
});
