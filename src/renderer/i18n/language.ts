// The language of the page: chosen by hand and kept, else the browser's.
import { create } from 'zustand';

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'vernier.language';

function initial(): Language {
  const stored = globalThis.localStorage?.getItem(storageKey);
  if (stored === 'en' || stored === 'zh') return stored;
  return globalThis.navigator?.language?.startsWith('zh') ? 'zh' : 'en';
}

interface LanguageStore {
  readonly language: Language;
  set(language: Language): void;
}

export const useLanguageStore = create<LanguageStore>((set) => ({
  language: initial(),
  set: (language) => {
    globalThis.localStorage?.setItem(storageKey, language);
    set({ language });
  },
}));

export function useLanguage(): Language {
  return useLanguageStore((store) => store.language);
}

/** BCP 47 tag for Intl and for the document's lang attribute. */
export function localeOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}
