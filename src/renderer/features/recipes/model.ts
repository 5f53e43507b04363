// What the Recipes page shows and does. Pure.
import type { Recipe } from '#shared/recipes/index.ts';
import { findSetting } from '#shared/settings/index.ts';
import type { SettingValue } from '#shared/study/values.ts';
import type { DraftChange } from '../../state/index.ts';

type Language = 'en' | 'zh';

/** Whether every word stands in the recipe's name, its source or a setting that it fixes. */
export function matches(
  words: string,
  { names, settings }: { readonly names: readonly string[]; readonly settings: Readonly<Record<string, SettingValue>> },
): boolean {
  const keys = Object.keys(settings);
  const titles = keys.flatMap((key) => Object.values(findSetting(key)?.title ?? {}));
  const text = [...names, ...keys, ...titles].join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** A draft with the recipe's values, which has it as its baseline besides where it is a published one. */
export function changesOfRecipe({
  settings,
  id,
}: Pick<Recipe, 'settings'> & { readonly id: string | null }): DraftChange[] {
  const fixed = Object.entries(settings).map(([key, to]): DraftChange => ({ path: ['settings', key], to }));
  return id === null ? fixed : [...fixed, { path: ['search', 'recipes'], to: [id], add: true }];
}

/** Settings with their titles, in the registry's order of importance. */
export function shownSettings(
  settings: Readonly<Record<string, SettingValue>>,
  language: Language,
): { readonly key: string; readonly title: string; readonly value: SettingValue }[] {
  return Object.entries(settings)
    .map(([key, value]) => ({ key, value, setting: findSetting(key) }))
    .sort((a, b) => (a.setting?.importance ?? 6) - (b.setting?.importance ?? 6) || a.key.localeCompare(b.key))
    .map(({ key, value, setting }) => ({ key, title: setting?.title[language] ?? key, value }));
}
