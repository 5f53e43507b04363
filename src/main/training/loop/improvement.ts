// Whether training still gets better: what early stopping and the plateau schedule go by.
import type { Goal } from './train.ts';

/** Of a trial after some epochs; part of its checkpoint. */
export interface Progress {
  readonly epoch: number;
  /** The best finite value of the goal so far and its epoch; null before the first. */
  readonly best: number | null;
  readonly bestEpoch: number | null;
  /** Epochs since the last improvement or drop of the plateau schedule. */
  readonly plateauEpochs: number;
  /** How often the plateau schedule has lowered the rate. */
  readonly drops: number;
}

export const noProgress: Progress = { epoch: 0, best: null, bestEpoch: null, plateauEpochs: 0, drops: 0 };

/** What an epoch is judged by, and 1 when less of it is better, −1 when more is; NaN when it was not measured. */
export function goalValue(
  metrics: Readonly<Record<string, number>>,
  goal: Goal | null,
): { readonly value: number; readonly sign: 1 | -1 } {
  const own = goal === null ? undefined : metrics[goal.metric];
  if (own !== undefined) return { value: own, sign: goal?.direction === 'maximize' ? -1 : 1 };
  return { value: metrics['validation.loss'] ?? metrics['train.loss'] ?? Number.NaN, sign: 1 };
}

/**
 * The progress after one more epoch. An epoch improves when its value is finite and better than every one before. Without such a
 * metric among the epoch's the validation loss counts, or the training loss where there is no validation part.
 */
export function afterEpoch(
  progress: Progress,
  metrics: Readonly<Record<string, number>>,
  goal: Goal | null,
  plateauPatience: number | null,
): Progress {
  const { value, sign } = goalValue(metrics, goal);
  const improved = Number.isFinite(value) && (progress.best === null || sign * value < sign * progress.best);
  const epoch = progress.epoch + 1;
  const waited = improved ? 0 : progress.plateauEpochs + 1;
  const drops = plateauPatience !== null && waited >= plateauPatience;
  return {
    epoch,
    best: improved ? value : progress.best,
    bestEpoch: improved ? epoch : progress.bestEpoch,
    plateauEpochs: drops ? 0 : waited,
    drops: progress.drops + (drops ? 1 : 0),
  };
}

/** Epochs since the best one; since the start when none was finite. */
export function epochsWithoutImprovement({ epoch, bestEpoch }: Progress): number {
  return epoch - (bestEpoch ?? 0);
}
