// How many trials keep files on disk, and what that takes. Pure.

/** Ended trials whose checkpoints stay, so that they can go on by hand; older ones begin again instead. */
export const keptEnded = 50;
/** Of so many of the best complete trials they stay, too: these are the ones that people train on. */
export const keptComplete = 3;
/** Of so many of the best trials of a study the weights are kept: a model can be exported without training it again. */
export const keptWeights = 3;

export interface CheckpointRoomInput {
  /** Of all stages together. */
  readonly trials: number;
  /** Each keeps files of its own; 1 for a study without any. */
  readonly stages: number;
  readonly parallel: number;
  /** Trials wait at a rung, each with its checkpoint, until they go on or the study ends. */
  readonly waitsAtRungs: boolean;
  /** Bytes of one model's weights, and of its optimizer's state. */
  readonly weights: number;
  readonly optimizer: number;
}

/** Bytes that a study's checkpoints and weights take at most, were all its models of this size. A checkpoint holds the weights and the optimizer's state. */
export function checkpointRoom({
  trials,
  stages,
  parallel,
  waitsAtRungs,
  weights,
  optimizer,
}: CheckpointRoomInput): number {
  const most = stages * (keptEnded + keptComplete) + parallel;
  const withCheckpoint = waitsAtRungs ? trials : Math.min(trials, most);
  const bestOnly = Math.min(stages * keptWeights, trials - withCheckpoint);
  return withCheckpoint * (2 * weights + optimizer) + bestOnly * weights;
}
