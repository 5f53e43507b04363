// What the host says, in the language of the page: it writes English, which a page in Chinese reads with what it fetches for that.
import { useMemo } from 'react';
import { create } from 'zustand';
import type { Reason } from '#shared/contract/common.ts';
import { type Language, useLanguage, useLanguageStore } from './language.ts';

export type HostText = (text: string) => string;

/** null: not there yet; until then the host's own words stand. */
const useReader = create<{ readonly inChinese: HostText | null }>(() => ({ inChinese: null }));

const same: HostText = (text) => text;

function textIn(language: Language, inChinese: HostText | null): HostText {
  return language === 'zh' && inChinese !== null ? inChinese : same;
}

/** Turns a sentence of the host into the page's language; what it does not know, as a program's own words, stays. */
export function useHostText(): HostText {
  const language = useLanguage();
  const inChinese = useReader((store) => store.inChinese);
  return useMemo(() => textIn(language, inChinese), [language, inChinese]);
}

/** As `useHostText` gives it, for what is said once. */
export function hostText(text: string): string {
  return textIn(useLanguageStore.getState().language, useReader.getState().inChinese)(text);
}

/** A finding that has a sentence of the host among its values, with that sentence in the page's language. */
export function withHostText(reason: Reason, say: HostText): Reason {
  const { sentence } = reason.values;
  return typeof sentence === 'string' ? { ...reason, values: { ...reason.values, sentence: say(sentence) } } : reason;
}

function fetchFor(language: Language): void {
  if (language !== 'zh' || useReader.getState().inChinese !== null) return;
  // Without it the host's own words stand.
  import('#shared/sentences/index.ts').then(({ inChinese }) => useReader.setState({ inChinese })).catch(() => {});
}

fetchFor(useLanguageStore.getState().language);
useLanguageStore.subscribe(({ language }) => fetchFor(language));
