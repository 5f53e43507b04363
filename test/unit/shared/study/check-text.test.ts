import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkIds } from '#shared/contract/checks.ts';
import { checkTemplates } from '#shared/study/check-templates.ts';
import { checkText, checkTitle, fixText, measuredText } from '#shared/study/check-text.ts';

const folder = new URL('../../../../src/main/preflight/', import.meta.url);
const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));

test('every id that a judgement names has a text in both languages', () => {
  const named = sources.flatMap((text) =>
    [...text.matchAll(/'((?:[a-z0-9]+-?)+\.[a-z-]+)'/g)].map(([, id]) => id ?? ''),
  );
  const ids = named.filter((id) => !/^(optimizer|model|input|balance|training|data)\./.test(id));
  expect(ids.length).toBeGreaterThan(50);
  for (const id of ids) expect(checkTemplates, id).toHaveProperty([id]);
});

test('of every limit the measured number is told in its unit', () => {
  const limits = Object.keys(checkTemplates).filter((id) => id.startsWith('limit.'));
  expect(limits.length).toBeGreaterThan(10);
  for (const id of limits) expect(checkTemplates, id).toHaveProperty([id.replace('limit.', 'value.')]);
  const limit = { id: 'limit.duplicates', values: { limit: 0.001 } };
  expect(measuredText({ value: 37, limit }, 'en')).toBe('37 shared');
  expect(measuredText({ value: 37, limit }, 'zh')).toBe('37 个共有');
  expect(measuredText({ value: 'NaN', limit: { ...limit, id: 'limit.overfit' } }, 'en')).toBe('loss NaN');
  expect(measuredText({ value: null, limit }, 'en')).toBeNull();
  expect(measuredText({ value: 37, limit: { ...limit, id: 'limit.of-tomorrow' } }, 'en')).toBeNull();
});

test('both languages say the same numbers', () => {
  const numbers = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort();
  for (const [id, { en, zh }] of Object.entries(checkTemplates)) expect(numbers(zh), id).toEqual(numbers(en));
});

test('a finding in words, with its numbers', () => {
  const reason = { id: 'duplicates.none', values: { rows: 12_000 } };
  expect(checkText(reason, 'en')).toBe('None of 12,000 validation rows is also a training row.');
  expect(checkText(reason, 'zh')).toBe('12,000 个验证样本都不在训练部分中。');
  expect(checkText({ id: 'of.tomorrow', values: {} }, 'en')).toBe('of.tomorrow');
  for (const id of checkIds) expect(checkTitle(id, 'zh')).not.toBe(checkTitle(id, 'en'));
});

test('a fix in words', () => {
  expect(fixText({ setting: 'optimizer.learningRate', to: 0.01 }, 'en')).toBe('Set learning rate to 0.01');
  const range = { type: 'float', low: 0.001, high: 0.1, scale: 'log' } as const;
  expect(fixText({ setting: 'optimizer.learningRate', to: range }, 'en')).toBe(
    'Search learning rate from 0.001 to 0.1',
  );
  expect(fixText({ setting: 'data.exclude', to: ['id', 'paid'] }, 'en')).toBe('Leave out of the inputs: id, paid');
  expect(fixText({ setting: 'data.dropDuplicates', to: 'validation' }, 'en')).toBe(
    'Leave copies of training rows out of validation',
  );
});
