// The one selection of a study, which every chart, table and legend reads and writes. What deserves to last is kept per study.
import { create } from 'zustand';
import type { TrialState } from '#shared/study/trial-state.ts';
import { assignSlots } from './colour-slots.ts';

interface Kept {
  readonly pinned: ReadonlySet<number>;
  readonly hidden: ReadonlySet<number>;
  readonly baseline: number | null;
  /** Somebody said which run the baseline is, or that there is none. */
  readonly baselineChosen: boolean;
  readonly slots: Readonly<Record<number, number>>;
  /** Chosen for the Compare page; the first is the reference. */
  readonly compared: readonly number[];
}

export interface SelectionStore extends Kept {
  readonly studyId: string | null;
  readonly hovered: number | null;
  readonly selected: number | null;
  /** Typed into the run list: numbers, settings, comparisons. */
  readonly filterText: string;
  /** Empty: all states. */
  readonly filterStates: ReadonlySet<TrialState>;
  /** Runs outside of the space that the study searches now. */
  readonly outside: ReadonlySet<number>;
  /** Turns to another study: what was kept of it comes back, the rest is cleared. */
  open(studyId: string): void;
  hover(run: number | null): void;
  select(run: number | null): void;
  togglePinned(run: number): void;
  toggleHidden(run: number): void;
  setBaseline(run: number | null): void;
  /** The baseline as long as nobody chooses one. */
  suggestBaseline(run: number | null): void;
  setFilterText(text: string): void;
  toggleFilterState(state: TrialState): void;
  clearFilter(): void;
  setOutside(runs: ReadonlySet<number>): void;
  /** What a view holds of it, all at once. */
  restore(
    kept: Partial<
      Pick<SelectionStore, 'filterText' | 'filterStates' | 'pinned' | 'hidden' | 'baseline' | 'baselineChosen'>
    >,
  ): void;
  setCompared(runs: readonly number[]): void;
  /** Colour slots for a focus set; stored with the run. */
  assign(focus: readonly number[]): void;
}

const storageKey = (id: string) => `vernier.selection.${id}`;
const nothingKept: Kept = {
  ...{ pinned: new Set(), hidden: new Set(), baseline: null, baselineChosen: false, slots: {} },
  compared: [],
};

export const useSelection = create<SelectionStore>((set, get) => {
  const keep = (changes: Partial<SelectionStore>) => {
    set(changes);
    const { studyId } = get();
    if (studyId) write(studyId, get());
  };
  return {
    ...nothingKept,
    studyId: null,
    hovered: null,
    selected: null,
    filterText: '',
    filterStates: new Set(),
    outside: new Set(),
    open: (studyId) => {
      if (get().studyId === studyId) return;
      set({
        ...read(studyId),
        studyId,
        hovered: null,
        selected: null,
        filterText: '',
        filterStates: new Set(),
        outside: new Set(),
      });
    },
    hover: (hovered) => {
      if (get().hovered !== hovered) set({ hovered });
    },
    select: (selected) => {
      if (get().selected !== selected) set({ selected });
    },
    togglePinned: (run) => keep({ pinned: toggled(get().pinned, run) }),
    toggleHidden: (run) => keep({ hidden: toggled(get().hidden, run) }),
    setBaseline: (baseline) => keep({ baseline, baselineChosen: true }),
    suggestBaseline: (baseline) => {
      if (!get().baselineChosen && get().baseline !== baseline) set({ baseline });
    },
    setFilterText: (filterText) => set({ filterText }),
    toggleFilterState: (state) => set({ filterStates: toggled(get().filterStates, state) }),
    clearFilter: () => set({ filterText: '', filterStates: new Set() }),
    setOutside: (outside) => set({ outside }),
    restore: (kept) => keep(kept),
    setCompared: (compared) => keep({ compared }),
    assign: (focus) => {
      const slots = assignSlots(get().slots, focus);
      if (slots !== get().slots) keep({ slots });
    },
  };
});

function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

function write(studyId: string, { pinned, hidden, baseline, baselineChosen, slots, compared }: Kept): void {
  const chosen = baselineChosen ? { baseline, baselineChosen } : {};
  const text = JSON.stringify({ pinned: [...pinned], hidden: [...hidden], ...chosen, slots, compared });
  try {
    globalThis.localStorage?.setItem(storageKey(studyId), text);
  } catch {
    // Storage is full or switched off: the selection then lasts as long as the page.
  }
}

function read(studyId: string): Kept {
  const text = globalThis.localStorage?.getItem(storageKey(studyId));
  if (!text) return nothingKept;
  try {
    const value = JSON.parse(text) as Partial<{
      pinned: number[];
      hidden: number[];
      baseline: number | null;
      baselineChosen: boolean;
      slots: Record<number, number>;
      compared: number[];
    }>;
    return {
      pinned: new Set(value.pinned ?? []),
      hidden: new Set(value.hidden ?? []),
      baseline: value.baseline ?? null,
      baselineChosen: value.baselineChosen ?? typeof value.baseline === 'number',
      slots: value.slots ?? {},
      compared: value.compared ?? [],
    };
  } catch {
    return nothingKept;
  }
}
