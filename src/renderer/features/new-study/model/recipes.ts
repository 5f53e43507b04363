// Recipes in a draft: their values fixed, what they say to search opened, and the recipe as the study's baseline. Pure.
import { findRecipe, type Recipe, recipes } from '#shared/recipes/index.ts';
import type { DataFacts } from '#shared/settings/index.ts';
import { type Draft, searchSetting, setField, setFixed } from './draft.ts';
import { getIn, type JsonObject } from './json.ts';
import { settingRows } from './setting-rows.ts';

const baselinePath = ['search', 'recipes'];

/**
 * Fixes the recipe's settings to its values; others stay as they are. Ranges that go are remembered. The recipe becomes the baseline that
 * results are shown against, in place of the one that was applied before.
 */
export function applyRecipe(draft: Draft, recipe: Recipe, facts: DataFacts | null): Draft {
  const before = recipeOf(draft.file, facts)?.id;
  const others = baselinesIn(draft.file).filter((id) => id !== before && id !== recipe.id);
  const fixed = Object.entries(recipe.settings).reduce((at, [key, value]) => setFixed(at, key, value, facts), draft);
  return setField(fixed, baselinePath, [recipe.id, ...others]);
}

/** Ids of the recipes that the study tries first; what is no known recipe is the check's business. */
export function baselinesIn(file: JsonObject): string[] {
  const ids = getIn(file, baselinePath);
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
}

export function addBaseline(draft: Draft, id: string): Draft {
  const ids = baselinesIn(draft.file);
  return ids.includes(id) ? draft : setField(draft, baselinePath, [...ids, id]);
}

export function removeBaseline(draft: Draft, id: string): Draft {
  const kept = baselinesIn(draft.file).filter((one) => one !== id);
  return setField(draft, baselinePath, kept.length > 0 ? kept : undefined);
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

export function recipeTitle(id: string, language: 'en' | 'zh'): string {
  return findRecipe(id)?.title[language] ?? id;
}
