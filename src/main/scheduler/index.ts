// The door of the scheduler.
export type { Annotation } from './annotate.ts';
export { createCheckpointFiles, fileHere } from './checkpoints.ts';
export { draw } from './drawing.ts';
export { measureKey } from './earlier/measure.ts';
export { type Place, placeOf } from './earlier/projection.ts';
export { carryWarm, type WarmStart, type WarmTarget } from './earlier/warm-start.ts';
export type { SpaceEdit } from './edited/revise.ts';
export type { LogEvent } from './events.ts';
export type { Scheduler } from './interface.ts';
export {
  defaultParallel,
  epochsOf,
  type Notice,
  type Planning,
  type PreparedStudy,
  type RunsError,
  type StopRules,
} from './prepared.ts';
export { interruptedReason, loadRecords } from './recovery.ts';
export { createScheduler } from './scheduler.ts';
export { warmTargetOf } from './stages/entering.ts';
export type { PreparedStage, StageEnd, StageTrial } from './stages/prepared-stage.ts';
export { askedInAll, stageNow, waitsForAnswer } from './stages/standing.ts';
export { annotationOf, summarise, toStage, toTrial } from './summary.ts';
