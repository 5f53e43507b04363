import { expect, test } from 'vitest';
import { adviseOn, limitBatch } from '../../../../../src/renderer/features/new-study/model/advice.ts';
import { draftOf, setFixed } from '../../../../../src/renderer/features/new-study/model/draft.ts';
import {
  errorsBelow,
  problemAt,
  problemsElsewhere,
} from '../../../../../src/renderer/features/new-study/model/problems.ts';
import {
  addBaseline,
  applyRecipe,
  baselinesIn,
  recipeOf,
  removeBaseline,
  searchRecipe,
} from '../../../../../src/renderer/features/new-study/model/recipes.ts';
import { settingRows } from '../../../../../src/renderer/features/new-study/model/setting-rows.ts';
import type { DataProfile } from '../../../../../src/shared/contract/datasets.ts';
import { recipes } from '../../../../../src/shared/recipes/index.ts';
import type { DataFacts } from '../../../../../src/shared/settings/index.ts';

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

test('the searched settings of every recipe are used with its data', () => {
  for (const recipe of recipes) {
    const facts: DataFacts = { ...images, kind: recipe.kinds?.[0] ?? 'image' };
    const searched = searchRecipe(applyRecipe(draftOf({}), recipe, facts), recipe, facts);
    for (const key of recipe.search)
      expect(row(searched.file, key, facts), `${recipe.id} ${key}`).toMatchObject({ mode: 'search', use: 'always' });
  }
});

test('an applied recipe is the first baseline, in place of the one before; others stay, and go one by one', () => {
  const [article, smallMlp] = ['article', 'smallMlp'].map((id) => recipes.find((recipe) => recipe.id === id));
  if (article === undefined || smallMlp === undefined) throw new Error('recipes are missing');
  const first = addBaseline(applyRecipe(draftOf({ settings: {} }), article, images), 'adamDefaults');
  expect(baselinesIn(first.file)).toEqual(['article', 'adamDefaults']);
  const second = applyRecipe(first, smallMlp, images);
  expect(baselinesIn(second.file)).toEqual(['smallMlp', 'adamDefaults']);
  expect(baselinesIn(removeBaseline(removeBaseline(second, 'smallMlp'), 'adamDefaults').file)).toEqual([]);
});

test('a file that follows a recipe is known by it, also after its settings are opened for search', () => {
  for (const recipe of recipes) {
    const facts: DataFacts = { ...images, kind: recipe.kinds?.[0] ?? 'image' };
    const applied = applyRecipe(draftOf({ settings: {} }), recipe, facts);
    expect(recipeOf(applied.file, facts)?.id).toBe(recipe.id);
    expect(recipeOf(searchRecipe(applied, recipe, facts).file, facts)?.id).toBe(recipe.id);
  }
  const [first] = recipes;
  if (first) {
    const other = setFixed(applyRecipe(draftOf({}), first, images), 'model.units', 77, images);
    expect(recipeOf(other.file, images)?.id).not.toBe(first.id);
  }
});

test('a wide linear range gets the advice to use a log scale, with the share of draws in the top decade', () => {
  const linear = { 'regularization.l2': { type: 'float', low: 1e-4, high: 1 } };
  expect(adviseOn(settingRows({ settings: linear }, images), null, 'validation.accuracy')).toEqual([
    { kind: 'useLog', key: 'regularization.l2', decades: 4, topShare: expect.closeTo(0.9, 3) },
  ]);
  const log = { 'regularization.l2': { type: 'float', low: 1e-4, high: 1, scale: 'log' } };
  expect(adviseOn(settingRows({ settings: log }, images), null, 'validation.accuracy')).toEqual([]);
  const dropout = { 'model.dropout': { type: 'float', low: 0.001, high: 0.7 } };
  expect(adviseOn(settingRows({ settings: dropout }, images), null, 'validation.accuracy')).toEqual([]);
});

test('a batch that leaves few updates per epoch is named, and the limit keeps enough of them', () => {
  const profile = { trainRows: 900 } as DataProfile;
  const settings = {
    'training.batchSize': { type: 'categorical', choices: [16, 32, 64], ordered: true },
  };
  const rows = settingRows({ settings }, images);
  expect(adviseOn(rows, profile, 'validation.loss')).toEqual([
    { kind: 'largeBatch', key: 'training.batchSize', batch: 64, rows: 900, updates: 15, limit: 16 },
  ]);
  expect(limitBatch(row({ settings }, 'training.batchSize'), 16)).toMatchObject({ choices: [16] });
  expect(adviseOn(rows, { trainRows: 50_000 } as DataProfile, 'validation.loss')).toEqual([]);
});

test('nothing searched is said', () => {
  expect(adviseOn(settingRows({}, images), null, 'validation.accuracy')).toEqual([{ kind: 'nothingSearched' }]);
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

test('accuracy of data in which one class is most of the rows gets the advice to go by macro F1', () => {
  const profile = (...train: number[]) =>
    ({
      task: 'classification',
      trainRows: 10_000,
      classes: train.map((rows, i) => ({ name: `c${i}`, train: rows, validation: rows })),
    }) as unknown as DataProfile;
  const rows = settingRows(
    { settings: { 'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1, scale: 'log' } } },
    images,
  );
  expect(adviseOn(rows, profile(900, 100), 'validation.accuracy')).toEqual([
    { kind: 'mirrorsMajority', name: 'c0', share: 0.9 },
  ]);
  expect(adviseOn(rows, profile(900, 100), 'validation.macroF1')).toEqual([]);
  expect(adviseOn(rows, profile(500, 500), 'validation.accuracy')).toEqual([]);
  expect(adviseOn(rows, profile(50, 40, 45), 'validation.accuracy')).toEqual([]);
});
