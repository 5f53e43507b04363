// Settings that a study does not name and could search besides. Pure.
import { defaultRange, defaultValue, settingsRegistry } from '#shared/settings/index.ts';
import { isRange, type Range } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import type { SpaceDraft } from './draft.ts';

export interface Addable {
  readonly setting: string;
  readonly range: Range;
}

/** Those that some trial of the space could use, in the registry's order. Of a program's own settings nobody knows any. */
export function addable({ settings }: Pick<SpaceDraft, 'settings'>): Addable[] {
  if (!Object.keys(settings).every((key) => settingsRegistry.some((one) => one.key === key))) return [];
  const possible = new Map<string, readonly SettingValue[]>();
  const values: Record<string, SettingValue> = {};
  const found: Addable[] = [];
  for (const setting of settingsRegistry) {
    const context = { settings: values, facts: null };
    const used = Object.entries(setting.when ?? {}).every(([key, wanted]) =>
      (possible.get(key) ?? []).some((value) => wanted.includes(value)),
    );
    if (!used) continue;
    const entry = settings[setting.key];
    const fallback = defaultValue(setting, context);
    const options =
      isRange(entry) && entry.type === 'categorical'
        ? entry.choices
        : [isRange(entry) || entry === undefined ? fallback : entry];
    possible.set(setting.key, options);
    values[setting.key] = options[0] ?? fallback;
    if (entry !== undefined || setting.importance === null) continue;
    const range = defaultRange(setting, context);
    found.push({
      setting: setting.key,
      range: 'choices' in range ? { ...range, choices: [...range.choices] } : { ...range },
    });
  }
  return found;
}
