import { expect, test } from 'vitest';
import { adviseOn, limitBatch } from '../../../../../src/renderer/features/new-study/model/advice.ts';
import { draftOf, setFixed } from '../../../../../src/renderer/features/new-study/model/draft.ts';
import {
  errorsBelow,
  problemAt,
  problemsElsewhere,
} from '../../../../../src/renderer/features/new-study/model/problems.ts';
import {
  applyRecipe,
  recipeOf,
  recipes,
  searchRecipe,
} from '../../../../../src/renderer/features/new-study/model/recipes.ts';
import { settingRows } from '../../../../../src/renderer/features/new-study/model/setting-rows.ts';
import type { DataProfile } from '../../../../../src/shared/contract/datasets.ts';
import { type DataFacts, findSetting, judgeValue } from '../../../../../src/shared/settings/index.ts';

const images: DataFacts = { task: 'classification', kind: 'image', classes: 10, inputShape: [28, 28, 1] };
const row = (file: Record<string, unknown>, key: string, facts: DataFacts | null = images) => {
  const found = settingRows(file, facts).find(({ setting }) => setting.key === key);
  if (found === undefined) throw new Error(`no row ${key}`);
  return found;
};

test('a setting that the file does not name shows the default that the others lead to', () => {
  expect(row({}, 'optimizer.learningRate').fallback).toBe(0.001);
  expect(row({ settings: { 'optimizer.name': 'sgd' } }, 'optimizer.learningRate').fallback).toBe(0.1);
  expect(row({}, 'model.family').fallback).toBe('cnn');
  expect(row({}, 'model.family', { ...images, kind: 'table', inputShape: [4] }).fallback).toBe('mlp');
});

test('use: always, sometimes with what decides it, never', () => {
  const both = { settings: { 'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] } } };
  expect(row(both, 'optimizer.momentum')).toMatchObject({
    use: 'sometimes',
    onlyIf: [{ key: 'optimizer.name', values: ['sgd'] }],
  });
  expect(row({ settings: { 'optimizer.name': 'sgd' } }, 'optimizer.momentum').use).toBe('always');
  expect(row({ settings: { 'optimizer.name': 'adam' } }, 'optimizer.momentum').use).toBe('never');
  expect(row({}, 'balance.oversample', { ...images, task: 'regression', classes: null }).use).toBe('never');
});

test('every value of every recipe is legal, and its searched settings are used', () => {
  for (const recipe of recipes) {
    for (const [key, value] of Object.entries(recipe.settings)) {
      const setting = findSetting(key);
      expect(setting, key).toBeDefined();
      if (setting) expect(judgeValue(setting, value), key).toEqual({ kind: 'fine' });
    }
    const searched = searchRecipe(applyRecipe(draftOf({}), recipe, images), recipe, images);
    for (const key of recipe.search)
      expect(row(searched.file, key), key).toMatchObject({ mode: 'search', use: 'always' });
  }
});

test('a file that follows a recipe is known by it, also after its settings are opened for search', () => {
  for (const recipe of recipes) {
    const applied = applyRecipe(draftOf({ settings: {} }), recipe, images);
    expect(recipeOf(applied.file, images)?.id).toBe(recipe.id);
    expect(recipeOf(searchRecipe(applied, recipe, images).file, images)?.id).toBe(recipe.id);
  }
  const [first] = recipes;
  if (first) {
    const other = setFixed(applyRecipe(draftOf({}), first, images), 'model.units', 77, images);
    expect(recipeOf(other.file, images)?.id).not.toBe(first.id);
  }
});

test('a wide linear range gets the advice to use a log scale, with the share of draws in the top decade', () => {
  const linear = { 'regularization.l2': { type: 'float', low: 1e-4, high: 1 } };
  expect(adviseOn(settingRows({ settings: linear }, images), null)).toEqual([
    { kind: 'useLog', key: 'regularization.l2', decades: 4, topShare: expect.closeTo(0.9, 3) },
  ]);
  const log = { 'regularization.l2': { type: 'float', low: 1e-4, high: 1, scale: 'log' } };
  expect(adviseOn(settingRows({ settings: log }, images), null)).toEqual([]);
  const dropout = { 'model.dropout': { type: 'float', low: 0.001, high: 0.7 } };
  expect(adviseOn(settingRows({ settings: dropout }, images), null)).toEqual([]);
});

test('a batch that leaves few updates per epoch is named, and the limit keeps enough of them', () => {
  const profile = { trainRows: 900 } as DataProfile;
  const settings = {
    'training.batchSize': { type: 'categorical', choices: [16, 32, 64], ordered: true },
  };
  const rows = settingRows({ settings }, images);
  expect(adviseOn(rows, profile)).toEqual([
    { kind: 'largeBatch', key: 'training.batchSize', batch: 64, updates: 15, limit: 16 },
  ]);
  expect(limitBatch(row({ settings }, 'training.batchSize'), 16)).toMatchObject({ choices: [16] });
  expect(adviseOn(rows, { trainRows: 50_000 } as DataProfile)).toEqual([]);
});

test('nothing searched is said', () => {
  expect(adviseOn(settingRows({}, images), null)).toEqual([{ kind: 'nothingSearched' }]);
});

const problems = [
  { severity: 'warning', path: 'settings.optimizer.learningRate.low', message: 'unusual' },
  { severity: 'error', path: 'settings.optimizer.learningRate.low', message: 'wrong' },
  { severity: 'error', path: 'settings.optimizer.learningRateX', message: 'unknown' },
  { severity: 'error', path: 'search.enqueue[0].model.units', message: 'outside' },
] as const;

test('a problem stands beside the field that it names, errors before warnings', () => {
  expect(problemAt(problems, ['settings', 'optimizer.learningRate', 'low'])?.message).toBe('wrong');
  expect(problemAt(problems, ['settings', 'optimizer.learningRate'])).toBeNull();
  expect(problemAt(problems, ['settings', 'optimizer.learningRate'], { deep: true })?.message).toBe('wrong');
});

test('a name that begins like another one is not below it; what no field stands for is not lost', () => {
  expect(errorsBelow(problems, [['settings', 'optimizer.learningRate']])).toBe(1);
  expect(errorsBelow(problems, [['search', 'enqueue']])).toBe(1);
  expect(problemsElsewhere(problems, [['settings', 'optimizer.learningRate']]).map(({ message }) => message)).toEqual([
    'unknown',
    'outside',
  ]);
});
