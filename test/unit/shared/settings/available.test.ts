import { describe, expect, it } from 'vitest';
import { unsupportedSettings } from '#main/training/loop/index.ts';
import { judgeAvailable } from '#shared/settings/available.ts';
import { settingsRegistry } from '#shared/settings/index.ts';
import type { SettingValue } from '#shared/study/values.ts';

/** Values that tell an offered setting from one that is only on paper. */
function probes(kind: (typeof settingsRegistry)[number]['kind']): SettingValue[] {
  if (kind.type === 'choice') return [...kind.choices];
  if (kind.type === 'boolean') return [false, true];
  return kind.type === 'int' ? [1, 2] : [0, 0.5];
}

/** Recurrent and text models are refused by their family; their own settings need no second refusal. */
const ofOtherFamilies = (key: string) =>
  settingsRegistry.find((s) => s.key === key)?.when?.['model.family']?.includes('rnn');

describe('what a study may ask for', () => {
  it.each(settingsRegistry.map(({ key, kind }) => [key, kind] as const))(
    '%s: refused exactly when the trainer refuses it',
    (key, kind) => {
      if (ofOtherFamilies(key)) return;
      for (const value of probes(kind)) {
        const trains = unsupportedSettings({ [key]: value }).length === 0;
        expect([value, judgeAvailable(key, value) === null]).toEqual([value, trains]);
      }
    },
  );
});
