// Light, dark or as the system says; kept, and written on the document as data-theme.
import { create } from 'zustand';

export const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'vernier.theme';
// Outside of a page (view models under test) there is no media query, no storage and no document.
const darkQuery = () => globalThis.matchMedia?.('(prefers-color-scheme: dark)');

interface ThemeStore {
  readonly theme: Theme;
  /** What `theme` comes to now; charts redraw when it changes. */
  readonly shown: 'light' | 'dark';
  set(theme: Theme): void;
}

function initial(): Theme {
  const stored = globalThis.localStorage?.getItem(storageKey);
  return themes.find((theme) => theme === stored) ?? 'system';
}

const resolve = (theme: Theme) => (theme === 'system' ? (darkQuery()?.matches ? 'dark' : 'light') : theme);

export const useTheme = create<ThemeStore>((set, get) => {
  const apply = (theme: Theme) => {
    const shown = resolve(theme);
    if (globalThis.document) document.documentElement.dataset.theme = shown;
    return { theme, shown };
  };
  darkQuery()?.addEventListener('change', () => {
    if (get().theme === 'system') set(apply('system'));
  });
  return {
    ...apply(initial()),
    set: (theme) => {
      globalThis.localStorage?.setItem(storageKey, theme);
      set(apply(theme));
    },
  };
});
