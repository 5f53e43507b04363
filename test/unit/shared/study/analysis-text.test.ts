import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analysisTemplates } from '#shared/study/analysis-templates.ts';
import { analysisText, many, note } from '#shared/study/analysis-text.ts';

describe('notes of analyses', () => {
  test('one and several in the words of each language', () => {
    const stopped = (count: number) => note('note.stopped', many(count));
    expect(analysisText(stopped(1), 'en')).toBe('1 trial stopped before the last epoch is left out.');
    expect(analysisText(stopped(12_345), 'en')).toBe('12345 trials stopped before the last epoch are left out.');
    expect(analysisText(stopped(1), 'zh')).toBe('1 个在最后一轮之前停止的试验未计入。');
    expect(analysisText(stopped(31), 'zh')).toBe('31 个在最后一轮之前停止的试验未计入。');
  });

  test('a setting by its title in each language', () => {
    const where = note('note.condition', { name: 'optimizer.learningRate', on: 'optimizer.name', values: '"sgd"' });
    expect(analysisText(where, 'en')).toBe('"Learning rate" counts where Optimizer is "sgd".');
    expect(analysisText(where, 'zh')).toContain('学习率');
  });

  test('an id that a newer program wrote is shown as it is', () => {
    expect(analysisText({ id: 'future.note', values: {} }, 'zh')).toBe('future.note');
    expect(analysisText({ id: 'constructor', values: {} }, 'en')).toBe('constructor');
  });
});

describe('templates', () => {
  const named = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort();

  test('name the same values in both languages', () => {
    for (const [id, { en, zh }] of Object.entries(analysisTemplates)) expect(named(zh), id).toEqual(named(en));
  });

  test('Chinese ones are Chinese, with full-width punctuation at their end', () => {
    for (const [id, { zh }] of Object.entries(analysisTemplates)) expect(zh, id).toMatch(/[。]\]?$/);
  });

  test('each is written by an analysis', () => {
    const code = ['analysis', 'analysis-thread'].flatMap((folder) => {
      const root = new URL(`../../../../src/main/${folder}/`, import.meta.url);
      return readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(new URL(name, root), 'utf8'));
    });
    const written = new Set(
      [...code.join('\n').matchAll(/'((?:note|trust|replay|ranking)\.[\w-]+)'/g)].map(([, id]) => id),
    );
    // `trust.${verdict}`, `ranking.${error}`
    const made = ['trust.yes', 'trust.no', 'trust.unknown', 'ranking.own', 'ranking.pooled', 'ranking.rows'];
    expect([...new Set([...written, ...made])].sort()).toEqual(Object.keys(analysisTemplates).sort());
  });
});
