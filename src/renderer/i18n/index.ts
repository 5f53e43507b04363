// The one door to texts, language and number formats.
export { common } from './common.ts';
export * from './format.ts';
export { type HostText, hostText, useHostText, withHostText } from './host-text.ts';
export { type Language, languages, localeOf, useLanguage, useLanguageStore } from './language.ts';
export { reasonText } from './reason-text.ts';
export { searchNames } from './search-names.ts';
export { searchOptions } from './search-options.ts';
export { settingTitle } from './setting-title.ts';
export { defineTexts, type Slots, type Texts, type Translate, translator, useTexts } from './texts.ts';
export { misfitText, warmStartTexts } from './warm-start.ts';
