import { expect, test } from 'vitest';
import { findRecipe } from '#shared/recipes/index.ts';
import { changesOfRecipe, matches, shownSettings } from '../../../../src/renderer/features/recipes/model.ts';

const settings = { 'model.units': 64, 'optimizer.learningRate': 0.01 };

test('a recipe is found by its name, its source and its settings, in either language', () => {
  const recipe = { names: ['Small MLP', '小型 MLP', 'Bengio 2012'], settings };
  for (const words of ['', 'mlp bengio', '学习率', 'learning RATE', 'model.units', '小型']) {
    expect(matches(words, recipe), words).toBe(true);
  }
  expect(matches('mlp dropout', recipe)).toBe(false);
});

test('in a draft it fixes its values; a published one is the baseline besides', () => {
  const fixed = [
    { path: ['settings', 'model.units'], to: 64 },
    { path: ['settings', 'optimizer.learningRate'], to: 0.01 },
  ];
  expect(changesOfRecipe({ settings, id: null })).toEqual(fixed);
  expect(changesOfRecipe({ settings, id: 'smallMlp' })).toEqual([
    ...fixed,
    { path: ['search', 'recipes'], to: ['smallMlp'], add: true },
  ]);
});

test('what matters most stands first', () => {
  const { settings: values } = findRecipe('article') ?? { settings: {} };
  expect(shownSettings(values, 'en')[0]).toEqual({
    key: 'optimizer.learningRate',
    title: 'Learning rate',
    value: 0.001,
  });
});
