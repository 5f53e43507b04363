// The choices that a setting has.
import type { Setting } from '#shared/settings/index.ts';
import type { SettingValue } from '#shared/study/values.ts';

/** Of a choice or a switch; empty for numbers. */
export function choicesOf({ kind }: Pick<Setting, 'kind'>): readonly SettingValue[] {
  if (kind.type === 'choice') return kind.choices;
  return kind.type === 'boolean' ? [false, true] : [];
}
