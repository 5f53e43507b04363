// Undo and redo of a value. Edits of the same field in quick succession are one step. Pure: time is an argument.

export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** The field that was edited last, and when (ms); null after undo, redo or a fresh start. */
  readonly last: { readonly field: string; readonly atMs: number } | null;
}

const mergeWithinMs = 1_000;
const keptSteps = 200;

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], last: null };
}

/** `field` names what was edited; the same field again within a second replaces the step instead of adding one. */
export function record<T>(history: History<T>, next: T, field: string, atMs: number): History<T> {
  if (Object.is(next, history.present)) return history;
  const merges = history.last !== null && history.last.field === field && atMs - history.last.atMs < mergeWithinMs;
  const past = merges ? history.past : [...history.past, history.present].slice(-keptSteps);
  return { past, present: next, future: [], last: { field, atMs } };
}

export function undo<T>(history: History<T>): History<T> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    last: null,
  };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, last: null };
}
