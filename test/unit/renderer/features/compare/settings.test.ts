import { describe, expect, test } from 'vitest';
import type { TrialDetail } from '#shared/contract/trials.ts';
import type { Dimension } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';
import {
  changesOf,
  deltaOf,
  isMultiplied,
  settingGroups,
} from '../../../../../src/renderer/features/compare/model/settings.ts';
import { trial } from '../../trials.ts';

const detail = (number: number, settings: Record<string, SettingValue>): TrialDetail => ({
  trial: trial(number),
  settings,
  weights: null,
  metrics: { best: {}, last: {} },
  log: [],
});

describe('a setting beside the reference', () => {
  test('on a log scale it is a factor, on a linear one a difference', () => {
    expect(deltaOf(0.03, 0.01, true)).toEqual({ kind: 'factor', by: 3 });
    expect(deltaOf(0.3, 0.1, false)).toEqual({ kind: 'difference', by: 0.3 - 0.1 });
  });
  test('a zero has no factor: the difference is told', () => {
    expect(deltaOf(0.01, 0, true)).toEqual({ kind: 'difference', by: 0.01 });
    expect(deltaOf(0, 0.01, true)).toEqual({ kind: 'difference', by: -0.01 });
  });
  test('none and not used are told apart from values and from one another', () => {
    expect(deltaOf(null, 5, true)).toEqual({ kind: 'without' });
    expect(deltaOf(5, null, true)).toEqual({ kind: 'added' });
    expect(deltaOf(undefined, 5, true)).toEqual({ kind: 'unused' });
    expect(deltaOf(5, undefined, true)).toEqual({ kind: 'added' });
    expect(deltaOf(undefined, undefined, true)).toEqual({ kind: 'same' });
  });
  test('choices and switches', () => {
    expect(deltaOf('adam', 'sgd', false)).toEqual({ kind: 'instead' });
    expect(deltaOf(true, false, false)).toEqual({ kind: 'on' });
    expect(deltaOf(false, true, false)).toEqual({ kind: 'off' });
    // A choice among a number and a word is no difference of numbers.
    expect(deltaOf('auto', 0.5, true)).toEqual({ kind: 'instead' });
  });
});

test('steps are factors where the space or the registry says so, and in choices that grow by one factor', () => {
  const choices = (name: string, of: SettingValue[]): Dimension => ({ name, type: 'categorical', choices: of });
  const log: Dimension = { name: 'decay', type: 'float', low: 0.1, high: 1, scale: 'log' };
  expect(isMultiplied('optimizer.learningRate', [], { 'optimizer.name': 'adam' })).toBe(true);
  expect(isMultiplied('training.batchSize', [], {})).toBe(true);
  expect(isMultiplied('model.dropout', [], {})).toBe(false);
  expect(isMultiplied('decay', [log], {})).toBe(true);
  expect(isMultiplied('width', [choices('width', [32, 8, 16])], {})).toBe(true);
  expect(isMultiplied('width', [choices('width', [1, 2, 3])], {})).toBe(false);
  expect(isMultiplied('width', [choices('width', [8, 16])], {})).toBe(false);
  expect(isMultiplied('width', [choices('width', ['a', 'b', 'c'])], {})).toBe(false);
});

test('settings come in the groups and the order of the registry, those of a program last', () => {
  const groups = settingGroups(
    [
      detail(1, { zeta: 1, 'optimizer.learningRate': 0.1, 'model.dropout': 0.1, 'model.units': 8 }),
      detail(2, { alpha: 2, zeta: 1, 'optimizer.learningRate': 0.1, 'model.dropout': 0.2, 'model.units': 8 }),
    ],
    [],
  );
  expect(groups.map(({ group, rows }) => [group, rows.map(({ key, differs }) => `${key} ${differs}`)])).toEqual([
    ['model', ['model.units false', 'model.dropout true']],
    ['optimizer', ['optimizer.learningRate false']],
    ['other', ['alpha true', 'zeta false']],
  ]);
  expect(settingGroups([], [])).toEqual([]);
});

test("a command study's trials have their parameters alone", () => {
  const own = { ...detail(1, {}), trial: trial(1, { params: { width: 4 } }) };
  const other = { ...detail(2, {}), trial: trial(2, { params: { width: 8 } }) };
  const [group] = settingGroups([own, other], []);
  expect(group?.rows.map(({ cells }) => cells.map(({ value }) => value))).toEqual([[4, 8]]);
});

test('what was searched is told first, then what matters most', () => {
  const groups = settingGroups(
    [
      detail(1, { 'optimizer.learningRate': 0.1, 'model.dropout': 0.1, 'schedule.factor': 0.1 }),
      detail(2, { 'optimizer.learningRate': 0.2, 'model.dropout': 0.2, 'schedule.factor': 0.2 }),
    ],
    [],
  );
  const keys = (searched: string[]) => changesOf(groups, 1, new Set(searched)).map(({ key }) => key);
  expect(keys([])[0]).toBe('optimizer.learningRate');
  expect(keys(['schedule.factor'])[0]).toBe('schedule.factor');
  expect(changesOf(groups, 0, new Set())).toEqual([]);
});
