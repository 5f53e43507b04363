// Which trials of a history an analysis can use, and a sentence for each kind that it cannot.
import type { Direction } from '#shared/contract/common.ts';
import { conditionHolds } from '#shared/study/condition.ts';
import { isPrior, type Space } from '#shared/study/space.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';

export interface AnalysedTrial {
  readonly number: number;
  readonly state: TrialState;
  readonly params: Params;
  readonly value: number | null;
}

export interface AnalysedHistory {
  readonly direction: Direction;
  readonly trials: readonly AnalysedTrial[];
}

export interface FittingTrials {
  /** Complete, with a finite value, and a point of the space. */
  readonly trials: readonly (AnalysedTrial & { readonly value: number })[];
  /** Sentences about what was left out. */
  readonly notes: readonly string[];
}

/**
 * The complete trials with a finite value that are points of the space: every active setting has a value that it can take. Stopped
 * trials have not had their whole training, so that their values do not compare.
 */
export function fittingTrials(space: Space, trials: readonly AnalysedTrial[]): FittingTrials {
  const fitting: (AnalysedTrial & { readonly value: number })[] = [];
  let stopped = 0;
  let without = 0;
  let foreign = 0;
  let misfit: string | null = null;
  for (const trial of trials) {
    const { state, value } = trial;
    if (state === 'queued' || state === 'running' || state === 'paused') continue;
    if (state === 'stopped') stopped++;
    else if (state !== 'complete' || value === null || !Number.isFinite(value)) without++;
    else {
      const wrong = misfitOf(space, trial.params);
      if (wrong === null) fitting.push({ ...trial, value });
      else {
        foreign++;
        misfit ??= wrong;
      }
    }
  }
  const notes: string[] = [];
  if (without > 0) notes.push(withoutNote(without));
  if (stopped > 0) notes.push(stoppedNote(stopped));
  if (foreign > 0) {
    notes.push(`${counted(foreign, 'trial')} of another space ${are(foreign)} left out ("${misfit}" does not fit).`);
  }
  return { trials: fitting, notes };
}

/** Whether an ended trial has a result: one that failed or diverged has none, whatever its epochs before that were. */
export function hasResult<T extends AnalysedTrial>(trial: T): trial is T & { readonly value: number } {
  const { state, value } = trial;
  return (state === 'complete' || state === 'stopped') && value !== null && Number.isFinite(value);
}

export function withoutNote(count: number): string {
  return `${counted(count, 'trial')} that failed, diverged or ${count === 1 ? 'has' : 'have'} no result ${are(count)} left out.`;
}

export function stoppedNote(count: number): string {
  return `${counted(count, 'trial')} stopped before the last epoch ${are(count)} left out.`;
}

/** "1 trial", "12 trials". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function are(count: number): string {
  return count === 1 ? 'is' : 'are';
}

/** Name of the first active setting without a value that it can take; a step is not looked at. Null for a point of the space. */
function misfitOf(space: Space, params: Params): string | null {
  const values: Record<string, SettingValue> = { ...space.fixed };
  for (const dimension of space.dimensions) {
    if (!conditionHolds(dimension.when, values)) continue;
    const value = params[dimension.name];
    if (value === undefined) return dimension.name;
    if (dimension.type === 'categorical') {
      if (!dimension.choices.includes(value)) return dimension.name;
    } else if (typeof value !== 'number' || !Number.isFinite(value)) return dimension.name;
    else if (isPrior(dimension) ? dimension.type === 'lognormal' && value < 0 : outside(value, dimension)) {
      return dimension.name;
    }
    values[dimension.name] = value;
  }
  return null;
}

/** Rounding may have moved an end. */
function outside(value: number, { low, high }: { readonly low: number; readonly high: number }): boolean {
  const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high));
  return value < low - slack || value > high + slack;
}
