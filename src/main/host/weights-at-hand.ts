// The weights of a trial's epoch that counts: the file that is kept, or one from training the trial again.
import { existsSync } from 'node:fs';
import { fileHere } from '#main/scheduler/index.ts';
import type { StudyRow, TrialRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { keptWeights } from '#shared/study/checkpoint-room.ts';
import { countingEpoch, keepsWeights } from './counting-epoch.ts';
import type { Places } from './places.ts';
import { trainAgain } from './train-again.ts';

export interface WeightsRequest {
  /** Trains the trial again instead of using the weights that are kept. */
  readonly retrain?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Share of training again, 0..1. */
  readonly onTraining?: ((done: number) => void) | undefined;
  /** A sentence about what takes long. */
  readonly onNotice?: ((sentence: string) => void) | undefined;
}

export interface WeightsAtHand {
  readonly path: string;
  readonly epoch: number;
  /** Removes what was made for this use only. */
  forget(): Promise<void>;
}

/** Where the kept weights of the epoch that counts lie; null when they are not kept. */
function keptWeightsPath(study: StudyRow, trial: TrialRow, places: Places): string | null {
  const { weights } = trial;
  if (weights === null || !keepsWeights(trial)) return null;
  const path = fileHere(places.checkpointDir, study.id, weights.path);
  return existsSync(path) ? path : null;
}

/**
 * `again`: the command that trains the trial again, for the sentence when its weights are gone. Throws AppError: `not_found` when they are,
 * and what training again throws.
 */
export async function weightsAtHand(input: {
  readonly study: StudyRow;
  readonly trial: TrialRow;
  /** Encoded cache file. */
  readonly dataset: string;
  readonly places: Places;
  readonly request: WeightsRequest;
  readonly again: string;
}): Promise<WeightsAtHand> {
  const { study, trial, dataset, places, request, again } = input;
  const { number } = trial;
  const { retrain = false, signal, onNotice, onTraining } = request;
  if (retrain) {
    onNotice?.(`Trial ${number} is trained again with its seed, up to ${trial.epochs} epochs.`);
    return trainAgain({ study, trial, dataset, places, ...(signal && { signal }), onProgress: onTraining });
  }
  const epoch = countingEpoch(trial);
  const path = keptWeightsPath(study, trial, places);
  if (path !== null && epoch !== null) return { path, epoch, forget: async () => undefined };
  throw weightsGone(study, number, again);
}

export function weightsGone({ name }: StudyRow, trial: number, again: string): AppError {
  return new AppError(
    'not_found',
    `The weights of trial ${trial} of "${name}" are not there; Vernier keeps those of the best ${keptWeights} trials, and older versions kept none: ` +
      `"${again}" trains it again with its seed first.`,
    { trial },
  );
}
