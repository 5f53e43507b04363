// Sentences for what cannot be done with a trial, or a study.
import type { TrialRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import type { SchedulerEvents } from './events.ts';

export function notRunning({ number, state }: TrialRow): AppError {
  return new AppError('conflict', `Trial ${number} is ${state}; only a running trial can be paused.`, {
    number,
    state,
  });
}

export function cannotStop({ number, state }: TrialRow): AppError {
  return new AppError('conflict', `Trial ${number} is ${state} already; there is nothing to stop.`, { number, state });
}

/** Paused, stopped and failed trials can go on; complete ones once they are `extended`. */
export function assertResumable({ number, state }: TrialRow, extended = false): void {
  if (extended && state === 'complete') return;
  if (state === 'paused' || state === 'stopped' || state === 'failed') return;
  const why =
    state === 'diverged'
      ? 'its weights are no longer numbers; enqueue its settings with a smaller learning rate instead'
      : 'there is nothing left to train';
  throw new AppError('conflict', `Trial ${number} is ${state}: ${why}.`, { number, state });
}

/** Told only, for the store takes nothing in; returns the reason. */
export function tellStoreFailed(
  error: AppError,
  { studyId, events, at }: { readonly studyId: string; readonly events: SchedulerEvents; readonly at: number },
): string {
  const message = `The study is paused because the store cannot be written: ${error.message}`;
  events.logged({ studyId, at, trial: null, level: 'error', message });
  return message;
}
