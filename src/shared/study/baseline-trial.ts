// The baseline that a trial is compared with, and by how much it is better.
import type { Direction } from '../contract/common.ts';
import { rankTrials } from './ranking.ts';
import type { TrialState } from './trial-state.ts';

interface Compared {
  readonly number: number;
  readonly state: TrialState;
  readonly value: number | null;
  readonly reason: string | null;
  /** Null or absent: the study has no stages. */
  readonly stage?: string | null;
  /** Id of the recipe whose values it has; null or absent: it is no baseline. */
  readonly recipe?: string | null;
}

/**
 * The best of the recipes that were trained on the trial's own budget: values of different stages are not comparable. Null where there is
 * none with a value.
 */
export function baselineOfTrial<T extends Compared>(
  trials: readonly T[],
  stage: string | null | undefined,
  direction: Direction,
): T | null {
  const baselines = trials.filter((one) => one.recipe != null && (one.stage ?? null) === (stage ?? null));
  return rankTrials(baselines, direction)[0] ?? null;
}

/** Of two values, by how much the first is better; below zero it is worse. In the objective's units. */
export function gainOver(value: number, baseline: number, direction: Direction): number {
  return direction === 'maximize' ? value - baseline : baseline - value;
}
