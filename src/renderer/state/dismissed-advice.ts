// Which advice on a study somebody has put away; kept per study. Advice that says something else is shown again.
import { create } from 'zustand';

const storageKey = (studyId: string) => `vernier.dismissed-advice.${studyId}`;
const none: ReadonlySet<string> = new Set();

interface DismissedStore {
  readonly byStudy: Readonly<Record<string, ReadonlySet<string>>>;
  dismiss(studyId: string, key: string): void;
  restore(studyId: string): void;
}

const useStore = create<DismissedStore>((set, get) => {
  const put = (studyId: string, keys: ReadonlySet<string>) => {
    set({ byStudy: { ...get().byStudy, [studyId]: keys } });
    try {
      globalThis.localStorage?.setItem(storageKey(studyId), JSON.stringify([...keys]));
    } catch {
      // Storage is full or switched off: it then lasts as long as the page.
    }
  };
  return {
    byStudy: {},
    dismiss: (studyId, key) => put(studyId, new Set([...(get().byStudy[studyId] ?? read(studyId)), key])),
    restore: (studyId) => put(studyId, none),
  };
});

/** Keys of the advice that was put away, and how to do that and take it all back. */
export function useDismissedAdvice(studyId: string): {
  readonly keys: ReadonlySet<string>;
  dismiss(key: string): void;
  restore(): void;
} {
  const keys = useStore(({ byStudy }) => byStudy[studyId]) ?? remembered(studyId);
  const { dismiss, restore } = useStore.getState();
  return { keys, dismiss: (key) => dismiss(studyId, key), restore: () => restore(studyId) };
}

/** The same set each time, as React wants it. */
const known = new Map<string, ReadonlySet<string>>();

function remembered(studyId: string): ReadonlySet<string> {
  const keys = known.get(studyId) ?? read(studyId);
  known.set(studyId, keys);
  return keys;
}

function read(studyId: string): ReadonlySet<string> {
  try {
    const value: unknown = JSON.parse(globalThis.localStorage?.getItem(storageKey(studyId)) ?? '[]');
    return Array.isArray(value) ? new Set(value.filter((key) => typeof key === 'string')) : none;
  } catch {
    return none;
  }
}
