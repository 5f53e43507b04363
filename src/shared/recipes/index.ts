// Recipes: known starting points, each a handful of values with its source. A study tries them first, as baselines (search.recipes).
import { modelRecipes } from './models.ts';
import { optimizerRecipes } from './optimizers.ts';
import type { Recipe } from './recipe.ts';

export type { Recipe } from './recipe.ts';

export const recipes: readonly Recipe[] = [...modelRecipes, ...optimizerRecipes];

export const recipeIds: readonly string[] = recipes.map(({ id }) => id);

export function findRecipe(id: string): Recipe | undefined {
  return recipes.find((recipe) => recipe.id === id);
}
