// The settings registry: the only place that defines a setting. Others import this file only.
import type { SettingValue } from '../study/values.ts';
import { augmentSettings } from './augment.ts';
import { balanceSettings } from './balance.ts';
import { inputSettings } from './input.ts';
import { modelSettings } from './model.ts';
import { convolutionSettings } from './model-convolution.ts';
import { recurrentSettings } from './model-recurrent.ts';
import { nearest } from './nearest.ts';
import { optimizerSettings } from './optimizer.ts';
import { regularizationSettings } from './regularization.ts';
import { scheduleSettings } from './schedule.ts';
import { inContext, type SearchRange, type Setting, type SettingContext } from './setting.ts';
import { trainingSettings } from './training.ts';

export { familyFor, familyNames, familyRefusal } from './families.ts';
export { describeKind, judgeValue, type LegalVerdict } from './legal.ts';
export { nearest, suggestion } from './nearest.ts';
export type { DataFacts, SearchRange, Setting, SettingContext, SettingKind, Text } from './setting.ts';

/** In an order in which every setting stands after those that its condition and its default depend on. */
export const settingsRegistry: readonly Setting[] = [
  ...modelSettings,
  ...convolutionSettings,
  ...recurrentSettings,
  ...optimizerSettings,
  ...regularizationSettings,
  ...scheduleSettings,
  ...trainingSettings,
  ...balanceSettings,
  ...augmentSettings,
  ...inputSettings,
];

const byKey: ReadonlyMap<string, Setting> = new Map(settingsRegistry.map((setting) => [setting.key, setting]));

export const settingKeys: readonly string[] = [...byKey.keys()];

export function findSetting(key: string): Setting | undefined {
  return byKey.get(key);
}

/** The known key that `text` most likely means; null when none is near. */
export function nearestKey(text: string, keys: readonly string[] = settingKeys): string | null {
  return nearest(text, keys);
}

export function defaultValue(setting: Setting, context: SettingContext): SettingValue {
  return inContext(setting.default, context);
}

export function defaultRange(setting: Setting, context: SettingContext): SearchRange {
  return inContext(setting.range, context);
}

/**
 * Whether the model, optimiser, schedule and data use the setting. A setting that its condition names but `settings`
 * lacks counts as not met; unknown data (null) rule nothing out.
 */
export function applies(setting: Setting, context: SettingContext): boolean {
  for (const [key, values] of Object.entries(setting.when ?? {})) {
    const value = context.settings[key];
    if (value === undefined || !values.includes(value)) return false;
  }
  return appliesToData(setting, context);
}

export function appliesToData(setting: Setting, { facts }: Pick<SettingContext, 'facts'>): boolean {
  if (facts === null) return true;
  const { tasks, kinds } = setting.data ?? {};
  return (tasks?.includes(facts.task) ?? true) && (kinds?.includes(facts.kind) ?? true);
}
