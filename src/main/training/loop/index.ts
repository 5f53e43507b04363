// The one door of the training loop.

export { type MeasuredWeights, measureWeights } from './measure-weights.ts';
export { batchSizesOf, datasetBytes, deviceBytes, memoryNeed, type Room, workerBytes } from './memory.ts';
export type { RowMetrics } from './metric-sum.ts';
export { rowMetrics } from './metrics.ts';
export { readRecipe, unsupportedSettings } from './recipe.ts';
export { inputScaling } from './scaling.ts';
export { createStepper } from './stepper.ts';
export { trainTrial } from './train-trial.ts';
export { loadWeights } from './weights-file.ts';
