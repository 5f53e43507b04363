// What of the registry this version can train: the page offers nothing else. Pure.
import { judgeAvailable } from '#shared/settings/available.ts';
import type { SearchRange, Setting } from '#shared/settings/index.ts';
import type { SettingValue } from '#shared/study/values.ts';

/** The choices of a choice or a switch that can be trained; empty for numbers. */
export function availableChoices({ key, kind }: Setting): readonly SettingValue[] {
  const all: readonly SettingValue[] =
    kind.type === 'choice' ? kind.choices : kind.type === 'boolean' ? [false, true] : [];
  return all.filter((choice) => judgeAvailable(key, choice) === null);
}

/** Whether there is anything to choose: a setting with one trainable value is not worth a row. */
export function isTunable(setting: Setting, range: SearchRange): boolean {
  if (setting.kind.type === 'choice' || setting.kind.type === 'boolean') return availableChoices(setting).length > 1;
  const ends = 'low' in range ? [range.low, range.high] : range.choices;
  return ends.every((value) => judgeAvailable(setting.key, value) === null);
}

/** The registry's range without what cannot be trained. */
export function availableRange(setting: Setting, range: SearchRange): SearchRange {
  if (!('choices' in range)) return range;
  return { ...range, choices: range.choices.filter((choice) => judgeAvailable(setting.key, choice) === null) };
}
