// Typed dictionaries. Each folder keeps its own texts beside its code:
//   export const texts = defineTexts({ en: { runs: { one: '{n} run', other: '{n} runs' } }, zh: { runs: '{n} 个试验' } });
//   const t = useTexts(texts);  t('runs', { n: 3 })
// A key that is missing in one language, or a text that is not in the dictionary, does not compile.
import { useMemo } from 'react';
import { type Language, localeOf, useLanguage } from './language.ts';

/** A text with `{name}` slots, or one per plural form of `n`. */
export type Text = string | { readonly one: string; readonly other: string };
export type Slots = Readonly<Record<string, string | number>>;

export interface Texts<K extends string> {
  readonly en: Readonly<Record<K, Text>>;
  readonly zh: Readonly<Record<K, Text>>;
}
export type Translate<K extends string> = (key: K, slots?: Slots) => string;

export function defineTexts<const D extends Readonly<Record<string, Text>>>(texts: {
  en: D;
  zh: Readonly<Record<keyof D & string, Text>>;
}): Texts<keyof D & string> {
  return texts as Texts<keyof D & string>;
}

/** Made once: each costs as much as drawing a row, and every cell of a table may have texts. */
const rulesOf = (language: Language) => ({
  plural: new Intl.PluralRules(localeOf(language)),
  number: new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 3 }),
});
const rules: Readonly<Record<Language, ReturnType<typeof rulesOf>>> = { en: rulesOf('en'), zh: rulesOf('zh') };

/** The translate function of one dictionary in one language; pure, for view models and tests. */
export function translator<K extends string>(texts: Texts<K>, language: Language): Translate<K> {
  const { plural, number } = rules[language];
  return (key, slots = {}) => {
    const text = texts[language][key];
    const form =
      typeof text === 'string' ? text : plural.select(Number(slots.n ?? 0)) === 'one' ? text.one : text.other;
    return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = slots[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? number.format(value) : value;
    });
  };
}

export function useTexts<K extends string>(texts: Texts<K>): Translate<K> {
  const language = useLanguage();
  return useMemo(() => translator(texts, language), [texts, language]);
}
