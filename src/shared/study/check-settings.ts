// Entries of `settings` against the registry: known keys, legal values, ranges of the right type.
import type { Problem } from '../contract/common.ts';
import { describeKind, findSetting, judgeValue, type Setting, settingKeys, suggestion } from '../settings/index.ts';
import { error } from './fields.ts';
import { isRange, type Range, type SettingEntry } from './ranges.ts';
import type { SettingValue } from './values.ts';
import { warning } from './warning.ts';

/** `at` is the JSON path of the object that holds the entries. */
export function checkSettings(settings: Readonly<Record<string, SettingEntry>>, at = 'settings'): Problem[] {
  return Object.entries(settings).flatMap(([key, entry]) => {
    const path = `${at}.${key}`;
    const setting = findSetting(key);
    if (setting === undefined) return [error(path, unknownSetting(key))];
    return isRange(entry) ? checkRange(setting, entry, path) : checkValue(setting, entry, path);
  });
}

function unknownSetting(key: string): string {
  return `Unknown setting "${key}"; ${suggestion(key, settingKeys)}`;
}

function checkValue(setting: Setting, value: SettingValue, path: string): Problem[] {
  const verdict = judgeValue(setting, value);
  if (verdict.kind === 'fine') return [];
  if (verdict.kind === 'illegal') return [error(path, verdict.message)];
  const { low, high } = verdict;
  return [
    warning(path, 'warning.unusual', {
      setting: setting.key,
      value: String(value),
      low: String(low),
      high: String(high),
    }),
  ];
}

function checkRange(setting: Setting, range: Range, path: string): Problem[] {
  const { kind } = setting;
  const wrongType = (wanted: string) => [
    error(
      `${path}.type`,
      `"${setting.key}" is ${describeKind(kind)}; search it with "type": ${wanted}, not "${range.type}".`,
    ),
  ];
  switch (range.type) {
    case 'categorical':
      return range.choices.flatMap((choice, i) => checkValue(setting, choice, `${path}.choices[${i}]`));
    case 'normal':
    case 'lognormal':
      return kind.type === 'float' || kind.type === 'int' ? [] : wrongType('"categorical"');
    case 'float':
    case 'int': {
      if (kind.type !== 'float' && kind.type !== 'int') return wrongType('"categorical"');
      const wholes = [range.low, range.high, ...(range.values ?? [])].every(Number.isInteger);
      if (kind.type === 'int' && range.type === 'float' && !(wholes && range.values)) return wrongType('"int"');
      const step = range.type === 'int' && range.step !== undefined && !Number.isInteger(range.step);
      return [
        ...(step
          ? [error(`${path}.step`, `"${setting.key}" takes whole numbers, and its step is ${range.step}.`)]
          : []),
        ...checkValue(setting, range.low, `${path}.low`),
        ...checkValue(setting, range.high, `${path}.high`),
        ...(range.values ?? []).flatMap((value, i) => checkValue(setting, value, `${path}.values[${i}]`)),
      ];
    }
  }
}
