// Whether single letters act. They can be switched off, for people who dictate (WCAG 2.1.4).
import { create } from 'zustand';

const storageKey = 'vernier.singleLetters';

export const useSingleLetters = create<{ readonly on: boolean; set(on: boolean): void }>((set) => ({
  on: globalThis.localStorage?.getItem(storageKey) !== '0',
  set: (on) => {
    globalThis.localStorage?.setItem(storageKey, on ? '1' : '0');
    set({ on });
  },
}));
