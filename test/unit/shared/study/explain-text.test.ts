import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { adviseRun } from '#main/advisor/index.ts';
import { readLog } from '#main/curve-files/index.ts';
import { checkIds } from '#shared/contract/checks.ts';
import { defaultRange, defaultValue, findSetting, settingsRegistry } from '#shared/settings/index.ts';
import { adviceTemplates } from '#shared/study/advice-templates.ts';
import { explainDefault } from '#shared/study/explain-default.ts';
import { explainCheck, explainReason } from '#shared/study/explain-text.ts';
import { explanations } from '#shared/study/explanations/index.ts';
import { studyAdviceTemplates, trustTemplates } from '#shared/study/study-advice-templates.ts';
import { warningTemplates } from '#shared/study/warning-templates.ts';

const languages = ['en', 'zh'] as const;
const curves = new URL('../../../../../shared/bench/curves/curves-dev.json', import.meta.url);
const slots = (text: string) => [...text.matchAll(/\{(\w+(?::\w+)?)\}/g)].map(([, name]) => name).sort();

/** What stands after the last "=" against the product or sum before it: "= 0.7 · 0.2 + 0.1 = 0.240". */
function sums(formula: string): { sum: number; told: number }[] {
  return [...formula.matchAll(/= ([-\d. ·+−()]*[·+−][-\d. ·+−()]*) = (-?[\d.]+)/g)].map(([, sum = '', told]) => ({
    sum: z.number().parse(new Function(`return ${sum.replaceAll('·', '*').replaceAll('−', '-')}`)()),
    told: Number(told),
  }));
}

describe('explanations', () => {
  test('are there for every verdict, move, advice on a study, warning and check, in both languages, with a source', () => {
    const notes = (id: string) => id.startsWith('note.');
    const ids = [adviceTemplates, studyAdviceTemplates, trustTemplates, warningTemplates].flatMap((all) =>
      Object.keys(all),
    );
    for (const language of languages) {
      for (const id of ids.filter((one) => !notes(one))) {
        const text = explainReason({ id, values: {} }, language);
        expect(text?.rule, id).toBeTruthy();
        expect(text?.source, id).toBeTruthy();
      }
      for (const id of checkIds) expect(explainCheck(id, language).rule.length).toBeGreaterThan(20);
    }
    expect(explainReason({ id: 'future.rule', values: {} }, 'en')).toBeNull();
  });

  test('name the same numbers in both languages, and say something else in each', () => {
    for (const [id, { rule, formula }] of Object.entries(explanations)) {
      expect(rule.en, id).not.toBe(rule.zh);
      if (formula) expect(slots(formula.zh), id).toEqual(slots(formula.en));
    }
  });

  test('have every number of really trained runs, and the sums come to what they say', async () => {
    const { runs } = readLog({
      ...{ kind: 'file', name: 'curves-dev.json', path: 'curves-dev.json' },
      bytes: readFileSync(curves),
    });
    let told = 0;
    for (const { input } of runs) {
      const { evidence, moves } = adviseRun(input);
      const reasons = [evidence, ...moves.flatMap(({ why, known }) => [why, ...known])];
      for (const language of languages) {
        for (const reason of reasons) {
          const formula = explainReason(reason, language)?.formula ?? '';
          expect(formula, reason.id).not.toContain('–');
          for (const { sum, told: said } of sums(formula)) {
            told++;
            expect(Math.abs(sum - said), `${reason.id}: ${formula}`).toBeLessThan(0.003);
          }
        }
      }
    }
    expect(told).toBeGreaterThan(400);
  });

  test('of a gap: the formula with the run’s own numbers', () => {
    const values = { train: 0.991, validation: 0.87, gap: 0.121, limit: 0.05, rise: 0.34 };
    expect(explainReason({ id: 'overfitting.gap', values }, 'en')).toEqual({
      rule: expect.stringContaining('does not carry over'),
      formula: 'gap = train − validation = 0.991 − 0.870 = 0.121 > max(0.05, 1.5 · SE) = 0.050',
      source: 'Goodfellow et al. 2016, Deep Learning, 5.2',
    });
    expect(explainReason({ id: 'overfitting.gap', values }, 'zh')?.formula).toMatch(
      /^差距 = 训练 − 验证 = 0\.991 − 0\.870/,
    );
  });
});

describe('why a default', () => {
  const settings = { 'optimizer.name': 'sgd' };
  const explain = (key: string, language: 'en' | 'zh') => {
    const setting = findSetting(key);
    if (setting === undefined) throw new Error(key);
    const context = { settings, facts: null };
    const here = { setting, value: defaultValue(setting, context), range: defaultRange(setting, context) };
    return explainDefault({ ...here, valueHere: (name) => (name === 'optimizer.name' ? 'sgd' : undefined) }, language);
  };

  test('that follows another setting names it, with what it is searched over and how much it matters', () => {
    const { formula, further, source } = explain('optimizer.learningRate', 'en');
    expect(formula).toBe('default | Optimizer = sgd = 0.1');
    expect(source).toContain('Bengio 2012');
    expect(further).toEqual([
      { term: 'Search', text: '0.001 to 10, by powers of ten' },
      { term: 'Usual', text: '1e-8 to 10' },
      { term: 'Importance', text: '1 of 5: tune it first' },
    ]);
  });

  test('says which way it moves what the model can learn', () => {
    expect(explain('model.dropout', 'en').further.at(-1)?.text).toContain('against overfitting');
    expect(explain('model.units', 'zh').further.at(-1)?.text).toContain('欠拟合');
  });

  test('is there for every setting in both languages', () => {
    for (const { key } of settingsRegistry)
      for (const language of languages) expect(explain(key, language).formula, key).toContain(' = ');
  });
});
