// The door of search: samplers and pruners by their study-file spec, and starting points.
export { completePoint } from './enqueue.ts';
export { largestPoint } from './largest.ts';
export { createPruner, prunerNames } from './pruners/index.ts';
export { createSampler, samplerNames, takesTime } from './samplers/index.ts';
