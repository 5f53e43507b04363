// Recipes as trials of a study: the baselines that its results are shown against.
import type { Problem } from '../contract/common.ts';
import { findRecipe, type Recipe, recipes } from '../recipes/index.ts';
import type { DataFacts } from '../settings/index.ts';
import { resolveSettings } from './build-space.ts';
import { nearestLegal, sameNumber } from './candidates.ts';
import { error } from './fields.ts';
import { violated } from './points.ts';
import type { Space } from './space.ts';
import type { StudyFile } from './study-schema.ts';
import type { Params, SettingValue } from './values.ts';
import { warning } from './warning.ts';

export interface Baseline {
  readonly recipe: string;
  /** The recipe's values of searched settings, or the nearest ones that a trial can have. */
  readonly point: Params;
  /** One sentence, stored with the trial. */
  readonly why: string;
}

/** Those of the study, in its order; recipes that come to the same settings are one. */
export function baselinesOf(file: StudyFile, space: Space, facts: DataFacts | null): Baseline[] {
  const points = new Map<string, Baseline>();
  for (const recipe of chosen(file)) {
    const point = pointOf(recipe, space);
    const key = JSON.stringify(resolveSettings(file, point, facts));
    const why = `Baseline: ${recipe.title.en} (${recipe.source}).`;
    if (!points.has(key)) points.set(key, { recipe: recipe.id, point, why });
  }
  return [...points.values()];
}

/** Whether the data and the space can have them; what they share with the recipe and what not is a warning. */
export function checkBaselines(file: StudyFile, space: Space, facts: DataFacts | null): Problem[] {
  const ids = file.search.recipes;
  if (ids.length > 0 && file.runner.kind !== 'builtin') {
    const sentence =
      'Recipes are for the models that come with Vernier; give your program starting points in "search.enqueue".';
    return [error('search.recipes', sentence)];
  }
  return chosen(file).flatMap((recipe, i): Problem[] => {
    const at = `search.recipes[${i}]`;
    if (facts !== null && !suits(recipe, facts)) {
      const others = recipes.filter((one) => suits(one, facts)).map(({ id }) => `"${id}"`);
      return [error(at, `Recipe "${recipe.id}" is not for this kind of data; take one of ${others.join(', ')}.`)];
    }
    const point = pointOf(recipe, space);
    const broken = violated(space, point);
    if (broken) return [error(at, `Recipe "${recipe.id}" breaks the constraint "${broken.text}"; leave it out.`)];
    const apart = differences(recipe, file, point, facts);
    if (apart.length === 0) return [];
    return [warning(at, 'warning.recipe-bent', { recipe: recipe.id, apart: apart.join(', ') })];
  });
}

export function suits({ kinds }: Recipe, { kind }: Pick<DataFacts, 'kind'>): boolean {
  return kinds === undefined || kinds.includes(kind);
}

function chosen({ search }: StudyFile): Recipe[] {
  return search.recipes.flatMap((id) => findRecipe(id) ?? []);
}

function pointOf({ settings }: Recipe, space: Space): Params {
  const point: Record<string, SettingValue> = {};
  for (const dimension of space.dimensions) {
    const wanted = settings[dimension.name];
    const value = wanted === undefined ? undefined : nearestLegal(dimension, wanted);
    if (value !== undefined) point[dimension.name] = value;
  }
  return point;
}

/** "model.layers 1 instead of 2". */
function differences(recipe: Recipe, file: StudyFile, point: Params, facts: DataFacts | null): string[] {
  const has = resolveSettings(file, point, facts);
  return Object.entries(recipe.settings).flatMap(([key, wanted]) => {
    const value = has[key];
    if (value === undefined) return [];
    return isSame(value, wanted) ? [] : [`${key} ${show(value)} instead of ${show(wanted)}`];
  });
}

function isSame(a: SettingValue, b: SettingValue): boolean {
  return typeof a === 'number' && typeof b === 'number' ? sameNumber(a, b) : a === b;
}

function show(value: SettingValue): string {
  return value === null ? 'none' : String(value);
}
