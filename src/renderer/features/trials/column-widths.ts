// Widths that people gave the table's columns, by column id: the same in every study. Kept on this computer.
import { create } from 'zustand';

const storageKey = 'vernier.trials.widths';

interface WidthStore {
  /** px */
  readonly widths: Readonly<Record<string, number>>;
  /** Null: the column's own. */
  set(column: string, width: number | null): void;
  reset(): void;
}

export const useColumnWidths = create<WidthStore>((set, get) => {
  const keep = (widths: Readonly<Record<string, number>>) => {
    set({ widths });
    try {
      globalThis.localStorage?.setItem(storageKey, JSON.stringify(widths));
    } catch {
      // Storage is full or switched off: they then last as long as the page.
    }
  };
  return {
    widths: readWidths(globalThis.localStorage?.getItem(storageKey)),
    set: (column, width) => {
      const { [column]: _, ...others } = get().widths;
      keep(width === null ? others : { ...others, [column]: width });
    },
    reset: () => keep({}),
  };
});

/** What is no list of widths is none. */
export function readWidths(text: string | null | undefined): Readonly<Record<string, number>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, number] => Number.isFinite(entry[1]) && entry[1] > 0),
    );
  } catch {
    return {};
  }
}
