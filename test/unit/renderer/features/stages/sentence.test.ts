import { expect, test } from 'vitest';
import type { ProposedSetting } from '#shared/contract/stages.ts';
import type { Range } from '#shared/study/ranges.ts';
import { emptyBoard, rowsOf, tidiedSettings } from '../../../../../src/renderer/features/stages/model/board.ts';
import { entryText, sentenceOf } from '../../../../../src/renderer/features/stages/model/sentence.ts';
import { texts } from '../../../../../src/renderer/features/stages/texts.ts';
import { translator } from '../../../../../src/renderer/i18n/texts.ts';
import { trial } from '../../trials.ts';

const en = translator(texts, 'en');
const zh = translator(texts, 'zh');
const dropout: Range = { type: 'float', low: 0, high: 0.6, scale: 'linear' };
const optimizer: Range = { type: 'categorical', choices: ['adam', 'sgd'] };
const trials = new Map(
  [0.2, 0.35, 0.3].map((rate, index) => [
    index + 1,
    trial(index + 1, { params: { 'model.dropout': rate, 'optimizer.name': index === 1 ? 'sgd' : 'adam' } }),
  ]),
);

function said(setting: string, parent: Range, change: Partial<ProposedSetting>, t = en): string {
  const one: ProposedSetting = {
    ...{ setting, parent, entry: parent, trials: [1, 2, 3], evidence: '', bound: null, outcome: 'kept', ...change },
  };
  const [row] = rowsOf(tidiedSettings([one]), emptyBoard, new Map());
  if (row === undefined) throw new Error('A searched setting has a row.');
  return sentenceOf(row, trials, 6, t);
}

test('says where the best lie, that they disagree, and what lies at an end, in both languages', () => {
  const narrowed = { outcome: 'narrowed' as const, entry: { ...dropout, low: 0.18, high: 0.38 } };
  expect(said('model.dropout', dropout, narrowed)).toBe('The best 3 lie from 0.2 to 0.35.');
  expect(said('model.dropout', dropout, { ...narrowed, bound: 'high' })).toContain('better values may lie above');
  expect(said('model.dropout', dropout, { kept: 'disagree' })).toBe(
    'The best 3 lie from 0.2 to 0.35. The best trials disagree, no closer than by chance: kept.',
  );
  expect(said('model.dropout', dropout, { kept: 'disagree' }, zh)).toContain('最优 3 个位于 0.2 至 0.35。');
  expect(said('optimizer.name', optimizer, { kept: 'untold' })).toContain('Of the best 3: adam 2×, sgd 1×.');
});

test('too few trials say nothing of where the best lie; an older proposal, without a reason, is only kept', () => {
  expect(said('model.dropout', dropout, { kept: 'few' })).toBe('Kept: too few trials with a value to pick the best 6.');
  expect(said('model.dropout', dropout, {})).toContain('Kept as it was.');
  expect(said('model.dropout', dropout, { outcome: 'dropped', entry: null })).toContain('dropped');
});

test('an entry in words', () => {
  expect(entryText({ ...dropout, low: 0.1 }, en)).toBe('0.1 to 0.6');
  expect(entryText(optimizer, zh)).toBe('adam, sgd');
  expect([entryText(64, en), entryText(null, en)]).toEqual(['64', 'not used']);
});
