// The door of search: samplers and pruners by their study-file spec, and starting points.
export { completePoint } from './enqueue.ts';
export { largestPoint } from './largest.ts';
export { shareName } from './pruners/data-rungs.ts';
export { createPruner, prunerNames } from './pruners/index.ts';
export { isComplete, type RegretBound, regretBound } from './regret-bound.ts';
export { createSampler, samplerNames, takesTime } from './samplers/index.ts';
