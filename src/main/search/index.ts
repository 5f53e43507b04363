// The door of search: samplers and pruners by their study-file spec, and starting points.
export { completePoint, nextEnqueued } from './enqueue.ts';
export { createPruner, prunerNames } from './pruners/index.ts';
export { createSampler, samplerNames } from './samplers/index.ts';
export type { History, ObservedTrial, Pruner, Sampler, Suggestion, Verdict } from './search.ts';
