// The door of the scheduler.
export { type CheckpointFiles, createCheckpointFiles } from './checkpoints.ts';
export type { LogEvent, SchedulerEvents } from './events.ts';
export { defaultParallel, epochsOf, type Objective, type PreparedStudy, type StopRules } from './prepared.ts';
export { interruptedReason } from './recovery.ts';
export { createScheduler, type Scheduler, type SchedulerDeps } from './scheduler.ts';
export { type SummaryFacts, summarise, toTrial } from './summary.ts';
