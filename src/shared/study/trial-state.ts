// The states of a trial and of a study, and which may follow which. Pure; the scheduler and the store both obey it.
import { AppError } from '../errors.ts';

export const trialStates = ['queued', 'running', 'paused', 'complete', 'stopped', 'failed', 'diverged'] as const;
export type TrialState = (typeof trialStates)[number];

export const studyStates = ['draft', 'checking', 'running', 'paused', 'finished', 'failed'] as const;
export type StudyState = (typeof studyStates)[number];

/** Why a trial stopped before its last epoch. */
export const stopReasons = ['pruned', 'user', 'time', 'target'] as const;
export type StopReason = (typeof stopReasons)[number];

const next: Readonly<Record<TrialState, readonly TrialState[]>> = {
  queued: ['running', 'stopped'],
  running: ['queued', 'paused', 'complete', 'stopped', 'failed', 'diverged'],
  paused: ['queued', 'running', 'stopped'],
  // An ended trial can be continued by hand ("un-stop", "more epochs"); what it measured stays.
  complete: ['queued'],
  stopped: ['queued'],
  failed: ['queued'],
  diverged: [],
};

export function isTerminal(state: TrialState): boolean {
  return state === 'complete' || state === 'stopped' || state === 'failed' || state === 'diverged';
}

export function canFollow(from: TrialState, to: TrialState): boolean {
  return next[from].includes(to);
}

/** Returns `to`; throws `conflict` when it may not follow `from`. */
export function transition(from: TrialState, to: TrialState): TrialState {
  if (!canFollow(from, to)) {
    throw new AppError('conflict', `A trial that is ${from} cannot become ${to}.`, { from, to });
  }
  return to;
}
