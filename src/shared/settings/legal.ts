// Whether a value is legal for a setting, and whether it is unusual.
import type { SettingValue } from '../study/values.ts';
import { nearest } from './nearest.ts';
import type { Setting, SettingKind } from './setting.ts';

export type LegalVerdict =
  | { readonly kind: 'fine' }
  | { readonly kind: 'unusual'; readonly low: number; readonly high: number }
  | { readonly kind: 'illegal'; readonly message: string };

/** Judges one value; the sentences name the setting. */
export function judgeValue(setting: Pick<Setting, 'key' | 'kind'>, value: SettingValue): LegalVerdict {
  const { kind, key } = setting;
  if (!isLegal(kind, value)) {
    const hint = kind.type === 'choice' && typeof value === 'string' ? nearest(value, kind.choices) : null;
    const meant = hint === null ? '' : `; did you mean "${hint}"?`;
    return {
      kind: 'illegal',
      message: `"${key}" must be ${describeKind(kind)}, not ${JSON.stringify(value)}${meant === '' ? '.' : meant}`,
    };
  }
  if ((kind.type === 'float' || kind.type === 'int') && kind.usual && typeof value === 'number') {
    const { low, high } = kind.usual;
    if (value < low || value > high) {
      return { kind: 'unusual', low, high };
    }
  }
  return { kind: 'fine' };
}

function isLegal(kind: SettingKind, value: SettingValue): boolean {
  switch (kind.type) {
    case 'choice':
      return typeof value === 'string' && kind.choices.includes(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'float':
    case 'int': {
      if (value === null) return kind.nullable === true;
      if (typeof value !== 'number' || !Number.isFinite(value)) return false;
      if (kind.type === 'int' && !Number.isInteger(value)) return false;
      const aboveLow = kind.openLow ? value > kind.low : value >= kind.low;
      return aboveLow && (kind.openHigh ? value < kind.high : value <= kind.high);
    }
  }
}

/** "a whole number of at least 1", "one of "sgd", "adam"", ready for "must be ...". */
export function describeKind(kind: SettingKind): string {
  switch (kind.type) {
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${kind.choices.map((choice) => `"${choice}"`).join(', ')}`;
    case 'float':
    case 'int': {
      const noun = kind.type === 'int' ? 'a whole number' : 'a number';
      const low = kind.openLow ? `above ${kind.low}` : `of at least ${kind.low}`;
      const high = kind.openHigh ? `below ${kind.high}` : `at most ${kind.high}`;
      const bounds = Number.isFinite(kind.high) ? `${low} and ${high}` : low;
      return `${noun} ${bounds}${kind.nullable ? ' (or null for none)' : ''}`;
    }
  }
}
