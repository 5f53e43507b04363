// What people call a setting: the registry's title, or words made of the key for settings that the registry does not know.
import { findSetting } from '#shared/settings/index.ts';
import type { Language } from './language.ts';

/** A command runner's settings have any key: "decay_rate" → "Decay rate". */
export function settingTitle(key: string, language: Language): string {
  const title = findSetting(key)?.title[language];
  if (title) return title;
  const words = (key.split('.').slice(1).join(' ') || key)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
