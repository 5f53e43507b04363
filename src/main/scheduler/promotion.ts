// Trials that wait at a rung of successive halving: which of them goes on when a worker is free, and what becomes of the others.
import { shareName } from '#main/search/index.ts';
import type { Pruner } from '#main/search/search.ts';
import type { Journal } from './journal.ts';
import type { Roster } from './roster.ts';
import { waitsAtRung } from './rung-reason.ts';
import { rungReached } from './rungs.ts';
import type { TrialRecord } from './trial-record.ts';

export interface PromotionOptions {
  readonly pruner: Pruner | null;
  readonly roster: Roster;
  readonly journal: Journal;
  now(): number;
}

/** The trial that goes on from its checkpoint now, still paused; null: none. `last`: nothing runs and nothing new will come. */
export function promote({ pruner, roster, journal, now }: PromotionOptions, last: boolean): TrialRecord | null {
  const promotion = pruner?.promote?.(roster.history, last) ?? null;
  if (promotion === null) return null;
  const record = roster.known(promotion.trial);
  const rung = rungReached(pruner, record.row);
  const after = rung === null ? `epoch ${record.row.lastEpoch}` : shareName(rung.share);
  const message = `Goes on after ${after}: ${promotion.why}.`;
  journal.log({ at: now(), trial: promotion.trial, level: 'info', message });
  return record;
}

/**
 * Trials that wait in vain, as at most `coming` new ones come; null: none, and nothing is promoted any more. They are pruned, and their
 * checkpoints are not needed any more.
 */
export function abandon({ pruner, roster, now }: PromotionOptions, coming: number | null): TrialRecord[] {
  const waiting =
    coming === null
      ? roster.records.filter(({ row }) => waitsAtRung(row))
      : (pruner?.hopeless?.(roster.history, coming) ?? []).map((number) => roster.known(number));
  for (const record of waiting) {
    roster.move(record, { state: 'stopped', reason: 'pruned', endedAt: now(), checkpoint: null });
  }
  return waiting;
}
