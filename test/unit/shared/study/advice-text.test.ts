import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Advice, verdictNames } from '#shared/contract/advice.ts';
import { adviceTemplates } from '#shared/study/advice-templates.ts';
import { moveText, reasonSource, reasonText, verdictHeadline, verdictTitle } from '#shared/study/advice-text.ts';
import { studyAdviceTemplates, trustTemplates } from '#shared/study/study-advice-templates.ts';
import { warningTemplates } from '#shared/study/warning-templates.ts';

const advice: Advice = {
  verdict: 'overfitting',
  since: 9,
  confidence: 0.9,
  evidence: {
    id: 'overfitting.gap',
    values: { train: 0.991, validation: 0.87, gap: 0.121, limit: 0.05, rise: 0.34 },
    span: { from: 9, to: 30 },
  },
  notes: [],
  moves: [],
};

describe('words of an advice', () => {
  test('the evidence with its numbers and its limit, in both languages', () => {
    expect(reasonText(advice.evidence, 'en')).toBe(
      'Train score 0.991, validation score 0.870: a gap of 0.121 (limit 0.050); validation loss ended 34 % above its lowest value.',
    );
    expect(reasonText(advice.evidence, 'zh')).toBe(
      '训练得分 0.991，验证得分 0.870：差距 0.121（上限 0.050）；验证损失最终比最低值高 34 %。',
    );
    expect(reasonSource(advice.evidence)).toContain('Goodfellow');
  });

  test('the headline says since when, and "may" where it is not sure', () => {
    expect(verdictHeadline(advice, 'en')).toBe('Overfitting since epoch 9');
    expect(verdictHeadline(advice, 'zh')).toBe('第 9 轮起过拟合');
    expect(verdictHeadline({ ...advice, verdict: 'underfitting', confidence: 0.5 }, 'en')).toBe('May be underfitting');
  });

  test('a part in brackets goes with the value that it lacks', () => {
    expect(reasonText({ id: 'why.step-down', values: { jumps: 3 } }, 'en')).toBe(
      'Smaller steps keep what is learned; jumps back: 3.',
    );
    expect(reasonText({ id: 'why.step-down', values: {} }, 'en')).toBe('Smaller steps keep what is learned.');
  });

  test('what was tried, with the setting by its title', () => {
    const tried = {
      id: 'known.tried-no-gain',
      values: { setting: 'model.dropout', trial: 12, value: '0.5', gain: -0.01 },
    };
    expect(reasonText(tried, 'en')).toBe('Dropout 0.5 was tried in trial 12: no gain.');
  });

  test('moves by value, by direction alone, and by choice', () => {
    expect(moveText({ setting: 'model.units', direction: 'up', to: 64 }, 'en')).toBe('Raise units per layer to 64');
    expect(moveText({ setting: 'model.units', direction: 'up', to: null }, 'zh')).toBe('每层神经元数：增大');
    expect(moveText({ setting: 'optimizer.name', direction: 'up', to: 'adam' }, 'en')).toBe('Set optimizer to adam');
  });

  test('an id that a newer program wrote is shown as it is', () => {
    expect(reasonText({ id: 'future.rule', values: {} }, 'zh')).toBe('future.rule');
    expect(reasonText({ id: 'constructor', values: {} }, 'en')).toBe('constructor');
  });

  test('every verdict of the closed list has a title in both languages', () => {
    for (const verdict of verdictNames)
      for (const language of ['en', 'zh'] as const) expect(verdictTitle(verdict, language)).not.toBe('');
  });
});

describe('templates', () => {
  test('name the same values in both languages', () => {
    const named = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort();
    const all = { ...adviceTemplates, ...studyAdviceTemplates, ...trustTemplates, ...warningTemplates };
    for (const [id, { en, zh }] of Object.entries(all)) expect(named(zh), id).toEqual(named(en));
  });

  test('are there for every id that the advisor writes, and for no other', () => {
    const root = new URL('../../../../src/main/advisor/', import.meta.url);
    const code = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(new URL(name, root), 'utf8'))
      .join('\n');
    const others = [
      ...code.matchAll(
        /'((?:why|known|note|diverged|collapsed|not-learning|unstable|overfitting|underfitting)\.[\w-]+)'/g,
      ),
    ].map(([, id]) => id);
    const ofStudies = [...code.matchAll(/'(study\.[\w-]+)'/g)].map(([, id]) => id);
    expect(Object.keys(studyAdviceTemplates).sort()).toEqual([...new Set(ofStudies)].sort());
    const whole = ['too-early', 'still-improving', 'good', 'good.unknown'];
    expect(Object.keys(adviceTemplates).sort()).toEqual([...new Set([...others, ...whole])].sort());
  });
});

test('longer training is not praised for a validation loss that rose', () => {
  const why = (values: Record<string, number>) =>
    reasonText({ id: 'why.more-epochs', values: { gain: 0.011, ...values } }, 'en');
  expect(why({ loss: 0.18 })).toBe(
    'The last quarter still added 0.011 to the best score and took 18 % off the validation loss.',
  );
  expect(why({})).toBe('The last quarter still added 0.011 to the best score.');
});
