// Recipes of one's own: the settings of a run that was worth keeping, to begin other studies from. Kept in this browser.
import { z } from 'zod';
import { create } from 'zustand';

const storageKey = 'vernier.recipes';
const mostKept = 200;

const ownRecipe = z.object({
  id: z.string().min(1),
  title: z.string().min(1).max(200),
  /** Study and trial that it comes from, in words. */
  from: z.string(),
  savedAt: z.number(),
  settings: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
});
export type OwnRecipe = z.infer<typeof ownRecipe>;

interface OwnRecipesStore {
  /** Newest first. */
  readonly recipes: readonly OwnRecipe[];
  add(recipe: Omit<OwnRecipe, 'id' | 'savedAt'>): OwnRecipe;
  rename(id: string, title: string): void;
  /** What was removed, to be put back. */
  remove(id: string): OwnRecipe | undefined;
  restore(recipe: OwnRecipe): void;
}

/** What cannot be read, because an older or newer version wrote it, is left out and not overwritten before something is saved. */
function kept(): OwnRecipe[] {
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(storageKey) ?? '[]');
    return z
      .array(z.unknown())
      .parse(stored)
      .flatMap((one) => ownRecipe.safeParse(one).data ?? []);
  } catch {
    return [];
  }
}

export const useOwnRecipes = create<OwnRecipesStore>((set, get) => {
  const put = (recipes: readonly OwnRecipe[]) => {
    const newest = [...recipes].sort((a, b) => b.savedAt - a.savedAt).slice(0, mostKept);
    globalThis.localStorage?.setItem(storageKey, JSON.stringify(newest));
    set({ recipes: newest });
  };
  return {
    recipes: kept(),
    add(recipe) {
      const added = { ...recipe, id: crypto.randomUUID(), savedAt: Date.now() };
      put([added, ...get().recipes]);
      return added;
    },
    rename: (id, title) => put(get().recipes.map((one) => (one.id === id ? { ...one, title } : one))),
    remove(id) {
      const removed = get().recipes.find((one) => one.id === id);
      put(get().recipes.filter((one) => one.id !== id));
      return removed;
    },
    restore: (recipe) => put([...get().recipes.filter(({ id }) => id !== recipe.id), recipe]),
  };
});
