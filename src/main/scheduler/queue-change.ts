// Changes to the queue of trials put in by hand: taken out, put back, in another order.
import type { TrialRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { rearranged } from './queue.ts';
import { isTakenOut, type Roster } from './roster.ts';
import type { Upcoming } from './upcoming.ts';

export type QueueChange =
  | { readonly kind: 'remove' | 'restore'; readonly trial: number }
  /** These are to come in this order. */
  | { readonly kind: 'order'; readonly trials: readonly number[] };

/**
 * `upcoming`: of a study that runs. Throws AppError('conflict') with a sentence when a trial does not wait (any more), `not_found` for
 * one that the study does not have.
 */
export function changeQueue(roster: Roster, change: QueueChange, upcoming: Upcoming | null): void {
  switch (change.kind) {
    case 'remove': {
      const record = roster.known(change.trial);
      if (record.row.state !== 'queued' || record.row.startedAt !== null) throw doesNotWait(record.row);
      upcoming?.remove(record);
      // It has not ended: it never began.
      roster.move(record, { state: 'stopped', reason: 'user', endedAt: null });
      return;
    }
    case 'restore': {
      const record = roster.known(change.trial);
      if (!isTakenOut(record.row)) {
        const message = `Trial ${change.trial} is ${record.row.state}; only one that was taken out of the queue can be put back.`;
        throw new AppError('conflict', message, { trial: change.trial });
      }
      roster.move(record, { state: 'queued', reason: null, endedAt: null });
      upcoming?.push(record, 'enqueued');
      return;
    }
    case 'order': {
      const places = rearranged(roster.waiting, change.trials);
      if (places === null) {
        const waiting = new Set(roster.waiting.map(({ row }) => row.number));
        throw doesNotWait(roster.known(change.trials.find((number) => !waiting.has(number)) ?? 0).row);
      }
      for (const { record, place } of places) roster.touch(record, { place }, true);
      return;
    }
    default:
      change satisfies never;
  }
}

function doesNotWait({ number, state, startedAt }: TrialRow): AppError {
  const message =
    startedAt === null
      ? `Trial ${number} is ${state}; it does not wait in the queue.`
      : `Trial ${number} has begun meanwhile; it is no longer in the queue.`;
  return new AppError('conflict', message, { number, state });
}
