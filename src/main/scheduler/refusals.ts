// Sentences for what cannot be done with a trial.
import type { TrialRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';

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
