// Which ends of work a person has put away. For the life of the page's tab; the host goes on telling them.
import { create } from 'zustand';

const storageKey = 'vernier.engine.dismissed';

interface DismissedStore {
  readonly keys: ReadonlySet<string>;
  /** `key` as model.ts makes it. */
  dismiss(key: string): void;
}

export const useDismissed = create<DismissedStore>((set) => ({
  keys: new Set((globalThis.sessionStorage?.getItem(storageKey) ?? '').split('\n').filter(Boolean)),
  dismiss: (key) =>
    set(({ keys }) => {
      const next = new Set(keys).add(key);
      globalThis.sessionStorage?.setItem(storageKey, [...next].join('\n'));
      return { keys: next };
    }),
}));
