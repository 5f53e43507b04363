// Which columns the table shows, in which order, and lists of them in an address. Pure.
import type { ColumnId } from './model.ts';

export interface Arrangement {
  /** Columns as shown: pinned ones first. */
  readonly ids: readonly ColumnId[];
  /** How many of them are pinned; the trial's number always is. */
  readonly pinned: number;
}

/** The trial's number stands first and cannot be hidden; the others keep their order. */
export function arrange(
  ids: readonly ColumnId[],
  { pinned, hidden }: { readonly pinned: ReadonlySet<string>; readonly hidden: ReadonlySet<string> },
): Arrangement {
  const shown = ids.filter((id) => id === 'number' || !hidden.has(id));
  const isPinned = (id: ColumnId) => id === 'number' || pinned.has(id);
  const left = shown.filter(isPinned);
  return { ids: [...left, ...shown.filter((id) => !isPinned(id))], pinned: left.length };
}

/** "a,b" of an address; commas inside a part are escaped. */
export function readList(text: string | undefined): ReadonlySet<string> {
  const parts = text ? text.split(',') : [];
  return new Set(parts.map((part) => part.replaceAll('%2C', ',').replaceAll('%25', '%')));
}

/** Null for an empty list. */
export function writeList(parts: Iterable<string>): string | null {
  const text = [...parts].map((part) => part.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');
  return text === '' ? null : text;
}

/** The set with the part put in or taken out. */
export function toggled(set: ReadonlySet<string>, part: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(part)) next.add(part);
  return next;
}
