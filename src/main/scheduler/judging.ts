// The pruner's word on a trial that has reported an epoch, as the scheduler carries it out.
import { shareName } from '#main/search/index.ts';
import type { DataRung } from '#main/search/search.ts';
import type { PromotionOptions } from './promotion.ts';
import { waitingReason } from './rung-reason.ts';
import type { Wanted } from './trial-end.ts';
import type { TrialRecord } from './trial-record.ts';

/** null: the trial goes on. What is decided against it stands in its log. */
export function judgeEpoch(options: PromotionOptions, record: TrialRecord, epoch: number): Wanted | null {
  return judge(options, record, epoch, `epoch ${epoch}`);
}

/** The same of a trial that has been trained on a share of the rows. */
export function judgeRung(options: PromotionOptions, record: TrialRecord, { step, share }: DataRung): Wanted | null {
  return judge(options, record, step, shareName(share));
}

function judge(
  { pruner, roster, journal, now }: PromotionOptions,
  { row, observed }: TrialRecord,
  step: number,
  reached: string,
): Wanted | null {
  const verdict = pruner?.judge(observed, step, roster.history) ?? { prune: false };
  if (verdict.prune === false) return null;
  const done = verdict.prune === 'pause' ? 'Paused' : 'Pruned';
  const message = `${done} after ${reached}: ${verdict.why}.`;
  journal.log({ at: now(), trial: row.number, level: 'info', message });
  return verdict.prune === 'pause'
    ? { kind: 'wait', reason: waitingReason(reached, verdict.why) }
    : { kind: 'stop', reason: 'pruned' };
}
