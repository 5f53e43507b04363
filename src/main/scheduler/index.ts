// The door of the scheduler.
export { createCheckpointFiles } from './checkpoints.ts';
export type { LogEvent } from './events.ts';
export { defaultParallel, epochsOf, type Notice, type Planning, type PreparedStudy } from './prepared.ts';
export { interruptedReason } from './recovery.ts';
export { createScheduler, type Scheduler } from './scheduler.ts';
export { summarise, toTrial } from './summary.ts';
export { keptWeights } from './weights.ts';
