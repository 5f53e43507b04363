// That no entry of a registry is without a conformance case: every choice and switch of the settings that shape a program, every number
// of them moved from its default, every loss. A new entry fails here until a case names it.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { familyCases } from '#main/training/engines/self-test/family-cases.ts';
import { buildProgram } from '#main/training/program/build.ts';
import { describeProgram } from '#main/training/program/describe.ts';
import { initialState } from '#main/training/program/initial-state.ts';
import { type DataFacts, type Setting, settingsRegistry } from '#shared/settings/index.ts';
import { resolveSettings } from '#shared/study/build-space.ts';
import { parseStudyFile } from '#shared/study/study-file.ts';
import type { ResolvedSettings, SettingValue } from '#shared/study/values.ts';

interface Case {
  readonly settings: ResolvedSettings;
  readonly facts: DataFacts;
}

/** Of the settings that a trial would have; what a case does not name has its default. */
function resolved({ settings, facts }: Case): ResolvedSettings {
  const parsed = parseStudyFile({ version: 1, data: { source: 'sample', name: 'digits' }, settings });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join(' '));
  return resolveSettings(parsed.file, {}, facts);
}

const golden = z.looseObject({
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  header: z.looseObject({
    kind: z.enum(['table', 'image', 'sequence', 'text']),
    task: z.enum(['classification', 'regression', 'multilabel']),
    inputShape: z.array(z.number()),
  }),
});
const goldenCases: Case[] = ['dense', 'convolutions', 'recurrent', 'optimizers'].flatMap((group) => {
  const text = readFileSync(new URL(`../fixtures/golden/${group}.json`, import.meta.url), 'utf8');
  return z
    .array(golden)
    .parse(JSON.parse(text))
    .map(({ settings, header: { kind, task, inputShape } }) => ({
      settings,
      facts: { kind, task, inputShape, classes: task === 'regression' ? null : 3 },
    }));
});
const trained: Case[] = familyCases.map(({ settings, header: { kind, task, inputShape, classes } }) => ({
  settings,
  facts: { kind, task, inputShape, classes: classes?.length ?? null },
}));

/** Every value that a setting has in the cases. */
function valuesIn(cases: readonly Case[]): ReadonlyMap<string, ReadonlySet<SettingValue>> {
  const values = new Map<string, Set<SettingValue>>();
  for (const one of cases) {
    for (const [key, value] of Object.entries(resolved(one)))
      values.set(key, (values.get(key) ?? new Set()).add(value));
  }
  return values;
}

const [inGolden, inTrained] = [valuesIn(goldenCases), valuesIn(trained)];
const shapesProgram = ({ key }: Setting) => /^(model|optimizer|regularization)\./.test(key);
/** Weights at the start are made before any engine sees them; their test is below and in initializers.test.ts. */
const madeBefore = ['model.initializer'];
/** Says how large layers are and nothing of what they compute. */
const onlySizes = ['model.unitsShape'];

describe('every choice that shapes a program', () => {
  const choices = settingsRegistry.filter(shapesProgram).flatMap(({ key, kind }) => {
    if (madeBefore.includes(key)) return [];
    if (kind.type === 'choice') return kind.choices.map((value): [string, SettingValue] => [key, value]);
    return kind.type === 'boolean' ? [true, false].map((value): [string, SettingValue] => [key, value]) : [];
  });

  it.each(choices.filter(([key]) => !onlySizes.includes(key)))('%s %s is compared with PyTorch', (key, value) => {
    expect([...(inGolden.get(key) ?? [])]).toContain(value);
  });

  it.each(choices)('%s %s trains 20 steps on every engine', (key, value) => {
    expect([...(inTrained.get(key) ?? [])]).toContain(value);
  });
});

describe('every number that shapes a program', () => {
  const numbers = settingsRegistry
    .filter(shapesProgram)
    .filter(({ kind }) => kind.type === 'int' || kind.type === 'float');

  it.each(numbers.map(({ key }) => key))('%s has two values or more in the cases of one suite or the other', (key) => {
    expect(new Set([...(inGolden.get(key) ?? []), ...(inTrained.get(key) ?? [])]).size).toBeGreaterThan(1);
  });
});

describe('every loss', () => {
  const folder = new URL('../../src/main/training/program/losses/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name !== 'loss.ts');
  const trainedLosses = familyCases.map(({ program }) => {
    return describeProgram(program, { batchSize: 4, evaluationBatchSize: 4 }).loss;
  });

  it.each(files)('%s trains 20 steps on every engine', async (file) => {
    const module = (await import(new URL(file, folder).href)) as Readonly<Record<string, { readonly name: string }>>;
    for (const { name } of Object.values(module)) expect(trainedLosses).toContain(name);
  });
});

describe('every initialiser', () => {
  const setting = settingsRegistry.find(({ key }) => key === 'model.initializer');
  const names = setting?.kind.type === 'choice' ? setting.kind.choices : [];

  it.each(names)(
    '%s starts every family with finite weights, the same for the same seed and others for another',
    (name) => {
      for (const { settings, header } of familyCases.filter((_, at) => at % 3 === 0)) {
        const program = buildProgram({ ...settings, 'model.initializer': name }, header);
        const start = initialState(program, 5);
        for (const { data } of start.values()) expect(data.every(Number.isFinite)).toBe(true);
        expect(initialState(program, 5)).toEqual(start);
        expect(initialState(program, 6)).not.toEqual(start);
      }
    },
  );
});
