// Recipes to begin from: published ones, and one's own.
export { RecipesPage } from './recipes-page.tsx';
