// Every setting of the registry is in every program: another value makes another program, in the code or in the sentence that says what
// is not carried over. A setting that is added to the registry and forgotten here fails.
import { describe, expect, it } from 'vitest';
import { type SnippetFormat, snippetFormats } from '#main/export/snippets/index.ts';
import { applies, defaultRange, type Setting, settingsRegistry } from '#shared/settings/index.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { contexts, programWith, type SnippetContext, settingsWith } from './contexts.ts';

/** Settings that others need to mean anything. */
const needed: Readonly<Record<string, Readonly<Record<string, SettingValue>>>> = {
  'model.unitsShape': { 'model.layers': 2 },
  'optimizer.nesterov': { 'optimizer.momentum': 0.9 },
};

/** Where training reads a setting without any effect: word ids are never scaled. */
const ignored: Readonly<Record<string, readonly string[]>> = { 'input.scaling': ['text'] };

/** Values of a setting that are all different in their effect. */
function valuesOf(setting: Setting, context: SnippetContext): readonly SettingValue[] {
  const { kind } = setting;
  switch (kind.type) {
    case 'choice':
      return setting.key === 'model.family' ? context.families : kind.choices;
    case 'boolean':
      return [false, true];
    case 'int':
    case 'float': {
      const range = defaultRange(setting, { settings: settingsWith(context, {}), facts: context.facts });
      const found = range.type === 'categorical' ? range.choices : [range.low, range.high];
      return kind.nullable ? [null, ...found.slice(0, 2)] : found.slice(0, 2);
    }
  }
}

/** Each combination of the values that a setting's condition allows. */
function conditions({ when = {} }: Setting): Readonly<Record<string, SettingValue>>[] {
  let all: Record<string, SettingValue>[] = [{}];
  for (const [key, values] of Object.entries(when)) {
    all = all.flatMap((one) => values.map((value) => ({ ...one, [key]: value })));
  }
  return all;
}

/** The programs that the values of a setting give, in every context that uses it. */
function programsOf(setting: Setting, format: SnippetFormat): { where: string; programs: string[] }[] {
  const used = contexts.filter(({ facts }) => !ignored[setting.key]?.includes(facts.kind));
  return used.flatMap((context) =>
    conditions(setting).flatMap((condition) => {
      const base = { ...condition, ...needed[setting.key] };
      const family = base['model.family'];
      if (family !== undefined && !context.families.includes(String(family))) return [];
      const settings = settingsWith(context, base);
      if (!applies(setting, { settings, facts: context.facts })) return [];
      const programs = valuesOf(setting, context).map((value) =>
        programWith(format, context, { ...base, [setting.key]: value }),
      );
      return programs.length < 2 ? [] : [{ where: `${context.name} ${JSON.stringify(condition)}`, programs }];
    }),
  );
}

describe.each(snippetFormats)('the program for %s', (format) => {
  it.each(settingsRegistry.map((setting) => [setting.key, setting] as const))('carries %s', (_, setting) => {
    const found = programsOf(setting, format);
    expect(found.length, 'contexts that use it').toBeGreaterThan(0);
    for (const { where, programs } of found) {
      expect(new Set(programs).size, where).toBe(programs.length);
      for (const program of programs) expect(program).not.toMatch(/undefined|\[object|Infinity/);
    }
  });

  it('of different data never lacks a value', () => {
    for (const context of contexts) expect(programWith(format, context, {}), context.name).not.toContain('undefined');
  });
});

describe('what is not carried over is said', () => {
  const [, image] = contexts as [SnippetContext, SnippetContext];

  it('keras: one of two limits of the gradient', () => {
    const both = { 'optimizer.clipNorm': 5, 'optimizer.clipValue': 0.5 };
    expect(programWith('keras', image, both)).toMatch(/^# - optimizer\.clipValue 0\.5: Keras takes one limit/m);
    expect(programWith('pytorch', image, both)).not.toContain('# - optimizer.clipValue');
  });
});
