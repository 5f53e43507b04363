// Which trials of a history an analysis can use, and a note on each kind that it cannot.
import type { Direction, Reason } from '#shared/contract/common.ts';
import { many, note } from '#shared/study/analysis-text.ts';
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
  /** What was left out. */
  readonly notes: readonly Reason[];
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
  const notes: Reason[] = [];
  if (without > 0) notes.push(withoutNote(without));
  if (stopped > 0) notes.push(stoppedNote(stopped));
  if (foreign > 0) notes.push(note('note.foreign', { ...many(foreign), misfit: misfit ?? '' }));
  return { trials: fitting, notes };
}

/** Whether an ended trial has a result: one that failed or diverged has none, whatever its epochs before that were. */
export function hasResult<T extends AnalysedTrial>(trial: T): trial is T & { readonly value: number } {
  const { state, value } = trial;
  return (state === 'complete' || state === 'stopped') && value !== null && Number.isFinite(value);
}

export function withoutNote(count: number): Reason {
  return note('note.without', many(count));
}

export function stoppedNote(count: number): Reason {
  return note('note.stopped', many(count));
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
