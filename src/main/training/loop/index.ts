// The one door of the training loop.
export { batchSizesOf, datasetBytes, deviceBytes, memoryNeed, type Room, workerBytes } from './memory.ts';
export { unsupportedSettings } from './recipe.ts';
export { createStepper } from './stepper.ts';
export { trainTrial } from './train-trial.ts';
