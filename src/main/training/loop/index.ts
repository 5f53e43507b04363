// The one door of the training loop.
export { unsupportedSettings } from './recipe.ts';
export { trainTrial } from './train-trial.ts';
