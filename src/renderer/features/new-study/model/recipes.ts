// Recipes: known starting points, each a handful of fixed values with its source, and what to search first. Pure.
import type { DataFacts } from '#shared/settings/index.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { type Draft, searchSetting, setFixed } from './draft.ts';
import { getIn, type JsonObject } from './json.ts';
import { settingRows } from './setting-rows.ts';

export const recipeIds = ['article', 'smallMlp', 'smallCnn', 'adamDefaults'] as const;
export type RecipeId = (typeof recipeIds)[number];

export interface Recipe {
  readonly id: RecipeId;
  readonly source: string;
  /** Needs pictures. */
  readonly imageOnly: boolean;
  readonly settings: Readonly<Record<string, SettingValue>>;
  /** Most important first. */
  readonly search: readonly string[];
}

export const recipes: readonly Recipe[] = [
  {
    id: 'article',
    source: 'Tuning rules of thumb',
    imageOnly: false,
    settings: {
      'model.family': 'mlp',
      'model.layers': 1,
      'model.units': 128,
      'model.activation': 'relu',
      'model.dropout': 0.5,
      'optimizer.name': 'adam',
      'optimizer.learningRate': 0.001,
      'optimizer.clipNorm': 10,
      'training.batchSize': 128,
    },
    search: ['optimizer.learningRate', 'model.units', 'model.layers', 'training.batchSize', 'model.dropout'],
  },
  {
    id: 'smallMlp',
    source: 'Bengio 2012, Practical Recommendations',
    imageOnly: false,
    settings: {
      'model.family': 'mlp',
      'model.layers': 2,
      'model.units': 64,
      'model.activation': 'tanh',
      'optimizer.name': 'sgd',
      'optimizer.learningRate': 0.01,
      'optimizer.momentum': 0.9,
      'training.batchSize': 32,
    },
    search: ['optimizer.learningRate', 'optimizer.momentum', 'model.units', 'training.batchSize', 'regularization.l2'],
  },
  {
    id: 'smallCnn',
    source: 'LeCun et al. 1998, Gradient-Based Learning',
    imageOnly: true,
    settings: {
      'model.family': 'cnn',
      'model.convLayers': 2,
      'model.filters': 16,
      'model.kernelSize': 3,
      'model.pooling': 'max',
      'model.layers': 1,
      'model.units': 64,
      'model.activation': 'relu',
      'optimizer.name': 'adam',
      'optimizer.learningRate': 0.001,
      'training.batchSize': 128,
    },
    search: ['optimizer.learningRate', 'model.filters', 'model.units', 'training.batchSize', 'model.dropout'],
  },
  {
    id: 'adamDefaults',
    source: 'Kingma and Ba 2015, Adam',
    imageOnly: false,
    settings: {
      'optimizer.name': 'adam',
      'optimizer.learningRate': 0.001,
      'optimizer.beta1': 0.9,
      'optimizer.beta2': 0.999,
      'optimizer.epsilon': 1e-8,
    },
    search: ['model.units', 'model.layers', 'model.dropout', 'training.batchSize'],
  },
];

/** Fixes the recipe's settings to its values; others stay as they are. Ranges that go are remembered. */
export function applyRecipe(draft: Draft, recipe: Recipe, facts: DataFacts | null): Draft {
  return Object.entries(recipe.settings).reduce((at, [key, value]) => setFixed(at, key, value, facts), draft);
}

/** Searches what the recipe says to search, as far as the model and the optimiser use it. */
export function searchRecipe(draft: Draft, recipe: Recipe, facts: DataFacts | null): Draft {
  return recipe.search.reduce((at, key) => {
    const row = settingRows(at.file, facts).find(({ setting }) => setting.key === key);
    return row === undefined || row.use === 'never' ? at : searchSetting(at, key, facts);
  }, draft);
}

/** The recipe that the file follows: every value of it is fixed so, or was opened for search. null when none fits. */
export function recipeOf(file: JsonObject, facts: DataFacts | null): Recipe | null {
  const rows = new Map(settingRows(file, facts).map((row) => [row.setting.key, row]));
  const fits = (recipe: Recipe) =>
    Object.entries(recipe.settings).every(([key, value]) => {
      const row = rows.get(key);
      if (row === undefined) return false;
      return row.mode === 'search' ? recipe.search.includes(key) : Object.is(row.fixed ?? row.fallback, value);
    });
  const named = (recipe: Recipe) =>
    Object.keys(recipe.settings).filter((key) => getIn(file, ['settings', key]) !== undefined).length;
  return recipes.filter(fits).sort((a, b) => named(b) - named(a))[0] ?? null;
}
