// Reading curves: best value so far, values of others at an epoch. NaN never counts as a value.
import type { Direction } from '#shared/contract/common.ts';
import type { History, ObservedTrial } from '../search.ts';

/** Best value up to and including `step`; null when every value so far is NaN. */
export function bestSoFar({ steps, values }: ObservedTrial, step: number, direction: Direction): number | null {
  let best: number | null = null;
  for (let i = 0; i < steps.length; i++) {
    const value = values[i] ?? Number.NaN;
    if ((steps[i] ?? 0) > step || Number.isNaN(value)) continue;
    if (best === null || isWorse(best, value, direction)) best = value;
  }
  return best;
}

/** Finite values that the other trials reported at exactly this step. */
export function othersAt(history: History, trial: ObservedTrial, step: number): number[] {
  const found: number[] = [];
  for (const other of history.trials) {
    if (other.number === trial.number) continue;
    // Epochs count from 1 without gaps in all but odd cases: look there first.
    const index = other.steps[step - 1] === step ? step - 1 : other.steps.lastIndexOf(step);
    const value = other.values[index];
    if (value !== undefined && Number.isFinite(value)) found.push(value);
  }
  return found;
}

export function isWorse(a: number, b: number, direction: Direction): boolean {
  return direction === 'maximize' ? a < b : a > b;
}

/**
 * True once per interval: when `step` is the first reported one at or after warmup + k·interval (epochs may be reported
 * with gaps).
 */
export function isDue({ steps }: ObservedTrial, step: number, warmup: number, interval: number): boolean {
  const opened = warmup + Math.floor((step - warmup) / interval) * interval;
  return !steps.some((earlier) => earlier < step && earlier >= opened);
}

/** A value in a pruner's sentence: four significant digits. */
export function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}
